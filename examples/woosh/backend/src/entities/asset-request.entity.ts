import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { AssetRequestItem } from './asset-request-item.entity';
import { SalesRep } from './sales-rep.entity';

@Entity('asset_requests')
@Index('idx_asset_requests_status', ['status'])
@Index('idx_asset_requests_salesRepId', ['salesRepId'])
export class AssetRequest {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: 'varchar', length: 50, unique: true })
  requestNumber: string;

  @Column()
  salesRepId: number;

  @CreateDateColumn({ type: 'timestamp' })
  requestDate: Date;

  @Column({
    type: 'enum',
    enum: ['pending', 'approved', 'rejected', 'assigned', 'returned'],
    default: 'pending',
  })
  status: 'pending' | 'approved' | 'rejected' | 'assigned' | 'returned';

  @Column({ type: 'text', nullable: true })
  notes: string;

  @Column({ nullable: true })
  approvedBy: number;

  @Column({ type: 'timestamp', nullable: true })
  approvedAt: Date;

  @Column({ nullable: true })
  assignedBy: number;

  @Column({ type: 'timestamp', nullable: true })
  assignedAt: Date;

  @Column({ type: 'timestamp', nullable: true })
  returnDate: Date;

  @CreateDateColumn({ type: 'timestamp' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamp' })
  updatedAt: Date;

  @ManyToOne(() => SalesRep, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'salesRepId' })
  salesRep: SalesRep;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'approvedBy' })
  approver: SalesRep;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'assignedBy' })
  assigner: SalesRep;

  @OneToMany(() => AssetRequestItem, (item) => item.assetRequest)
  items: AssetRequestItem[];
}
