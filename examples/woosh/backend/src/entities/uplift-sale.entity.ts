import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { Clients } from './clients.entity';
import { SalesRep } from './sales-rep.entity';
import { UpliftSaleItem } from './uplift-sale-item.entity';

@Entity('UpliftSale')
@Index('UpliftSale_userId_fkey', ['userId'])
@Index('UpliftSale_clientId_fkey', ['clientId'])
@Index('UpliftSale_createdAt_idx', ['createdAt'])
export class UpliftSale {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  clientId: number;

  @Column()
  userId: number;

  /* 🟢 1 = open, 🔴 0 = void */ @Column({ default: 1 })
  status: number;

  @Column({ type: 'decimal', precision: 11, scale: 2, default: 0 })
  totalAmount: number;

  @Column({ nullable: true })
  comment: string;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ type: 'datetime', precision: 3 })
  updatedAt: Date;

  @ManyToOne(() => Clients, (client) => client.upliftSales)
  @JoinColumn({ name: 'clientId' })
  client: Clients;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'userId' })
  user: SalesRep;

  @OneToMany(() => UpliftSaleItem, (item) => item.upliftSale)
  upliftSaleItems: UpliftSaleItem[];
}
