import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Order } from '../orders/order.entity';

@Entity({ name: 'customers' })
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 200 })
  name: string;

  @Column({ nullable: true })
  city: string;

  @Column('tinyint', { default: 1 })
  zone: number;

  @OneToMany(() => Order, (order) => order.customer)
  orders: Order[];
}
