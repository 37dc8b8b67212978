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
import { CategoryPriceOption } from '../../entities/category-price-option.entity';
import { Category } from '../../entities/category.entity';
import { SampleRequestItem } from '../../entities/sample-request-item.entity';
import { StoreInventory } from '../../entities/store-inventory.entity';
import { UpliftSaleItem } from '../../entities/uplift-sale-item.entity';

@Entity('products')
@Index('idx_products_category', ['categoryId'])
@Index('idx_products_active', ['isActive'])
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'product_code', unique: true })
  productCode: string;

  @Column({ name: 'product_name' })
  productName: string;

  @Column({ type: 'text', nullable: true })
  description: string;

  @Column({ name: 'category_id' })
  categoryId: number;

  // the category's NAME; the relation is categoryEntity
  @Column({ nullable: true })
  category: string;

  @Column({ name: 'unit_of_measure', default: 'PCS' })
  unitOfMeasure: string;

  @Column({ name: 'cost_price', type: 'decimal', precision: 10, scale: 2, default: 0 })
  costPrice: number;

  @Column({ name: 'selling_price', type: 'decimal', precision: 10, scale: 2, default: 0 })
  sellingPrice: number;

  @Column({ name: 'tax_type', type: 'enum', enum: ['16%', 'zero_rated', 'exempted'], default: '16%' })
  taxType: string;

  @Column({ name: 'reorder_level', default: 0 })
  reorderLevel: number;

  @Column({ name: 'current_stock', default: 0 })
  currentStock: number;

  @Column({ name: 'image_url', nullable: true })
  imageUrl: string;

  @Column({ name: 'is_active', type: 'tinyint', default: 1 })
  isActive: boolean;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at' })
  updatedAt: Date;

  @OneToMany(() => UpliftSaleItem, (item) => item.product)
  upliftSaleItems: UpliftSaleItem[];

  @OneToMany(() => StoreInventory, (inventory) => inventory.product)
  storeInventory: StoreInventory[];

  @OneToMany(() => SampleRequestItem, (item) => item.product)
  sampleRequestItems: SampleRequestItem[];

  @ManyToOne(() => Category)
  @JoinColumn({ name: 'category_id' })
  categoryEntity: Category;

  // filled in by ProductsService, no columns
  totalStock?: number;
  isOutOfStock?: boolean;
  storeStocks?: { storeId: number; storeName: string; quantity: number }[];

  get categoryPriceOptions(): CategoryPriceOption[] {
    return this.categoryEntity?.categoryPriceOptions ?? [];
  }
}