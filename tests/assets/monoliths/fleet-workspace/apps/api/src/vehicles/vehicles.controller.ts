import { Body, Controller, Delete, Get, HttpCode, Param, ParseIntPipe, Post, Put, Query } from '@nestjs/common';
import { VehiclesService } from './vehicles.service';
import { WorkshopService } from './workshop.service';

@Controller('vehicles')
export class VehiclesController {
  constructor(
    private readonly vehicles: VehiclesService,
    private readonly workshop: WorkshopService,
  ) {}

  @Get()
  list(@Query('skip') skip = '0') {
    return this.vehicles.list(Number(skip));
  }

  @Get('depots/:depotId/idle')
  idle(@Param('depotId', ParseIntPipe) depotId: number) {
    return this.vehicles.idle(depotId);
  }

  @Get(':id')
  one(@Param('id', ParseIntPipe) id: number) {
    return this.vehicles.one(id);
  }

  @Put(':id/odometer')
  @HttpCode(204)
  drive(@Param('id', ParseIntPipe) id: number, @Body('km') km: number) {
    return this.vehicles.drive(id, km);
  }

  @Delete(':id')
  retire(@Param('id', ParseIntPipe) id: number) {
    return this.vehicles.retire(id);
  }

  @Post(':id/workshop')
  repair(@Param('id', ParseIntPipe) id: number, @Body('note') note: string) {
    return this.workshop.open(id, note);
  }

  @Get(':id/workshop/open')
  openOrders(@Param('id', ParseIntPipe) id: number) {
    return this.workshop.stillOpen(id);
  }
}
