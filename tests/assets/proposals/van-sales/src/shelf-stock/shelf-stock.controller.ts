import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ShelfStockService } from './shelf-stock.service';

@Controller('shelf-stock')
export class ShelfStockController {
  constructor(private readonly service: ShelfStockService) {}

  @Get(':id')
  at(@Query() input: any) {
    return this.service.at(input);
  }

  @Post()
  count(@Body() input: any) {
    return this.service.count(input);
  }
}
