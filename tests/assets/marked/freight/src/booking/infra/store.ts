import { Injectable } from '@nestjs/common';
import { BookingRow, LegRow } from '@kernel/entities';
import { RowStore, Tx } from '@kernel/kernel';
import { Booking, Bookings, Leg } from '../domain/booking';
@Injectable() export class SqlBookings extends RowStore<Booking, BookingRow> implements Bookings {
  protected readonly row = BookingRow;
  constructor(tx: Tx) { super(tx); }
  protected toDomain(row: BookingRow) { return new Booking(row.id, row.state, (row.legs ?? []).map((l) => new Leg(l.port))); }
  protected toRow(b: Booking) {
    const row = new BookingRow();
    row.id = b.id;
    row.state = b.state;
    row.legs = b.legs.map((l) => Object.assign(new LegRow(), { port: l.port }));
    return row;
  }
  count(state: string) { return this.rows.countBy({ state }); } //= booking: read bookings
}
