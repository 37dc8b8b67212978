import { CommandHandler, EventBus, ICommandHandler } from '@nestjs/cqrs';
import { BookShipment, ShipmentBooked } from './messages';
import { ShipmentsService } from './shipments.service';

@CommandHandler(BookShipment)
export class BookShipmentHandler implements ICommandHandler<BookShipment> {
  constructor(
    private readonly shipments: ShipmentsService,
    private readonly bus: EventBus,
  ) {}

  async execute({ reference, vessel, boxes }: BookShipment): Promise<number> {
    const { id } = await this.shipments.book(reference, vessel, boxes);
    this.bus.publish(new ShipmentBooked(id));
    return id;
  }
}
