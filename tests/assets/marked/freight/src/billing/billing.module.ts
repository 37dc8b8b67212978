import { EventsHandler, IEventHandler, CqrsModule } from '@nestjs/cqrs';
import { Injectable, Module } from '@nestjs/common';
import { InvoiceRow } from '@kernel/entities';
import { RowStore, Tx } from '@kernel/kernel';
import { BookingOpened, Bookings } from '../booking/domain/booking';
import { BookingModule } from '../booking/booking.module';
export class Invoice { constructor(readonly id: string, readonly bookingId: string, readonly total: number) {} }
@Injectable() export class Invoices extends RowStore<Invoice, InvoiceRow> {
  protected readonly row = InvoiceRow;
  constructor(tx: Tx) { super(tx); }
  protected toDomain = (row: InvoiceRow) => new Invoice(row.id, row.bookingId, row.total);
  protected toRow(i: Invoice): InvoiceRow { return this.rows.create({ ...i } as any) as any; }
  async void(id: string) {
    const sums = await this.rows.createQueryBuilder('i').select('SUM(i.total)', 'sum').where('i.id = :id', { id }).getRawOne(); //= billing: read invoices
    await this.rows.softDelete(id); //= billing: write invoices
    return sums;
  }
}
@EventsHandler(BookingOpened) export class BillOpened implements IEventHandler<BookingOpened> {
  constructor(private readonly invoices: Invoices, private readonly bookings: Bookings) {}
  async handle(event: BookingOpened) {
    const booking = await this.bookings.byId(event.id);
    await this.invoices.add(new Invoice('', event.id, booking!.legs.length * 10));
  }
}
@Module({ imports: [CqrsModule, BookingModule], providers: [Invoices, BillOpened], exports: [Invoices] }) export class BillingModule {}
