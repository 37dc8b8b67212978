import { Controller, Get } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { InjectEntityManager } from '@nestjs/typeorm';
import { EntityManager } from 'typeorm';
import { Appointment } from '../appointments/appointment.entity';
import { PatientsService } from '../patients/patients.service';

@Controller('kiosk')
export class KioskController {
  constructor(
    private readonly patients: PatientsService,
    @InjectEntityManager() private readonly manager: EntityManager,
  ) {}

  @MessagePattern('kiosk.check-in')
  checkIn(@Payload() patientId: number) {
    return this.patients.get(patientId);
  }

  @EventPattern('kiosk.walked-off')
  async walkedOff(@Payload() patientId: number): Promise<void> {
    await this.manager.delete(Appointment, { patientId });
  }

  @Get('status')
  status() {
    return { ok: true };
  }
}
