import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Check-ins live in stored procedures only; no entity knows their table. */
@Injectable()
export class CheckinService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async findAll(userId: number, startDate?: string, endDate?: string) {
    const result = await this.dataSource.query('CALL GetCheckins(?, ?, ?)', [
      userId ?? null,
      startDate ?? null,
      endDate ?? null,
    ]);
    return result[0] ?? [];
  }

  async findOne(id: number) {
    const result = await this.dataSource.query('CALL GetCheckinById(?)', [id]);
    return result[0]?.[0] ?? null;
  }

  async create(checkin: any) {
    const result = await this.dataSource.query('CALL CreateCheckin(?, ?, ?, ?)', [
      checkin.userId,
      checkin.clientId,
      checkin.latitude ?? null,
      checkin.longitude ?? null,
    ]);
    return result[0]?.[0] ?? { success: true };
  }

  async update(id: number, checkin: any) {
    const result = await this.dataSource.query('CALL UpdateCheckin(?, ?, ?, ?, ?)', [
      id,
      checkin.clientId ?? null,
      checkin.latitude ?? null,
      checkin.longitude ?? null,
      checkin.notes ?? null,
    ]);
    return result[0]?.[0] ?? { success: true };
  }

  async remove(id: number) {
    await this.dataSource.query('CALL DeleteCheckin(?)', [id]);
    return { success: true };
  }
}
