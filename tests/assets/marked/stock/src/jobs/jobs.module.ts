import { Injectable, Module, OnModuleInit } from '@nestjs/common';
import { Cron, CronExpression, SchedulerRegistry, Timeout } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { Db } from '../db/db';
import { Sales, SalesModule } from '../sales/sales.module';
@Injectable() export class Jobs implements OnModuleInit {
  constructor(private readonly db: Db, private readonly sales: Sales, private readonly registry: SchedulerRegistry) {}
  onModuleInit() { this.registry.addCronJob('close', new CronJob('0 0 1 * *', () => this.close())); }
  private async locked(name: string, work: () => Promise<unknown>) {
    const got = await this.db.run('INSERT IGNORE INTO locks (name, owner) VALUES (?, CONNECTION_ID())', [name]); //= jobs: write locks
    if (!got.affectedRows) return;
    try { await work(); } finally { await this.db.run('DELETE FROM locks WHERE name = ? LIMIT 1', [name]); } //= jobs: write locks
  }
  @Cron(CronExpression.EVERY_DAY_AT_1AM) nightly() { return this.locked('nightly', () => this.sales.archive('x')); }
  @Timeout(1000) warm() { return this.db.all("SELECT JSON_UNQUOTE(JSON_EXTRACT(v, '$.a')) FROM settings WHERE k = 'x'"); } //= jobs: read settings
  async close() { await this.db.run("UPDATE settings SET v = JSON_SET(COALESCE(v, '{}'), '$.closed', (SELECT MAX(day) FROM day_totals)) WHERE k = 'close'"); } //= jobs: write settings, read day_totals
}
@Module({ imports: [SalesModule], providers: [Jobs] }) export class JobsModule {}
