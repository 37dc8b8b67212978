import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Appointment } from '../appointments/appointment.entity';
import { Invoice } from '../billing/invoice.entity';
import { currentManager } from '../shared/current-manager';

@Injectable()
export class ReportsService {
  constructor(private readonly dataSource: DataSource) {}

  async numbers() {
    const appointments = await currentManager().count(Appointment);
    const [invoices, open] = await Promise.all([
      this.dataSource.manager.countBy(Invoice, {}),
      this.dataSource.getRepository(Invoice).countBy({ state: 'open' }),
    ]);
    return { appointments, invoices, open };
  }

  async snapshot() {
    const runner = this.dataSource.createQueryRunner('slave');
    try {
      await runner.startTransaction();
      const repository = runner.manager.getRepository(Appointment);
      const rows = await repository.find({ relations: { patient: true, slot: true } });
      await runner.commitTransaction();
      return rows;
    } finally {
      await runner.release();
    }
  }
}
