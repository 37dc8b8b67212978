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
import { Clients } from '../../entities/clients.entity';
import { SalesRep } from '../../entities/sales-rep.entity';
import { OrderItem } from './order-item.entity';

// 🧾 "my_status" is what the rep sees, "status" what the office sees 🤷
@Entity('sales_orders')
@Index('idx_sales_orders_client', ['clientId'])
@Index('idx_sales_orders_created_by', ['createdBy'])
@Index('idx_sales_orders_date', ['orderDate'])
export class Order {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'so_number', unique: true })
  soNumber: string;

  @Column({ name: 'client_id' })
  clientId: number;

  @Column({ name: 'order_date', type: 'date' })
  orderDate: Date;

  @Column({ name: 'expected_delivery_date', type: 'date', nullable: true })
  expectedDeliveryDate: Date;

  @Column({ type: 'decimal', precision: 15, scale: 2, default: 0 })
  subtotal: number;

  @Column({ name: 'tax_amount', type: 'decimal', precision: 15, scale: 2, default: 0 })
  taxAmount: number;

  @Column({ name: 'total_amount', type: 'decimal', precision: 15, scale: 2, default: 0 })
  totalAmount: number;

  @Column({ name: 'net_price', type: 'decimal', precision: 15, scale: 2, default: 0 })
  netPrice: number;

  @Column({ type: 'text', nullable: true })
  notes: string;

  @Column({ nullable: true })
  salesrep: number;

  @Column({ name: 'created_by', nullable: true })
  createdBy: number;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at' })
  updatedAt: Date;

  @Column({ name: 'rider_id', nullable: true })
  riderId: number;

  @Column({ name: 'assigned_at', type: 'datetime', nullable: true })
  assignedAt: Date;

  @Column({
    type: 'enum',
    enum: ['draft', 'confirmed', 'shipped', 'delivered', 'cancelled', 'in payment', 'paid'],
    default: 'draft',
  })
  status: string;

  @Column({ name: 'my_status', type: 'tinyint', default: 0 })
  myStatus: number;

  @Column({ name: 'delivered_at', type: 'datetime', nullable: true })
  deliveredAt: Date;

  @Column({ name: 'delivery_image', nullable: true })
  deliveryImage: string;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'created_by' })
  user: SalesRep;

  @ManyToOne(() => Clients)
  @JoinColumn({ name: 'client_id' })
  client: Clients;

  @OneToMany(() => OrderItem, (item) => item.order)
  orderItems: OrderItem[];
}
