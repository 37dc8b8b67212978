import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import type { Vehicle } from './vehicle.entity';

@Entity()
export class Depot {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  displayName: string;

  @Column('varchar', { length: 80, name: 'town' })
  city: string;

  @Column()
  openedOn: Date;

  @Column()
  openAllNight: boolean;

  @OneToMany('Vehicle', 'homeDepot')
  vehicles: Vehicle[];
}
