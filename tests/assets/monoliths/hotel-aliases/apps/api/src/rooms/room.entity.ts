import { BaseRow, Money } from '@common';
import { Column, Entity, OneToMany } from 'typeorm';
import type { Booking } from '@app/bookings/booking.entity';

@Entity({ name: 'rooms' })
export class Room extends BaseRow {
  @Column({ length: 10, unique: true })
  number!: string;

  @Column({ type: 'int', default: 2 })
  beds!: number;

  @Column(() => Money, { prefix: 'rate' })
  rate!: Money;

  @Column({ type: 'simple-json', nullable: true })
  equipment!: string[] | null;

  @OneToMany('Booking', 'room')
  bookings?: Booking[];
}
