import { Column, Entity, ManyToOne, PrimaryGeneratedColumn, TableInheritance } from 'typeorm';
import { Order } from '@app/orders/entities/order.entity';

@Entity('payments')
@TableInheritance({ column: { type: 'varchar', name: 'kind' } })
export abstract class Payment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column('decimal', { precision: 10, scale: 2 })
  amount: string;

  @ManyToOne(() => Order, { nullable: false })
  order: Order;
}
