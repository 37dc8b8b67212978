import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Clients } from '../../entities/clients.entity';
import { SalesRep } from '../../entities/sales-rep.entity';

// 🗺️ status: 0 pending, 1 checked in, 2 in progress, 3 done, 4 missed
@Entity('JourneyPlan')
@Index('JourneyPlan_userId_date_idx', ['userId', 'date'])
@Index('JourneyPlan_clientId_fkey', ['clientId'])
@Index('JourneyPlan_routeId_fkey', ['routeId'])
export class JourneyPlan {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: 'datetime', precision: 3 })
  date: Date;

  @Column()
  time: string;

  @Column({ nullable: true })
  userId: number;

  @Column()
  clientId: number;

  @Column({ default: 0 })
  status: number;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  checkInTime: Date;

  @Column({ type: 'double', nullable: true })
  latitude: number;

  @Column({ type: 'double', nullable: true })
  longitude: number;

  @Column({ nullable: true })
  imageUrl: string;

  @Column({ nullable: true })
  notes: string;

  @Column({ type: 'double', nullable: true })
  checkoutLatitude: number;

  @Column({ type: 'double', nullable: true })
  checkoutLongitude: number;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  checkoutTime: Date;

  @Column({ default: true })
  showUpdateLocation: boolean;

  @Column({ nullable: true })
  routeId: number;

  @ManyToOne(() => SalesRep, (salesRep) => salesRep.journeyPlans)
  @JoinColumn({ name: 'userId' })
  user: SalesRep;

  @ManyToOne(() => Clients, (client) => client.journeyPlans)
  @JoinColumn({ name: 'clientId' })
  client: Clients;
}
