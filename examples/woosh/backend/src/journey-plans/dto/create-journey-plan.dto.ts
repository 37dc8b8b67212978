import { IsBoolean, IsDateString, IsNumber, IsOptional, IsString } from 'class-validator';

export class CreateJourneyPlanDto {
  @IsNumber()
  clientId: number;

  @IsDateString()
  date: string;

  @IsString()
  @IsOptional()
  time?: string;

  @IsString()
  @IsOptional()
  notes?: string;

  @IsNumber()
  @IsOptional()
  routeId?: number;

  @IsString()
  @IsOptional()
  routeName?: string;

  @IsBoolean()
  @IsOptional()
  showUpdateLocation?: boolean;
}