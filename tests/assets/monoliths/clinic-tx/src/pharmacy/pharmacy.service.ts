import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { IsolationLevel, Transactional } from 'typeorm-transactional';
import { InvoicesService } from '../billing/invoices.service';
import { LedgerService } from '../ledger/ledger.service';
import { Medicine } from './medicine.entity';

@Injectable()
export class PharmacyService {
  constructor(
    @InjectRepository(Medicine) private readonly medicines: Repository<Medicine>,
    private readonly invoices: InvoicesService,
    private readonly ledger: LedgerService,
    private readonly events: EventEmitter2,
  ) {}

  @Transactional({ isolationLevel: IsolationLevel.REPEATABLE_READ })
  async dispense(patientId: number, medicineId: number): Promise<void> {
    const medicine = await this.medicines.findOneByOrFail({ id: medicineId });
    await this.take(medicine);
    await this.invoices.addLine(patientId, medicine.name, medicine.cents);
    await this.ledger.append(`dispensed ${medicine.name}`);
    this.events.emit('medicine.dispensed', { patientId, medicineId });
  }

  private take(medicine: Medicine) {
    return this.medicines.decrement({ id: medicine.id }, 'packs', 1);
  }

  refill(medicines: Medicine[]): Promise<Medicine[]> {
    return this.medicines.save(medicines);
  }
}
