import { ConflictException, forwardRef, Inject, Injectable } from '@nestjs/common';
import { Clock, InjectNumbering, Money, type Numbering, StayState } from '@common';
import { INVOICING, type Invoicing } from '@app/billing';
import { UsersService } from '@app/identity';
import { RoomsService } from '@app/rooms/rooms.service';
import { Transactional } from 'typeorm-transactional';
import { Booking } from './booking.entity';
import { BOOKINGS, type BookingsRepository } from './bookings.repository';
import type { BookingBody } from './bookings.dto';

const DAY = 86_400_000;

@Injectable()
export class BookingsService {
  constructor(
    @Inject(BOOKINGS) private readonly bookings: BookingsRepository,
    private readonly rooms: RoomsService,
    private readonly users: UsersService,
    @Inject(forwardRef(() => INVOICING)) private readonly invoicing: Invoicing,
    @InjectNumbering('B') private readonly numbering: Numbering,
    private readonly clock: Clock,
  ) {}

  open() {
    return this.bookings.open();
  }

  async book(guestId: number, body: BookingBody, askedBy: string) {
    const guest = await this.users.requireActive(guestId);
    const booking = await this.reserve(guest.id, body, askedBy);
    const invoice = await this.invoicing.invoice(booking.id, booking.price.amount, this.clock.now());
    return { number: this.numbering(booking.id), guest, booking, invoice };
  }

  @Transactional()
  async reserve(guestId: number, body: BookingBody, askedBy: string): Promise<Booking> {
    const free = await this.rooms.available(body.arrival, body.departure);
    const room = free.find((each) => each.id === body.roomId);
    if (!room) throw new ConflictException(`room ${body.roomId} is taken`);
    const nights = (Date.parse(body.departure) - Date.parse(body.arrival)) / DAY;
    const booking = this.bookings.create({
      arrival: body.arrival,
      departure: body.departure,
      state: StayState.Confirmed,
      guestId,
      room,
      price: Money.of(nights * room.rate.amount),
      askedBy,
    });
    return this.bookings.save(booking);
  }

  /** Called by billing when an invoice is cancelled. */
  async release(id: number): Promise<{ id: number; state: StayState; at: Date }> {
    await this.bookings.update({ id }, { state: StayState.Released });
    return { id, state: StayState.Released, at: new Date(0) };
  }

  async guests(): Promise<[string, string, Date][]> {
    const open = await this.open();
    const contacts = await this.users.contactsOf(open.map((booking) => booking.guestId));
    return [...contacts.values()].map((contact) => [contact.name, contact.email, contact.since]);
  }
}
