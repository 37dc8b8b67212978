import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Clients } from './clients.entity';
import { SalesRep } from './sales-rep.entity';

@Entity('ClientPayment')
export class ClientPayment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  clientId: number;

  @Column()
  salesRepId: number;

  @Column({ type: 'decimal', precision: 11, scale: 2 })
  amount: number;

  @Column({ nullable: true })
  method: string;

  @Column({ default: 'PENDING' })
  status: string;

  @Column({ nullable: true })
  imageUrl: string;

  @Column({ type: 'datetime' })
  date: Date;

  @ManyToOne(() => Clients, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'clientId' })
  client: Clients;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'salesRepId' })
  salesRep: SalesRep;
}
