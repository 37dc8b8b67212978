import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
} from 'typeorm';
import { JourneyPlan } from '../journey-plans/entities/journey-plan.entity';
import { SalesRep } from './sales-rep.entity';
import { SampleRequest } from './sample-request.entity';
import { UpliftSale } from './uplift-sale.entity';

/* 🏪 An outlet that the reps visit. The dead twin of this class is clients/entities/client.entity.ts. */
@Entity('Clients')
@Index('Clients_countryId_idx', ['countryId'])
@Index('Clients_countryId_status_idx', ['countryId', 'status'])
@Index('Clients_route_id_idx', ['route_id'])
@Index('Clients_region_id_idx', ['region_id'])
@Index('Clients_location_idx', ['latitude', 'longitude'])
export class Clients {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column({ nullable: true })
  address: string;

  @Column({ type: 'double', nullable: true })
  latitude: number;

  @Column({ type: 'double', nullable: true })
  longitude: number;

  @Column({ type: 'decimal', precision: 11, scale: 2, default: 0 })
  balance: number;

  @Column({ name: 'credit_limit', type: 'decimal', precision: 11, scale: 2, default: 0 })
  creditLimit: number;

  @Column({ name: 'payment_terms', nullable: true })
  paymentTerms: string;

  @Column({ nullable: true })
  email: string;

  @Column()
  region_id: number;

  @Column()
  region: string;

  @Column({ nullable: true })
  route_id: number;

  @Column({ nullable: true })
  route_name: string;

  @Column({ nullable: true })
  route_id_update: number;

  @Column({ nullable: true })
  route_name_update: string;

  @Column()
  contact: string;

  @Column({ nullable: true })
  tax_pin: string;

  @Column({ nullable: true })
  location: string;

  @Column({ default: 0 })
  status: number;

  @Column({ nullable: true })
  client_type: number;

  @Column({ nullable: true })
  outlet_account: number;

  @Column()
  countryId: number;

  @Column({ nullable: true })
  added_by: number;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  created_at: Date;

  @ManyToOne(() => SalesRep, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'added_by' })
  addedByUser: SalesRep;

  // same column as addedByUser: older screens read client.salesRep
  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'added_by' })
  salesRep: SalesRep;

  @OneToMany(() => JourneyPlan, (plan) => plan.client)
  journeyPlans: JourneyPlan[];

  @OneToMany(() => UpliftSale, (sale) => sale.client)
  upliftSales: UpliftSale[];

  @OneToMany(() => SampleRequest, (request) => request.client)
  sampleRequests: SampleRequest[];
}