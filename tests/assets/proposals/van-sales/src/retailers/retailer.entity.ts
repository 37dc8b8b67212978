import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Account } from '../accounts/account.entity';

@Entity('retailers')
export class Retailer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column()
  street: string;

  @Column()
  latitude: number;

  @Column()
  longitude: number;

  @Column()
  balance: number;

  @ManyToOne(() => Account)
  agent: Account;
}
