import { VehicleStatus } from '@fleet/contracts';
import { Column, Entity, JoinColumn, ManyToOne, OneToMany } from 'typeorm';
import { Depot } from './depot.entity';
import { Stamped } from './stamped';
import { Trip } from './trip.entity';

@Entity()
export class Vehicle extends Stamped {
  @Column({ unique: true })
  plateNumber: string;

  @Column({ type: 'enum', enum: VehicleStatus, default: VehicleStatus.Idle })
  status: VehicleStatus;

  @Column({ name: 'km' })
  odometer: number;

  // @Column()
  // colour: string;

  @ManyToOne(() => Depot, (depot) => depot.vehicles, { nullable: true })
  @JoinColumn({ name: 'home_id' })
  homeDepot: Depot | null;

  @OneToMany(() => Trip, (trip) => trip.vehicle)
  trips: Trip[];
}
