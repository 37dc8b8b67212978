import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Account } from '../accounts/account.entity';

@Entity('absences')
export class Absence {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  fromDay: string;

  @Column()
  toDay: string;

  @Column()
  kind: string;

  @Column()
  approved: boolean;

  @ManyToOne(() => Account)
  agent: Account;
}
