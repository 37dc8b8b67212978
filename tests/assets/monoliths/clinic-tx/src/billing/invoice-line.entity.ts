import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Invoice } from './invoice.entity';

@Entity('invoice_lines')
export class InvoiceLine {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  text: string;

  @Column('int')
  cents: number;

  @ManyToOne(() => Invoice, (invoice) => invoice.lines)
  @JoinColumn({ name: 'invoice_id' })
  invoice: Invoice;
}
