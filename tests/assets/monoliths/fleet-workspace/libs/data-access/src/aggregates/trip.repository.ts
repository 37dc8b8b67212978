import { JourneyState } from '@fleet/contracts';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Trip, TripStop } from '../entities';
import { AggregateRepository } from './aggregate.repository';

@Injectable()
export class TripRepository extends AggregateRepository<Trip> {
  constructor(
    @InjectRepository(Trip) trips: Repository<Trip>,
    @InjectRepository(TripStop) private readonly stops: Repository<TripStop>,
  ) {
    super(trips);
  }

  /** A trip is never read without its stops, so the inherited method is replaced. */
  override byId(id: number): Promise<Trip | null> {
    return this.rows.findOne({ where: { id }, relations: ['stops', 'stops.depot', 'vehicle'] });
  }

  running(): Promise<number> {
    return this.rows.countBy({ state: JourneyState.Running });
  }

  async replaceStops(tripId: number, stops: TripStop[]): Promise<void> {
    await this.stops.delete({ tripId });
    await this.stops.insert(stops);
  }
}
