import { JourneyState } from '@fleet/contracts';
import { Column, Entity, JoinColumn, ManyToOne, OneToMany } from 'typeorm';
import type { Driver } from './driver.entity';
import { Stamped } from './stamped';
import { TripStop } from './trip-stop.entity';
import type { Vehicle } from './vehicle.entity';

@Entity('trips')
export class Trip extends Stamped {
  @Column({ type: 'varchar', default: JourneyState.Planned })
  state: JourneyState;

  @Column({ type: 'datetime', nullable: true })
  startsAt: Date | null;

  @ManyToOne('Vehicle', 'trips')
  vehicle: Vehicle;

  @ManyToOne('Driver', 'trips', { eager: true })
  @JoinColumn()
  driver: Driver;

  @OneToMany(() => TripStop, ({ trip }) => trip)
  stops: TripStop[];
}
