import { IsEmail, IsInt, IsOptional, IsString } from 'class-validator';

export class UpdateUserDto {
  @IsOptional()
  @IsString()
  name?: string;

  @IsOptional()
  @IsEmail()
  email?: string;

  @IsOptional()
  @IsString()
  phoneNumber?: string;

  @IsOptional()
  @IsInt()
  route_id_update?: number;

  @IsOptional()
  @IsString()
  route_name_update?: string;

  @IsOptional()
  @IsInt()
  visitsTargets?: number;

  @IsOptional()
  @IsInt()
  newClients?: number;
}
