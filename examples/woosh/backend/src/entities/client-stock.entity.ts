import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from '../products/entities/product.entity';
import { Clients } from './clients.entity';
import { SalesRep } from './sales-rep.entity';

@Entity('ClientStock')
@Index('ClientStock_client_product_key', ['clientId', 'productId'], { unique: true })
export class ClientStock {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  clientId: number;

  @Column()
  productId: number;

  @Column({ default: 0 })
  quantity: number;

  @Column({ name: 'salesrepId' })
  salesRepId: number;

  @ManyToOne(() => Clients, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'clientId' })
  client: Clients;

  @ManyToOne(() => Product, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'productId' })
  product: Product;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'salesrepId' })
  salesRep: SalesRep;
}