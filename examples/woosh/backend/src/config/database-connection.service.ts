import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface QueryOutcome {
  success: boolean;
  rows: any[];
  durationMs: number;
  error?: string;
}

@Injectable()
export class DatabaseConnectionService {
  private readonly logger = new Logger(DatabaseConnectionService.name);
  private readonly maxRetries = 2;

  constructor(private dataSource: DataSource) {}

  /** Runs whatever statement the caller brings, and tries again when the connection was lost. */
  async executeQuery<T = any>(query: string, parameters: any[] = [], attempt = 0): Promise<T> {
    try {
      return await this.dataSource.query(query, parameters);
    } catch (error: any) {
      if (attempt < this.maxRetries && this.isConnectionError(error)) {
        this.logger.warn(`🔁 Connection lost (${error.code}), attempt ${attempt + 1}`);
        await new Promise((resolve) => setTimeout(resolve, 200 * (attempt + 1)));
        return this.executeQuery<T>(query, parameters, attempt + 1);
      }
      throw error;
    }
  }

  /** Runs the callback in a transaction of its own; the runner goes to the callback untyped. */
  async executeTransaction<T>(work: (queryRunner: any) => Promise<T>): Promise<T> {
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      const result = await work(queryRunner);
      await queryRunner.commitTransaction();
      return result;
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    } finally {
      await queryRunner.release();
    }
  }

  async testConnection(): Promise<QueryOutcome> {
    const startedAt = Date.now();
    try {
      const rows = await this.executeQuery('SELECT 1');
      return { success: true, rows, durationMs: Date.now() - startedAt };
    } catch (error: any) {
      return { success: false, rows: [], durationMs: Date.now() - startedAt, error: error.message };
    }
  }

  private isConnectionError(error: any): boolean {
    return ['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT'].includes(error?.code);
  }
}
