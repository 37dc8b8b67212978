import { Column, Entity, JoinColumn, OneToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from './product.entity';

@Entity()
export class ProductDetail {
  @PrimaryGeneratedColumn()
  id: number;

  @Column('text')
  description: string;

  @OneToOne(() => Product, (product) => product.detail)
  @JoinColumn({ name: 'product_ref' })
  product: Product;
}
