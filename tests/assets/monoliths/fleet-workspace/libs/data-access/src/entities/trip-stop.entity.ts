import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Depot } from './depot.entity';
import { Trip } from './trip.entity';

@Entity()
export class TripStop {
  @PrimaryColumn()
  tripId: number;

  @PrimaryColumn({ type: 'smallint' })
  position: number;

  @Column()
  plannedFor: Date;

  @ManyToOne(() => Trip, (trip) => trip.stops)
  @JoinColumn({ name: 'trip_id' })
  trip: Trip;

  @ManyToOne(() => Depot)
  depot: Depot;
}
