import { Trail } from '@cargo/backend/data';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditController } from './audit.controller';
import { ShipmentBookedHandler } from './shipment-booked.handler';
import { TrailService } from './trail.service';

@Module({
  imports: [CqrsModule, TypeOrmModule.forFeature([Trail], 'audit')],
  controllers: [AuditController],
  providers: [TrailService, ShipmentBookedHandler],
})
export class AuditModule {}
