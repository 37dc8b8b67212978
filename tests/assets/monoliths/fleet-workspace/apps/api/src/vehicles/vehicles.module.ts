import { Module } from '@nestjs/common';
import { VehiclesController } from './vehicles.controller';
import { VehiclesService } from './vehicles.service';
import { WorkshopService } from './workshop.service';

@Module({
  controllers: [VehiclesController],
  providers: [VehiclesService, WorkshopService],
  exports: [VehiclesService],
})
export class VehiclesModule {}
