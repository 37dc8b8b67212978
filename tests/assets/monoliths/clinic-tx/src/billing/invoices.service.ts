import { forwardRef, Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { EntityManager, QueryRunner, Repository } from 'typeorm';
import { Transactional } from 'typeorm-transactional';
import { PatientsService } from '../patients/patients.service';
import { ReceiptPrinter } from '../payments/receipt-printer';
import { PaymentPort, PAYMENTS, Refunds } from '../payments/ports';
import type { CashierService } from '../payments/cashier.service';
import { InvoiceLine } from './invoice-line.entity';
import { Invoice } from './invoice.entity';

@Injectable()
export class InvoicesService {
  constructor(
    @InjectRepository(Invoice) private readonly invoices: Repository<Invoice>,
    @InjectRepository(InvoiceLine) private readonly lines: Repository<InvoiceLine>,
    @Inject(forwardRef(() => PatientsService)) private readonly patients: PatientsService,
    @Inject(PAYMENTS) private readonly payments: PaymentPort,
    private readonly refunds: Refunds,
    @Inject('CASHIER') private readonly cashier: CashierService,
    @Inject('RECEIPTS') private readonly receipts: ReceiptPrinter,
  ) {}

  async open(patientId: number, manager: EntityManager): Promise<void> {
    await manager.getRepository(Invoice).insert({ patientId });
  }

  async cancel(patientId: number, runner: QueryRunner): Promise<void> {
    await runner.manager.update(Invoice, { patientId, state: 'open' }, { state: 'void' });
  }

  async addLine(patientId: number, text: string, cents: number): Promise<void> {
    const invoice = await this.invoices.findOneByOrFail({ patientId, state: 'open' });
    await this.lines.save({ invoice, text, cents });
  }

  @Transactional()
  async pay(id: number): Promise<string> {
    const invoice = await this.invoices.findOneOrFail({ where: { id }, relations: { lines: true } });
    const total = invoice.lines.reduce((sum, line) => sum + line.cents, 0);
    await this.payments.charge(invoice.patientId, total);
    await this.invoices.update(id, { state: 'paid' });
    return this.receipts.print(id);
  }

  async refund(id: number): Promise<void> {
    const invoice = await this.invoices.findOneByOrFail({ id });
    const patient = await this.patients.get(invoice.patientId);
    await this.refunds.refund(patient.id);
  }

  inTheTill(): Promise<number> {
    return this.cashier.count();
  }
}
