import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { states } from '@common';
import { DataSource, Repository } from 'typeorm';
import * as entities from './entities';

@Injectable()
export class ReportingService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(entities.Room) private readonly rooms: Repository<entities.Room>,
  ) {}

  async revenue(): Promise<{ guest: string; gross: string }[]> {
    return this.dataSource.query(
      'SELECT CONCAT(u.first_name, " ", u.last_name) AS guest, CAST(SUM(i.gross) AS CHAR) AS gross' +
        ' FROM invoices i JOIN bookings b ON b.id = i.booking_id JOIN users u ON u.id = b.guest_id' +
        ' WHERE i.cancelled = 0 GROUP BY u.id ORDER BY u.id',
    );
  }

  async occupancy() {
    const rows = await this.rooms
      .createQueryBuilder('room')
      .leftJoin(entities.Booking, 'booking', 'booking.room_id = room.id AND booking.state = :state', { state: states.StayState.Confirmed })
      .select(['room.number AS number', 'COUNT(booking.id) AS stays'])
      .groupBy('room.id')
      .orderBy('room.number')
      .getRawMany<{ number: string; stays: string }>();
    return Object.fromEntries(rows.map((row) => [row.number, Number(row.stays)]));
  }
}
