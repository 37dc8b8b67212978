import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Courier } from '../auth/courier.entity';
import { Customer } from '../customers/customer.entity';
import { Order } from '../orders/order.entity';

@Entity('deliveries')
export class Delivery {
  @PrimaryGeneratedColumn() id: number;

  @ManyToOne(() => Order, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'order_id' })
  order: Order;

  @ManyToOne(() => Courier, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'courier_id' })
  courier: Courier;

  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customer_id' })
  customer: Customer;

  @Column('tinyint', { nullable: true }) zone: number;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('datetime', { name: 'closed_at', nullable: true }) closedAt: Date;
  @Column({ nullable: true }) photo: string;
}
