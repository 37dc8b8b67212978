import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Retailer } from '../retailers/retailer.entity';

@Entity('retailer_contacts')
export class RetailerContact {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column()
  phone: string;

  @ManyToOne(() => Retailer)
  retailer: Retailer;
}
