import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { SalesRep } from '../../entities/sales-rep.entity';

@Entity('Target')
export class Target {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  salesRepId: number;

  @Column()
  type: string;

  @Column()
  goal: number;

  @Column({ default: 0 })
  achieved: number;

  @Column({ type: 'date' })
  startDate: string;

  @Column({ type: 'date' })
  endDate: string;

  @Column({ default: false })
  achievedFlag: boolean;

  @ManyToOne(() => SalesRep, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'salesRepId' })
  salesRep: SalesRep;
}
