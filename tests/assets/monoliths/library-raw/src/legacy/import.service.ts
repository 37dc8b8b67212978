import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const { TAKE_QUEUE, ADD_BOOK } = require('./legacy-queries');
const queries = require('./legacy-queries');

@Injectable()
export class ImportService {
  constructor(private readonly dataSource: DataSource) {}

  async run(): Promise<void> {
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      const rows: { id: number; isbn: string; title: string }[] = await queryRunner.query(TAKE_QUEUE);
      for (const row of rows) {
        await queryRunner.query(ADD_BOOK, [row.isbn, row.title]);
        await queryRunner.query('DELETE FROM import_queue WHERE id = ?', [row.id]);
      }
      await queryRunner.commitTransaction();
    } catch (error) {
      await queryRunner.rollbackTransaction();
      throw error;
    } finally {
      await queryRunner.release();
    }
  }

  async one(isbn: string, title: string): Promise<void> {
    await this.dataSource.query(queries.ADD_BOOK, [isbn, title]);
  }
}
