import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { User } from './user.entity';

@Entity()
export class Order {
  @PrimaryGeneratedColumn() id!: number;
  @Column() total!: number;
  @ManyToOne(() => User, (user) => user.orders) user!: User;
}

export interface Error { code: number }
