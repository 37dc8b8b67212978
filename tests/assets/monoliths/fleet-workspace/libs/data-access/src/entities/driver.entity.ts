import { Column, Entity, JoinTable, ManyToMany, ManyToOne, OneToMany } from 'typeorm';
import { Depot } from './depot.entity';
import { LicenceClass } from './licence-class.entity';
import { Stamped } from './stamped';
import type { Trip } from './trip.entity';

@Entity({ name: 'drivers' })
export class Driver extends Stamped {
  @Column() fullName: string;

  @Column({ nullable: true }) phone?: string;

  @Column({ default: true }) active: boolean;

  @ManyToOne(() => Depot, { eager: true })
  depot: Depot;

  @ManyToMany(() => LicenceClass)
  @JoinTable()
  licences: LicenceClass[];

  @OneToMany('Trip', 'driver')
  trips: Trip[];
}
