import { IsBoolean, IsDateString, IsNumber, IsOptional, IsString } from 'class-validator';

export class UpdateJourneyPlanDto {
  @IsNumber()
  @IsOptional()
  status?: number;

  @IsDateString()
  @IsOptional()
  checkInTime?: string;

  @IsNumber()
  @IsOptional()
  latitude?: number;

  @IsNumber()
  @IsOptional()
  longitude?: number;

  @IsString()
  @IsOptional()
  imageUrl?: string;

  @IsString()
  @IsOptional()
  notes?: string;

  @IsBoolean()
  @IsOptional()
  showUpdateLocation?: boolean;
}