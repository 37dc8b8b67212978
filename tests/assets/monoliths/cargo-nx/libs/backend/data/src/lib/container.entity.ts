import { Column, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Seal } from './seal.entity';
import { Shipment } from './shipment.entity';

@Entity('containers')
export class Container {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ unique: true })
  number: string;

  @ManyToOne(() => Shipment, (shipment) => shipment.containers, { onDelete: 'CASCADE' })
  shipment: Shipment;

  @OneToMany(() => Seal, (seal) => seal.container, { cascade: ['insert'] })
  seals: Seal[];
}
