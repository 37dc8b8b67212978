import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { SalesInvoice } from '../sales-invoices/sales-invoice.entity';
import { Article } from '../articles/article.entity';

@Entity('goods_returns')
export class GoodsReturn {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  pieces: number;

  @Column()
  reason: string;

  @ManyToOne(() => SalesInvoice)
  invoice: SalesInvoice;

  @ManyToOne(() => Article)
  article: Article;
}
