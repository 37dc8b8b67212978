import { MigrationInterface, QueryRunner } from 'typeorm';

export class AddFloors1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE shelves ADD COLUMN floor INT NOT NULL DEFAULT 0');
    await queryRunner.query('UPDATE shelves SET floor = 1');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE shelves DROP COLUMN floor');
  }
}
