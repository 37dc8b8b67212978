import { Injectable } from '@nestjs/common';
import { StayState } from '@common';
import { DataSource, Repository } from 'typeorm';
import { Room } from './room.entity';

@Injectable()
export class RoomsRepository extends Repository<Room> {
  constructor(dataSource: DataSource) {
    super(Room, dataSource.createEntityManager());
  }

  free(from: string, to: string): Promise<Room[]> {
    return this.createQueryBuilder('room')
      .leftJoin('room.bookings', 'b', 'b.state <> :released AND b.arrival < :to AND b.departure > :from', { released: StayState.Released, from, to })
      .where('b.id IS NULL')
      .orderBy('room.number')
      .getMany();
  }
}
