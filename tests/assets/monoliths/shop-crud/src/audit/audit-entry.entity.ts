import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class AuditEntry {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column()
  action: string;

  @Column({ type: 'json', nullable: true })
  payload: unknown;

  @Column({ type: 'datetime', precision: 3 })
  happenedAt: Date;
}
