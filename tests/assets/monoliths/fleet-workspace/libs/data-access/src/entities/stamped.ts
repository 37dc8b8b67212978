import { CreateDateColumn, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

/** No table of its own: every entity that extends it gets these columns. */
export abstract class Stamped {
  @PrimaryGeneratedColumn()
  id: number;

  @CreateDateColumn()
  createdAt: Date;

  @UpdateDateColumn({ name: 'changed_at' })
  updatedAt: Date;
}
