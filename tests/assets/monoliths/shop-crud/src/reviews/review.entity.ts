import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from '@app/catalog/entities/product.entity';
import { Customer } from '@app/customers/entities/customer.entity';

@Entity('reviews')
export default class Review {
  @PrimaryGeneratedColumn()
  id: number;

  @Column('tinyint')
  stars: number;

  @Column({ name: 'product_id' })
  productId: number;

  @ManyToOne(() => Product)
  @JoinColumn({ name: 'product_id' })
  product: Product;

  @ManyToOne(() => Customer, { nullable: true })
  @JoinColumn({ name: 'author_id', referencedColumnName: 'id' })
  author: Customer | null;
}
