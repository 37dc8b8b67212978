import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { SalesRep } from '../../entities/sales-rep.entity';

@Entity('daily_commissions')
@Index('unique_sales_rep_date', ['salesRepId', 'commissionDate'], { unique: true })
@Index('idx_daily_commissions_status', ['status'])
export class DailyCommission {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'sales_rep_id' })
  salesRepId: number;

  @Column({ name: 'commission_date', type: 'date' })
  commissionDate: string;

  @Column('decimal', { name: 'daily_sales_amount', precision: 10, scale: 2, default: 0 })
  dailySalesAmount: number;

  @Column('decimal', { name: 'commission_amount', precision: 10, scale: 2, default: 0 })
  commissionAmount: number; // 💰 in the rep's own currency

  @Column({ name: 'commission_tier', nullable: true })
  commissionTier: string;

  @Column({ name: 'sales_count', default: 0 })
  salesCount: number;

  @Column({ type: 'enum', enum: ['pending', 'paid', 'cancelled'], default: 'pending' })
  status: 'pending' | 'paid' | 'cancelled';

  @Column({ type: 'text', nullable: true })
  notes: string;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at' })
  updatedAt: Date;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'sales_rep_id' })
  salesRep: SalesRep;
}
