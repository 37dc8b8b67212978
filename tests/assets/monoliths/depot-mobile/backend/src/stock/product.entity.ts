import { Column, Entity, OneToMany, PrimaryColumn } from 'typeorm';
import { StockLevel } from './stock-level.entity';

@Entity('products')
export class Product {
  @PrimaryColumn({ length: 32 })
  sku: string;

  @Column()
  title: string;

  @Column({ name: 'unit_price', type: 'decimal', precision: 10, scale: 2 })
  unitPrice: string;

  @Column({ type: 'enum', enum: ['piece', 'box', 'pallet'], default: 'piece' })
  unit: string;

  @OneToMany(() => StockLevel, (level) => level.product)
  levels: StockLevel[];
}
