import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Tour } from './tour.entity';
import { Retailer } from '../retailers/retailer.entity';

@Entity('tour_stops')
export class TourStop {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  position: number;

  @Column()
  arrivedAt: string;

  @ManyToOne(() => Tour)
  tour: Tour;

  @ManyToOne(() => Retailer)
  retailer: Retailer;
}
