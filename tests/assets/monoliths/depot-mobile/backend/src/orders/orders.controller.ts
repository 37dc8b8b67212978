import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { NewOrder, OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Get()
  list() {
    return this.orders.list();
  }

  @Get('summary')
  summary() {
    return this.orders.summary();
  }

  @Get(':id')
  one(@Param('id') id: string) {
    return this.orders.one(+id);
  }

  @Get(':id/lines')
  lines(@Param('id') id: string) {
    return this.orders.lines(+id);
  }

  @Post()
  create(@Body() order: NewOrder) {
    return this.orders.create(order);
  }

  @Patch(':id/status')
  setStatus(@Param('id') id: string, @Body('status') status: string) {
    return this.orders.setStatus(+id, status);
  }

  @Delete(':id')
  remove(@Param('id') id: string) {
    return this.orders.remove(+id);
  }
}
