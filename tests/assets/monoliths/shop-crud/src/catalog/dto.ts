import { PartialType } from '@nestjs/mapped-types';
import { IsArray, IsInt, IsNumberString, IsString } from 'class-validator';

export class CreateProductDto {
  @IsString()
  name: string;

  @IsString()
  sku: string;

  @IsNumberString()
  price: string;

  @IsInt()
  brandId: number;

  @IsArray()
  labels: string[];
}

export class UpdateProductDto extends PartialType(CreateProductDto) {}
