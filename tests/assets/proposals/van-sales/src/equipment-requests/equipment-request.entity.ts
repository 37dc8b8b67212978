import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Retailer } from '../retailers/retailer.entity';
import { Account } from '../accounts/account.entity';

@Entity('equipment_requests')
export class EquipmentRequest {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  equipment: string;

  @Column()
  state: string;

  @ManyToOne(() => Retailer)
  retailer: Retailer;

  @ManyToOne(() => Account)
  agent: Account;
}
