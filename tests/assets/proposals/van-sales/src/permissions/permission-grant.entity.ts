import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Account } from '../accounts/account.entity';

@Entity('permission_grants')
export class PermissionGrant {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  permission: string;

  @ManyToOne(() => Account)
  account: Account;
}
