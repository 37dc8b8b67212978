import { Body, Controller, Delete, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { BookShipment } from './messages';
import { ShipmentSearch } from './shipment.search';
import { ShipmentsService } from './shipments.service';

@Controller({ path: 'shipments', version: '2' })
export class ShipmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly search: ShipmentSearch,
    private readonly shipments: ShipmentsService,
  ) {}

  @Get()
  list() {
    return this.search.sealed();
  }

  @Get('heavy')
  heavy() {
    return this.search.heavy(1000);
  }

  @Post()
  book(@Body() command: BookShipment) {
    return this.commands.execute(new BookShipment(command.reference, command.vessel, command.boxes));
  }

  @Delete(':id')
  drop(@Param('id', ParseIntPipe) id: number) {
    return this.shipments.drop(id);
  }
}
