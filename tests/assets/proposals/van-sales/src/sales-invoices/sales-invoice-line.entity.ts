import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { SalesInvoice } from './sales-invoice.entity';
import { Article } from '../articles/article.entity';

@Entity('sales_invoice_lines')
export class SalesInvoiceLine {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  pieces: number;

  @Column()
  price: number;

  @ManyToOne(() => SalesInvoice)
  invoice: SalesInvoice;

  @ManyToOne(() => Article)
  article: Article;
}
