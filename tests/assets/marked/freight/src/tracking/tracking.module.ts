import { Injectable, Module, Inject, Provider, Logger } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { DataSource, Repository } from 'typeorm';
import { BookingRow, PositionRow } from '@kernel/entities';
import { BookingModule } from '../booking/booking.module';
import { Bookings } from '../booking/domain/booking';
const POSITIONS = 'POSITIONS';
const positions: Provider = {
  provide: POSITIONS,
  inject: [DataSource],
  useFactory: (source: DataSource) =>
    source.getRepository(PositionRow).extend({
      latest(bookingId: string) { return this.findOne({ where: { bookingId }, order: { createdAt: 'DESC' } }); }, //= tracking: read positions
      async prune(days: number) { await this.createQueryBuilder().delete().where('created_at < now() - interval :days day', { days }).execute(); }, //= tracking: write positions
    }),
};
type Positions = Repository<PositionRow> & { latest(id: string): Promise<PositionRow | null>; prune(days: number): Promise<void> };
@Injectable() export class Tracker {
  private readonly log = new Logger(Tracker.name);
  constructor(@Inject(POSITIONS) private readonly positions: Positions, private readonly bookings: Bookings) {}
  async note(bookingId: string, at: string) {
    const booking = await this.bookings.byId(bookingId);
    const last = await this.positions.latest(bookingId);
    if (last?.at === at) return;
    await this.positions.save({ bookingId, at, id: booking?.id }); //= tracking: write positions
  }
  @Cron('0 3 * * *') nightly() { return this.positions.prune(30); }
  @Interval(5000) async poll() {
    const total = await this.bookings.count('open');
    this.log.log(total);
    const open = await this.positions.manager.find(BookingRow, { where: { state: 'open' }, relations: { legs: true } }); //= tracking: read bookings, read legs
    for (const { id, legs: [first] } of open) if (first) await this.note(id, first.port);
  }
}
@Module({ imports: [BookingModule], providers: [positions, Tracker], exports: [Tracker] }) export class TrackingModule {}
