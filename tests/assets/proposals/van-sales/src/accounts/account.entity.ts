import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('app_accounts')
export class Account {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  fullName: string;

  @Column()
  phone: string;

  @Column()
  passwordHash: string;

  @Column()
  active: boolean;

  @Column()
  homeDepot: string;
}
