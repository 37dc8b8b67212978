import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class MaintenanceService {
  constructor(private readonly dataSource: DataSource) {}

  async reset(): Promise<void> {
    await this.dataSource.query('TRUNCATE TABLE audit_log');
  }

  async empty(table: string): Promise<void> {
    await this.dataSource.query('CALL empty_table(?)', [table]);
  }

  async broken(): Promise<void> {
    await this.dataSource.query('SELECT id FROM WHERE ( books');
  }

  async cleanLoans(): Promise<void> {
    await this.dataSource.query("DELETE FROM reservations WHERE copy_id = 0 -- and not 'FROM fines'");
  }
}
