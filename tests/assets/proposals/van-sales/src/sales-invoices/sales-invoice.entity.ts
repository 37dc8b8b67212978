import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Retailer } from '../retailers/retailer.entity';
import { Account } from '../accounts/account.entity';

@Entity('sales_invoices')
export class SalesInvoice {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  number: string;

  @Column()
  total: number;

  @Column()
  state: string;

  @ManyToOne(() => Retailer)
  retailer: Retailer;

  @ManyToOne(() => Account)
  agent: Account;
}
