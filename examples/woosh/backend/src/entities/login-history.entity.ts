import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { SalesRep } from './sales-rep.entity';

// ⏰ status 1 = session open, 2 = closed
@Entity('LoginHistory')
@Index('LoginHistory_userId_idx', ['userId'])
@Index('LoginHistory_userId_status_idx', ['userId', 'status'])
@Index('LoginHistory_sessionStart_idx', ['sessionStart'])
export class LoginHistory {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ nullable: true })
  userId: number;

  @Column({ type: 'varchar', length: 191, default: 'UTC' })
  timezone: string;

  @Column({ default: 0 })
  duration: number;

  @Column({ default: 0 })
  status: number;

  @Column({ type: 'varchar', length: 191, nullable: true })
  sessionEnd: string;

  @Column({ type: 'varchar', length: 191, nullable: true })
  sessionStart: string;

  @ManyToOne(() => SalesRep, (salesRep) => salesRep.LoginHistory)
  @JoinColumn({ name: 'userId' })
  SalesRep: SalesRep;
}
