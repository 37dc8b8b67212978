import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from '../products/entities/product.entity';
import { Clients } from './clients.entity';

// 📦 ledger of every stock movement in an outlet: rows are only ever added
@Entity('outlet_quantity_transactions')
@Index('idx_oqt_client_product', ['clientId', 'productId'])
@Index('idx_oqt_date', ['transactionDate'])
@Index('idx_oqt_reference', ['referenceType', 'referenceId'])
export class OutletQuantityTransaction {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  clientId: number;

  @Column()
  productId: number;

  @Column({ type: 'varchar', length: 20 })
  transactionType: 'sale' | 'return' | 'stock_adjustment' | 'void';

  @Column({ type: 'decimal', precision: 10, scale: 2, default: 0 })
  quantityIn: number;

  @Column({ type: 'decimal', precision: 10, scale: 2, default: 0 })
  quantityOut: number;

  @Column({ type: 'decimal', precision: 10, scale: 2, default: 0 })
  previousBalance: number;

  @Column({ type: 'decimal', precision: 10, scale: 2, default: 0 })
  newBalance: number;

  @Column({ nullable: true })
  referenceId: number;

  @Column({ nullable: true })
  referenceType: string;

  @Column({ type: 'datetime' })
  transactionDate: Date;

  @Column({ nullable: true })
  userId: number;

  @Column({ type: 'text', nullable: true })
  notes: string;

  @CreateDateColumn()
  createdAt: Date;

  @ManyToOne(() => Clients, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'clientId' })
  client: Clients;

  @ManyToOne(() => Product, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'productId' })
  product: Product;
}
