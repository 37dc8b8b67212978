import { AggregateRoot } from '@nestjs/cqrs';
export class Leg { constructor(readonly port: string) {} }
export class BookingOpened { constructor(readonly id: string) {} }
export class Booking extends AggregateRoot {
  constructor(readonly id: string, public state: string, readonly legs: Leg[]) { super(); }
  open() { this.state = 'open'; this.apply(new BookingOpened(this.id)); }
}
export abstract class Bookings {
  abstract byId(id: string): Promise<Booking | null>;
  abstract add(b: Booking): Promise<Booking>;
  abstract count(state: string): Promise<number>;
}
export const CARRIER_DIRECTORY = Symbol('CARRIER_DIRECTORY');
export interface CarrierDirectory { exists(id: string): Promise<boolean>; names(ids: string[]): Promise<Map<string, string>>; }
