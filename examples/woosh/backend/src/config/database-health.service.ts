import { Injectable, Logger, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class DatabaseHealthService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(DatabaseHealthService.name);
  private healthCheckTimer: NodeJS.Timeout;
  private lastCheck: any = { status: 'unknown', checkedAt: null };

  constructor(private dataSource: DataSource) {}

  onModuleInit() {
    // Not a @Interval: nothing but this line tells that a job runs every 15 seconds.
    this.healthCheckTimer = setInterval(() => this.checkDatabaseHealth(), 15000);
  }

  onModuleDestroy() {
    clearInterval(this.healthCheckTimer);
  }

  async checkDatabaseHealth() {
    const startedAt = Date.now();
    try {
      await this.dataSource.query('SELECT 1');
      this.lastCheck = { status: 'healthy', responseTimeMs: Date.now() - startedAt, checkedAt: new Date() };
    } catch (error: any) {
      this.logger.error(`🩺 Health check failed: ${error.message}`);
      this.lastCheck = { status: 'unhealthy', error: error.message, checkedAt: new Date() };
    }
    return this.lastCheck;
  }

  async isHealthy(): Promise<boolean> {
    try {
      const rows = await this.dataSource.query('SELECT 1');
      return rows.length > 0;
    } catch {
      return false;
    }
  }

  getLastCheck() {
    return this.lastCheck;
  }
}