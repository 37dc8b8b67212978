import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Account } from '../accounts/account.entity';

@Entity('shifts')
export class Shift {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  startedAt: string;

  @Column()
  endedAt: string;

  @ManyToOne(() => Account)
  agent: Account;
}
