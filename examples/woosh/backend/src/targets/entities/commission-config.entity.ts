import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

@Entity('commission_configs')
export class CommissionConfig {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 50 })
  tier_name: string;

  @Column('decimal', { precision: 10, scale: 2 })
  min_sales_amount: number;

  @Column('decimal', { precision: 10, scale: 2, nullable: true })
  max_sales_amount: number;

  @Column('decimal', { precision: 10, scale: 2 })
  commission_amount: number;

  @Column({ length: 20, default: 'fixed' })
  commission_type: string;

  @Column({ type: 'tinyint', default: 1 })
  is_active: boolean;

  @CreateDateColumn()
  created_at: Date;

  @UpdateDateColumn()
  updated_at: Date;
}
