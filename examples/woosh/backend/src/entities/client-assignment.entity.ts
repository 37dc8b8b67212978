import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Clients } from './clients.entity';
import { SalesRep } from './sales-rep.entity';

// 🔗 one active row per outlet; older rows stay as history
@Entity('ClientAssignment')
@Index('ClientAssignment_outletId_status_idx', ['outletId', 'status'])
@Index('ClientAssignment_salesRepId_idx', ['salesRepId'])
export class ClientAssignment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  outletId: number;

  @Column()
  salesRepId: number;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  assignedAt: Date;

  @Column({ default: 'active' })
  status: string;

  @ManyToOne(() => Clients, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'outletId' })
  outlet: Clients;

  @ManyToOne(() => SalesRep, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'salesRepId' })
  salesRep: SalesRep;
}
