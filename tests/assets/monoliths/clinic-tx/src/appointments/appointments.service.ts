import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { Queue } from 'bullmq';
import { DataSource, EntityManager } from 'typeorm';
import { InvoicesService } from '../billing/invoices.service';
import { Patient } from '../patients/patient.entity';
import { PatientsService } from '../patients/patients.service';
import { APPOINTMENT_BOOKED } from '../shared/event-names';
import { Appointment } from './appointment.entity';
import { Slot } from './slot.entity';

@Injectable()
export class AppointmentsService {
  private readonly logger = new Logger(AppointmentsService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: InvoicesService,
    private readonly patients: PatientsService,
    private readonly events: EventEmitter2,
    @InjectQueue('letters') private readonly letters: Queue,
  ) {}

  async book(slotId: number, patientId: number): Promise<Appointment> {
    return this.dataSource.transaction('SERIALIZABLE', async (em) => {
      const slot = await em.findOneOrFail(Slot, { where: { id: slotId }, lock: { mode: 'pessimistic_write' } });
      const patient = await em.getRepository(Patient).findOneByOrFail({ id: patientId });
      const appointment = await em.save(Appointment, { slotId: slot.id, patientId: patient.id });
      await this.occupy(em, slot);
      await this.invoices.open(patient.id, em);
      this.events.emit(APPOINTMENT_BOOKED, { id: appointment.id });
      return appointment;
    });
  }

  private async occupy(manager: EntityManager, slot: Slot): Promise<void> {
    await manager.update(Slot, slot.id, { taken: true });
  }

  async cancel(id: number): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    await runner.startTransaction('READ COMMITTED');
    try {
      const appointment = await runner.manager.findOneByOrFail(Appointment, { id });
      await runner.manager.delete(Appointment, { id });
      await runner.query('UPDATE slots SET taken = 0 WHERE id = ?', [appointment.slotId]);
      await this.invoices.cancel(appointment.patientId, runner);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
    this.logger.log('DELETE FROM appointments was fine');
  }

  async move(id: number, slotId: number): Promise<void> {
    const work = async (tx: EntityManager): Promise<void> => {
      await tx.update(Appointment, { id }, { slotId });
      await tx
        .createQueryBuilder()
        .update(Slot)
        .set({ taken: true })
        .where('id = :slotId', { slotId })
        .execute();
    };
    await this.dataSource.manager.transaction(work);
  }

  async remind(id: number): Promise<void> {
    const appointment = await this.dataSource.getRepository(Appointment).findOneByOrFail({ id });
    const patient = await this.patients.get(appointment.patientId);
    await this.letters.add('reminder', { to: patient.name }, { delay: 60_000 });
  }
}
