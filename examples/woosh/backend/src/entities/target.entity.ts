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
import { SalesRep } from './sales-rep.entity';

@Entity('targets')
@Index('idx_targets_rep_month', ['salesRepId', 'targetMonth'])
export class Target {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  salesRepId: number;

  @Column()
  targetType: string;

  @Column()
  targetValue: number;

  @Column({ default: 0 })
  currentValue: number;

  @Column()
  targetMonth: string;

  @Column({ type: 'date' })
  startDate: Date;

  @Column({ type: 'date' })
  endDate: Date;

  @Column({ default: 'pending' })
  status: string;

  @Column({ default: 0 })
  progress: number;

  @CreateDateColumn()
  createdAt: Date;

  @UpdateDateColumn()
  updatedAt: Date;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'salesRepId' })
  salesRep: SalesRep;
}
