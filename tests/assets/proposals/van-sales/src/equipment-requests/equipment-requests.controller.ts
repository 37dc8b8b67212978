import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { EquipmentRequestsService } from './equipment-requests.service';

@Controller('equipment-requests')
export class EquipmentRequestsController {
  constructor(private readonly service: EquipmentRequestsService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Post()
  ask(@Body() input: any) {
    return this.service.ask(input);
  }

  @Patch(':id')
  decide(@Body() input: any) {
    return this.service.decide(input);
  }
}
