import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Account } from '../accounts/account.entity';
import { Quota } from '../quotas/quota.entity';

@Entity('bonus_runs')
export class BonusRun {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  month: string;

  @Column()
  amount: number;

  @ManyToOne(() => Account)
  agent: Account;

  @ManyToOne(() => Quota)
  quota: Quota;
}
