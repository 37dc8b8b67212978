import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ name: 'audit_trail' })
export class AuditEntry {
  @PrimaryGeneratedColumn({ type: 'bigint', name: 'entry_no' })
  id: string;

  @Column()
  httpMethod: string;

  @Column({ length: 500 })
  requestPath: string;

  @CreateDateColumn()
  at: Date;
}
