import { Column, Entity, JoinColumn, ManyToOne, OneToMany, VersionColumn } from 'typeorm';
import { Customer } from '../../customers/entities/customer.entity';
import { AuditedEntity } from '../../common/entities/audited.entity';
import { OrderLine } from './order-line.entity';

@Entity({ name: 'orders' })
export class Order extends AuditedEntity {
  @Column({ type: 'enum', enum: ['new', 'paid', 'sent'], default: 'new' })
  status: string;

  @Column()
  customerId: number;

  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customerId' })
  customer: Customer;

  @OneToMany(() => OrderLine, (line) => line.order, { cascade: true })
  lines: OrderLine[];

  @VersionColumn()
  revision: number;
}
