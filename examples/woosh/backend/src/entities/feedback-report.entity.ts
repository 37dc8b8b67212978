import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { JourneyPlan } from '../journey-plans/entities/journey-plan.entity';
import { Clients } from './clients.entity';
import { SalesRep } from './sales-rep.entity';

@Entity('FeedbackReport')
@Index('FeedbackReport_userId_idx', ['userId'])
@Index('FeedbackReport_clientId_idx', ['clientId'])
export class FeedbackReport {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: 'text', nullable: true })
  comment: string;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @Column()
  clientId: number;

  @Column()
  userId: number;

  @Column({ nullable: true })
  journeyPlanId: number;

  @ManyToOne(() => SalesRep)
  @JoinColumn({ name: 'userId' })
  user: SalesRep;

  @ManyToOne(() => Clients, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'clientId' })
  client: Clients;

  @ManyToOne(() => JourneyPlan)
  @JoinColumn({ name: 'journeyPlanId' })
  journeyPlan: JourneyPlan;
}