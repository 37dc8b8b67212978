import { DataSource, Repository } from 'typeorm';
import { OPEN_STATES } from '@common/states';
import { Booking } from './booking.entity';

export const BOOKINGS = Symbol('BOOKINGS');

const extension = {
  open(this: Repository<Booking>) {
    return this.createQueryBuilder('booking')
      .innerJoinAndSelect('booking.guest', 'guest')
      .innerJoinAndSelect('booking.room', 'room')
      .where('booking.state IN (:...states)', { states: OPEN_STATES })
      .orderBy('booking.arrival')
      .addOrderBy('booking.id')
      .getMany();
  },
};

export type BookingsRepository = Repository<Booking> & typeof extension;

export const bookingsRepository = {
  provide: BOOKINGS,
  inject: [DataSource],
  useFactory: (dataSource: DataSource): BookingsRepository => dataSource.getRepository(Booking).extend(extension),
};
