import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EquipmentRequest } from './equipment-request.entity';
import { TodosModule } from '../todos/todos.module';
import { EquipmentRequestsController } from './equipment-requests.controller';
import { EquipmentRequestsService } from './equipment-requests.service';

@Module({
  imports: [TypeOrmModule.forFeature([EquipmentRequest]), TodosModule],
  controllers: [EquipmentRequestsController],
  providers: [EquipmentRequestsService],
  exports: [EquipmentRequestsService],
})
export class EquipmentRequestsModule {}
