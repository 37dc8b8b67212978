import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Category } from './category.entity';

@Entity('CategoryPriceOption')
@Index('idx_price_option_category', ['categoryId'])
export class CategoryPriceOption {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'category_id' })
  categoryId: number;

  @Column()
  label: string;

  @Column({ type: 'decimal', precision: 11, scale: 2, default: 0 })
  value: number;

  @Column({ name: 'value_tzs', type: 'decimal', precision: 11, scale: 2, default: 0 })
  valueTzs: number;

  @Column({ name: 'value_ngn', type: 'decimal', precision: 11, scale: 2, default: 0 })
  valueNgn: number;

  @Column({ name: 'sort_order', default: 0 })
  sortOrder: number;

  @Column({ name: 'is_active', type: 'tinyint', default: 1 })
  isActive: number;

  @ManyToOne(() => Category, (category) => category.categoryPriceOptions, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'category_id' })
  category: Category;
}
