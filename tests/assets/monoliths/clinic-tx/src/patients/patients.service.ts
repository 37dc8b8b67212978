import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Appointment } from '../appointments/appointment.entity';
import { LedgerService } from '../ledger/ledger.service';
import { PatientEvent } from '../shared/event-names';
import { runInTransaction } from '../shared/run-in-transaction';
import { ArchiveEntry } from './archive-entry.entity';
import { Patient } from './patient.entity';

@Injectable()
export class PatientsService {
  constructor(
    @InjectRepository(Patient) private readonly patients: Repository<Patient>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly ledger: LedgerService,
    private readonly events: EventEmitter2,
  ) {}

  get(id: number): Promise<Patient> {
    return this.patients.findOneByOrFail({ id });
  }

  async merge(keep: number, drop: number): Promise<void> {
    await runInTransaction(this.dataSource, async (em) => {
      await em.update(Appointment, { patientId: drop }, { patientId: keep });
      await em.delete(Patient, drop);
      await this.ledger.append(`merged ${drop} into ${keep}`, em);
    });
    await this.events.emitAsync(PatientEvent.Merged, { keep, drop });
  }

  async archive(id: number): Promise<void> {
    await this.patients.manager.transaction(async (tx) => {
      const patients = tx.withRepository(this.patients);
      await patients.update(id, { archived: true });
      await tx.getRepository(ArchiveEntry).insert({ patientId: id });
    });
    this.events.emit(PatientEvent.Archived, id);
  }
}
