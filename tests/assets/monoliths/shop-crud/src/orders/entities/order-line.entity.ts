import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from '../../catalog/entities/product.entity';
import { Order } from './order.entity';

@Entity()
@Index(['orderId', 'productId'])
export class OrderLine {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id: string;

  @Column()
  orderId: number;

  @Column()
  productId: number;

  @Column('int')
  pieces: number;

  @ManyToOne(() => Order, (order) => order.lines, { onDelete: 'CASCADE' })
  order: Order;

  @ManyToOne(() => Product)
  product: Product;
}
