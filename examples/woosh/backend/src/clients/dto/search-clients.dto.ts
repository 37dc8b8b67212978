import { IsNumber, IsOptional, IsString } from 'class-validator';

/** Every key is a property of Clients: the search builds its conditions from these names. */
export class SearchClientsDto {
  @IsString()
  @IsOptional()
  name?: string;

  @IsString()
  @IsOptional()
  contact?: string;

  @IsString()
  @IsOptional()
  region?: string;

  @IsNumber()
  @IsOptional()
  region_id?: number;

  @IsNumber()
  @IsOptional()
  route_id?: number;

  @IsNumber()
  @IsOptional()
  client_type?: number;
}