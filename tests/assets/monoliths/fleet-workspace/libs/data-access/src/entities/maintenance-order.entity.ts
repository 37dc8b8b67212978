import { Column, Entity, JoinColumn, ManyToOne } from 'typeorm';
import { Stamped } from './stamped';
import { TripStop } from './trip-stop.entity';
import { Vehicle } from './vehicle.entity';

export class Money {
  @Column({ type: 'decimal', precision: 10, scale: 2 })
  netAmount: string;

  @Column({ length: 3, name: 'cur' })
  currency: string;
}

@Entity()
export default class MaintenanceOrder extends Stamped {
  @Column('text') workNote: string;

  @Column(() => Money) labourCost: Money;

  @Column(() => Money, { prefix: 'parts' }) spareParts: Money;

  @Column({ type: 'date', nullable: true }) closedOn: string | null;

  @ManyToOne(() => Vehicle, { nullable: false }) vehicle: Vehicle;

  @ManyToOne(() => TripStop, { nullable: true })
  @JoinColumn([
    { name: 'broke_down_trip', referencedColumnName: 'tripId' },
    { name: 'broke_down_position', referencedColumnName: 'position' },
  ])
  brokeDownAt: TripStop | null;
}
