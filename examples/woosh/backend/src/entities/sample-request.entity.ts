import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { Clients } from './clients.entity';
import { SalesRep } from './sales-rep.entity';
import { SampleRequestItem } from './sample-request-item.entity';

@Entity('sample_request')
export class SampleRequest {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  clientId: number;

  @Column()
  userId: number;

  @Column()
  requestNumber: string;

  @Column({ type: 'datetime', default: () => 'CURRENT_TIMESTAMP' })
  requestDate: Date;

  @Column({ type: 'enum', enum: ['pending', 'approved', 'rejected'], default: 'pending' })
  status: 'pending' | 'approved' | 'rejected';

  @Column({ type: 'text', nullable: true })
  notes: string;

  @Column({ nullable: true })
  approvedBy: number;

  @Column({ type: 'datetime', nullable: true })
  approvedAt: Date;

  @CreateDateColumn()
  createdAt: Date;

  @UpdateDateColumn()
  updatedAt: Date;

  @ManyToOne(() => Clients, (client) => client.sampleRequests)
  @JoinColumn({ name: 'clientId' })
  client: Clients;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'userId' })
  user: SalesRep;

  @OneToMany(() => SampleRequestItem, (item) => item.sampleRequest)
  sampleRequestItems: SampleRequestItem[];
}