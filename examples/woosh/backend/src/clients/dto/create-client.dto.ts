import { IsEmail, IsNotEmpty, IsNumber, IsOptional, IsString } from 'class-validator';

// 🐫 regionId and routeId are camelCase, the entity's columns are not: they pass validation and are then dropped.
export class CreateClientDto {
  @IsString()
  @IsNotEmpty()
  name: string;

  @IsString()
  contact: string;

  @IsString()
  @IsOptional()
  address?: string;

  @IsNumber()
  @IsOptional()
  latitude?: number;

  @IsNumber()
  @IsOptional()
  longitude?: number;

  @IsEmail()
  @IsOptional()
  email?: string;

  @IsNumber()
  @IsOptional()
  regionId?: number;

  @IsString()
  @IsOptional()
  region?: string;

  @IsNumber()
  @IsOptional()
  routeId?: number;

  @IsString()
  @IsOptional()
  tax_pin?: string;

  @IsNumber()
  @IsOptional()
  client_type?: number;

  @IsNumber()
  @IsOptional()
  countryId?: number;
}
