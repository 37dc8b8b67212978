import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Account } from '../accounts/account.entity';

@Entity('sign_in_sessions')
export class SignInSession {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  refreshToken: string;

  @Column()
  expiresAt: string;

  @ManyToOne(() => Account)
  account: Account;
}
