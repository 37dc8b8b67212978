import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from '../products/entities/product.entity';
import { SampleRequest } from './sample-request.entity';

@Entity('sample_request_item')
export class SampleRequestItem {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  sampleRequestId: number;

  @Column()
  productId: number;

  @Column()
  quantity: number;

  @Column({ type: 'text', nullable: true })
  notes: string;

  @CreateDateColumn()
  createdAt: Date;

  @ManyToOne(() => Product, (product) => product.sampleRequestItems)
  @JoinColumn({ name: 'productId' })
  product: Product;

  @ManyToOne(() => SampleRequest, (request) => request.sampleRequestItems, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'sampleRequestId' })
  sampleRequest: SampleRequest;
}
