import { Column, Entity, JoinTable, ManyToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Port } from './port.entity';

@Entity('vessels')
export class Vessel {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column('int', { default: 0 })
  booked: number;

  @ManyToMany(() => Port, (port) => port.vessels)
  @JoinTable({
    name: 'vessel_calls',
    joinColumn: { name: 'vessel' },
    inverseJoinColumn: { name: 'port' },
  })
  ports: Port[];
}
