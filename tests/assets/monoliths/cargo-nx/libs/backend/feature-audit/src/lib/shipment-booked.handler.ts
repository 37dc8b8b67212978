import { ShipmentBooked } from '@cargo/backend/feature-shipments';
import { EventsHandler, IEventHandler } from '@nestjs/cqrs';
import { TrailService } from './trail.service';

@EventsHandler(ShipmentBooked)
export class ShipmentBookedHandler implements IEventHandler<ShipmentBooked> {
  constructor(private readonly trails: TrailService) {}

  async handle(event: ShipmentBooked): Promise<void> {
    await this.trails.record(`shipment ${event.id} booked`);
  }
}
