import { BaseRow } from '@common';
import { Booking } from '@app/bookings/booking.entity';
import { Column, Entity, JoinColumn, OneToOne } from 'typeorm';

const decimal = { type: 'decimal', precision: 10, scale: 2, transformer: { to: (value: number) => value, from: Number } } as const;

@Entity('invoices')
export class Invoice extends BaseRow {
  @Column({ name: 'booking_id', unique: true })
  bookingId!: number;

  @OneToOne(() => Booking)
  @JoinColumn({ name: 'booking_id' })
  booking?: Booking;

  @Column(decimal)
  gross!: number;

  @Column({ type: 'datetime', name: 'issued_at' })
  issuedAt!: Date;

  @Column({ default: false })
  cancelled!: boolean;

  @Column({ default: 0 })
  mails!: number;
}
