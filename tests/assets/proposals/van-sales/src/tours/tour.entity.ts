import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Account } from '../accounts/account.entity';

@Entity('tours')
export class Tour {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  day: string;

  @Column()
  state: string;

  @ManyToOne(() => Account)
  agent: Account;
}
