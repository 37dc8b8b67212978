import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BillingModule } from '../billing/billing.module';
import { PatientsModule } from '../patients/patients.module';
import { Appointment } from './appointment.entity';
import { AppointmentsController } from './appointments.controller';
import { AppointmentsService } from './appointments.service';
import { Slot } from './slot.entity';
import { WaitingRoomGateway } from './waiting-room.gateway';

@Module({
  imports: [
    TypeOrmModule.forFeature([Appointment, Slot]),
    BullModule.registerQueue({ name: 'letters' }),
    BillingModule,
    PatientsModule,
  ],
  controllers: [AppointmentsController],
  providers: [AppointmentsService, WaitingRoomGateway],
})
export class AppointmentsModule {}
