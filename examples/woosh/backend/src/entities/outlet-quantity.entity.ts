import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from '../products/entities/product.entity';
import { Clients } from './clients.entity';

@Entity('OutletQuantity')
@Index('OutletQuantity_clientId_productId_idx', ['clientId', 'productId'])
export class OutletQuantity {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  clientId: number;

  @Column()
  productId: number;

  @Column({ default: 0 })
  quantity: number;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @ManyToOne(() => Clients, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'clientId' })
  client: Clients;

  @ManyToOne(() => Product, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'productId' })
  product: Product;
}
