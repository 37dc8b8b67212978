import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { SalesInvoice } from '../sales-invoices/sales-invoice.entity';
import { Retailer } from '../retailers/retailer.entity';

@Entity('cash_collections')
export class CashCollection {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  amount: number;

  @Column()
  receiptPhoto: string;

  @ManyToOne(() => SalesInvoice)
  invoice: SalesInvoice;

  @ManyToOne(() => Retailer)
  retailer: Retailer;
}
