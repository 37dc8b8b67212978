import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from './product.entity';

@Entity('stock_moves')
export class StockMove {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 10 })
  bin: string;

  @Column()
  change: number;

  @CreateDateColumn({ name: 'moved_at', type: 'datetime' })
  movedAt: Date;

  @ManyToOne(() => Product, { nullable: false })
  @JoinColumn({ name: 'sku' })
  product: Product;
}
