import { MigrationInterface, QueryRunner } from 'typeorm';

export class Seals1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('UPDATE seals SET code = UPPER(code)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM ${'legacy_seals'}`);
  }
}
