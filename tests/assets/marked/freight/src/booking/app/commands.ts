import { Inject } from '@nestjs/common';
import { CommandHandler, EventBus, EventPublisher, ICommandHandler, IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { BookingRow, LegRow } from '@kernel/entities';
import { Outbox, Tx } from '@kernel/kernel';
import { Booking, Bookings, CARRIER_DIRECTORY, CarrierDirectory, Leg } from '../domain/booking';
export class OpenBooking { constructor(readonly id: string, readonly carrier: string, readonly ports: string[]) {} }
export class MoveLeg { constructor(readonly leg: string, readonly port: string) {} }
export class FindBooking { constructor(readonly id: string) {} }
@CommandHandler(OpenBooking) export class OpenBookingHandler implements ICommandHandler<OpenBooking> {
  constructor(
    private readonly bookings: Bookings,
    @Inject(CARRIER_DIRECTORY) private readonly carriers: CarrierDirectory,
    private readonly tx: Tx,
    private readonly outbox: Outbox,
    private readonly publisher: EventPublisher,
  ) {}
  async execute(command: OpenBooking) {
    if (!(await this.carriers.exists(command.carrier))) throw new Error('carrier');
    const booking = this.publisher.mergeObjectContext(new Booking(command.id, 'new', command.ports.map((p) => new Leg(p))));
    booking.open();
    await this.tx.run(async () => {
      await this.bookings.add(booking);
      await this.outbox.put('booking.opened', { id: booking.id });
    });
    booking.commit();
    return booking.id;
  }
}
@CommandHandler(MoveLeg) export class MoveLegHandler implements ICommandHandler<MoveLeg> {
  constructor(private readonly tx: Tx) {}
  execute(command: MoveLeg) {
    return this.tx.serial(async (em) => {
      const leg = await em.findOneOrFail(LegRow, { where: { id: command.leg }, lock: { mode: 'pessimistic_write' } }); //= booking: read legs
      em.merge(LegRow, leg, { port: command.port });
      await em.save(leg); //= booking: write legs
    });
  }
}
@QueryHandler(FindBooking) export class FindBookingHandler implements IQueryHandler<FindBooking> {
  constructor(private readonly tx: Tx) {}
  execute(query: FindBooking) {
    return this.tx.repo(BookingRow).createQueryBuilder('b').leftJoinAndSelect('b.legs', 'leg').innerJoin('b.carrier', 'c') //= booking: read bookings, read legs, read carriers
      .where('b.id = :id', query).getOne();
  }
}
