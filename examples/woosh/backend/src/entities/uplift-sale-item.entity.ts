import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from '../products/entities/product.entity';
import { UpliftSale } from './uplift-sale.entity';

@Entity('UpliftSaleItem')
@Index('UpliftSaleItem_upliftSaleId_fkey', ['upliftSaleId'])
@Index('UpliftSaleItem_productId_fkey', ['productId'])
export class UpliftSaleItem {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  upliftSaleId: number;

  @Column()
  productId: number;

  @Column()
  quantity: number;

  @Column({ type: 'decimal', precision: 11, scale: 2 })
  unitPrice: number;

  @Column({ type: 'decimal', precision: 11, scale: 2 })
  total: number;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @ManyToOne(() => Product, (product) => product.upliftSaleItems)
  @JoinColumn({ name: 'productId' })
  product: Product;

  @ManyToOne(() => UpliftSale, (sale) => sale.upliftSaleItems, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'upliftSaleId' })
  upliftSale: UpliftSale;
}