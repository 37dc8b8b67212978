import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { AuditEntry } from './audit-entry.entity';

@Injectable()
export class AuditService {
  constructor(private readonly dataSource: DataSource) {}

  async record(action: string, payload: object): Promise<void> {
    const entries = this.dataSource.getRepository(AuditEntry);
    await entries.insert({ action, payload, happenedAt: new Date() });
  }

  async size(): Promise<number> {
    return this.dataSource.manager.count(AuditEntry);
  }

  async forget(before: Date): Promise<void> {
    await this.dataSource.manager.delete(AuditEntry, { happenedAt: LessThan(before) });
  }
}
