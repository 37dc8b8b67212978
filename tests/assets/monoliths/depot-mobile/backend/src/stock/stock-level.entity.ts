import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Product } from './product.entity';

@Entity('stock_levels')
export class StockLevel {
  @PrimaryColumn({ length: 32 })
  sku: string;

  @PrimaryColumn({ length: 10 })
  bin: string;

  @Column({ default: 0 })
  quantity: number;

  @ManyToOne(() => Product, (product) => product.levels)
  @JoinColumn({ name: 'sku' })
  product: Product;
}
