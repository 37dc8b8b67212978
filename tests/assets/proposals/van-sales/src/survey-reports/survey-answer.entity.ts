import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Retailer } from '../retailers/retailer.entity';
import { Account } from '../accounts/account.entity';
import { TourStop } from '../tours/tour-stop.entity';

@Entity('survey_answers')
export class SurveyAnswer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  question: string;

  @Column()
  answer: string;

  @ManyToOne(() => Retailer)
  retailer: Retailer;

  @ManyToOne(() => Account)
  agent: Account;

  @ManyToOne(() => TourStop)
  stop: TourStop;
}
