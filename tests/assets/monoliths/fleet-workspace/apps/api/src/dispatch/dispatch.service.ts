import { FleetEvents, JourneyState, Notifier, NOTIFIER, TripDispatched } from '@fleet/contracts';
import { Trip, TripRepository, TripStop, VehicleRepository } from '@fleet/data-access';
import { ConflictException, Inject, Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { DataSource, EntityManager } from 'typeorm';
import { AssignmentsService } from '../assignments/assignments.service';
import type { DispatchRequest } from './dispatch.requests';

@Injectable()
export class DispatchService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vehicles: VehicleRepository,
    private readonly trips: TripRepository,
    private readonly assignments: AssignmentsService,
    private readonly events: EventEmitter2,
    @Inject(NOTIFIER) private readonly notifier: Notifier,
  ) {}

  async send({ vehicleId, driverId, phone }: DispatchRequest): Promise<Trip> {
    const planned = await this.dataSource.transaction('READ COMMITTED', async (em) => {
      const free = await this.vehicles.reserve(em, vehicleId);
      if (!free) throw new ConflictException();
      return this.plan(em, vehicleId, driverId);
    });

    const trip = await this.assignments.assign(planned.id, driverId);
    this.events.emit(FleetEvents.TripDispatched, new TripDispatched(trip.id, vehicleId));
    if (phone) {
      await this.notifier.send(phone, `Trip ${trip.id} is yours`);
    }
    return trip;
  }

  show(id: number): Promise<Trip | null> {
    return this.trips.byId(id);
  }

  async replan(id: number, stops: TripStop[]): Promise<void> {
    await this.trips.replaceStops(id, stops);
  }

  private async plan(em: EntityManager, vehicleId: number, driverId: number): Promise<Trip> {
    const draft = em.create(Trip, { vehicle: { id: vehicleId }, driver: { id: driverId }, state: JourneyState.Planned });
    await em.query('UPDATE drivers SET changed_at = NOW() WHERE id = ?', [driverId]);
    return em.save(draft);
  }
}
