import { IsArray, IsInt, IsOptional, IsString } from 'class-validator';
import { TripStop } from '@fleet/data-access';

export class DispatchRequest {
  @IsInt()
  vehicleId: number;

  @IsInt()
  driverId: number;

  @IsOptional()
  @IsString()
  phone?: string;
}

export class StopRequest {
  @IsArray()
  stops: TripStop[];
}
