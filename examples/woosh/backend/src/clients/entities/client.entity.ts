import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
} from 'typeorm';
import { SalesRep } from '../../entities/sales-rep.entity';
import { UpliftSale } from '../../entities/uplift-sale.entity';
import { JourneyPlan } from '../../journey-plans/entities/journey-plan.entity';

@Entity('Clients')
export class Client {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column({ nullable: true })
  address: string;

  @Column({ type: 'decimal', precision: 10, scale: 7, nullable: true })
  latitude: number;

  @Column({ type: 'decimal', precision: 10, scale: 7, nullable: true })
  longitude: number;

  @Column({ nullable: true })
  balance: number;

  @Column({ nullable: true })
  email: string;

  @Column({ name: 'region_id' })
  regionId: number;

  @Column()
  region: string;

  @Column({ name: 'route_id', nullable: true })
  routeId: number;

  @Column({ name: 'route_name', nullable: true })
  routeName: string;

  @Column({ name: 'route_id_update', nullable: true })
  routeIdUpdate: number;

  @Column({ name: 'route_name_update', nullable: true })
  routeNameUpdate: string;

  @Column()
  contact: string;

  @Column({ name: 'tax_pin', nullable: true })
  taxPin: string;

  @Column({ nullable: true })
  location: string;

  @Column({ default: 0 })
  status: number;

  @Column({ name: 'client_type', nullable: true })
  clientType: number;

  @Column({ name: 'outlet_account', nullable: true })
  outletAccount: number;

  @Column()
  countryId: number;

  @Column({ name: 'added_by', nullable: true })
  addedBy: number;

  @Column({ name: 'credit_limit', nullable: true })
  creditLimit: number;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'added_by' })
  addedByUser: SalesRep;

  @OneToMany(() => JourneyPlan, (plan) => plan.client)
  journeyPlans: JourneyPlan[];

  @OneToMany(() => UpliftSale, (sale) => sale.client)
  upliftSales: UpliftSale[];
}