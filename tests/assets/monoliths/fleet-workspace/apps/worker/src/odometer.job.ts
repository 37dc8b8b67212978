import { VehicleRepository } from '@fleet/data-access';
import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DataSource } from 'typeorm';

@Injectable()
export class OdometerJob {
  constructor(
    private readonly vehicles: VehicleRepository,
    private readonly source: DataSource,
  ) {}

  @Cron('*/10 * * * *')
  async run(): Promise<void> {
    const readings = await this.source.query('SELECT vehicle_id, km FROM odometer_readings WHERE applied = 0');
    for (const reading of readings) {
      await this.vehicles.addKilometres(reading.vehicle_id, reading.km);
    }
    await this.source.query('UPDATE odometer_readings SET applied = 1');
  }
}
