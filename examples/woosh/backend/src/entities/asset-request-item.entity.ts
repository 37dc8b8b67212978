import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { AssetRequest } from './asset-request.entity';

@Entity('asset_request_items')
@Index('idx_asset_request_items_request', ['assetRequestId'])
export class AssetRequestItem {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  assetRequestId: number;

  @Column()
  assetName: string;

  @Column()
  assetType: string;

  @Column({ default: 1 })
  quantity: number;

  @Column({ type: 'text', nullable: true })
  notes: string;

  @Column({ default: 0 })
  assignedQuantity: number;

  @Column({ default: 0 })
  returnedQuantity: number;

  @CreateDateColumn({ type: 'timestamp' })
  createdAt: Date;

  @ManyToOne(() => AssetRequest, (request) => request.items, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'assetRequestId' })
  assetRequest: AssetRequest;
}
