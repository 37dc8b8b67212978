import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

// 💳 not the tables `payments` and `client_payments`: nothing reads those
@Entity('salesclient_payment')
@Index('idx_salesclient_payment_client', ['clientId'])
@Index('idx_salesclient_payment_rep', ['salesrepId'])
export class SalesClientPayment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  clientId: number;

  @Column({ type: 'double' })
  amount: number;

  @Column({ type: 'varchar', length: 191, nullable: true })
  invoicefileUrl: string;

  @Column({ type: 'datetime', precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' })
  date: Date;

  @Column({ nullable: true })
  paymentMethod: string;

  @Column({ default: 'pending' })
  status: string;

  @Column({ nullable: true })
  salesrepId: number;
}
