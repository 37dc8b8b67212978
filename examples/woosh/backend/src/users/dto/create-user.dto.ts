import { IsEmail, IsInt, IsNotEmpty, IsOptional, IsString, MinLength } from 'class-validator';

export class CreateUserDto {
  @IsString()
  @IsNotEmpty()
  name: string;

  @IsEmail()
  email: string;

  @IsString()
  @IsNotEmpty()
  phoneNumber: string;

  @IsString()
  @MinLength(4)
  password: string;

  @IsInt()
  countryId: number;

  @IsOptional()
  @IsString()
  country?: string;

  @IsOptional()
  @IsInt()
  region_id?: number;

  @IsOptional()
  @IsString()
  region?: string;

  @IsOptional()
  @IsInt()
  route_id?: number;

  @IsOptional()
  @IsString()
  route?: string;

  @IsOptional()
  @IsInt()
  roleId?: number;
}
