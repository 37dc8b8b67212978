import { Container, Seal, Shipment, ShipmentSummary } from '@cargo/backend/data';
import { FleetModule } from '@cargo/backend/feature-fleet';
import { QUEUES } from '@cargo/shared/util';
import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookShipmentHandler } from './book-shipment.handler';
import { LabelsProcessor } from './labels.processor';
import { ShipmentSearch } from './shipment.search';
import { ShipmentsController } from './shipments.controller';
import { ShipmentsSaga } from './shipments.saga';
import { ShipmentsService } from './shipments.service';

@Module({
  imports: [
    CqrsModule,
    FleetModule,
    BullModule.registerQueue({ name: QUEUES.labels }),
    TypeOrmModule.forFeature([Container, Seal, Shipment, ShipmentSummary]),
  ],
  controllers: [ShipmentsController],
  providers: [ShipmentsService, ShipmentSearch, BookShipmentHandler, ShipmentsSaga, LabelsProcessor],
})
export class ShipmentsModule {}
