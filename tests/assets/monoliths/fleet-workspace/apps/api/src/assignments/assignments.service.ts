import { JourneyState } from '@fleet/contracts';
import { Trip, TripRepository } from '@fleet/data-access';
import { ConflictException, forwardRef, Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { DriversService } from '../drivers/drivers.service';

const OPEN = [JourneyState.Planned, JourneyState.Running];

@Injectable()
export class AssignmentsService {
  @InjectRepository(Trip)
  private readonly trips: Repository<Trip>;

  constructor(
    private readonly aggregate: TripRepository,
    @Inject(forwardRef(() => DriversService))
    private readonly drivers: DriversService,
  ) {}

  openTripsOf(driverId: number): Promise<number> {
    return this.trips.count({ where: { driver: { id: driverId }, state: In(OPEN) } });
  }

  async releaseTripsOf(driverId: number, reason: string): Promise<void> {
    await this.trips
      .createQueryBuilder()
      .update()
      .set({ state: JourneyState.Planned })
      .where('driver_id = :driverId', { driverId, reason })
      .execute();
  }

  async assign(tripId: number, driverId: number): Promise<Trip> {
    if (!(await this.drivers.canDrive(driverId))) {
      throw new ConflictException('SELECT another driver FROM drivers');
    }
    return this.aggregate.store({ id: tripId, driver: { id: driverId } });
  }
}
