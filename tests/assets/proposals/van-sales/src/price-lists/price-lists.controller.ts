import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { PriceListsService } from './price-lists.service';

@Controller('price-lists')
export class PriceListsController {
  constructor(private readonly service: PriceListsService) {}

  @Get('current')
  current(@Query() input: any) {
    return this.service.current(input);
  }

  @Post()
  publish(@Body() input: any) {
    return this.service.publish(input);
  }
}
