import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Container } from './container.entity';
import { Port } from './port.entity';
import { Vessel } from './vessel.entity';

@Entity({ name: 'shipments', orderBy: { id: 'ASC' } })
export class Shipment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  reference: string;

  @Column({ default: 'open' })
  status: string;

  @Column('int')
  weight: number;

  @ManyToOne(() => Vessel)
  vessel: Vessel;

  @ManyToOne(() => Port)
  @JoinColumn({ name: 'origin_id' })
  origin: Port;

  @OneToMany(() => Container, (container) => container.shipment, { cascade: true })
  containers: Container[];
}
