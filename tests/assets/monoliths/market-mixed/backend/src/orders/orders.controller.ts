import { Body, Controller, Delete, Get, Head, HttpCode, Options, Param, Patch, Post } from '@nestjs/common';
import { OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Options()
  @HttpCode(204)
  verbs(): void {}

  @Get()
  list() {
    return this.orders.list();
  }

  @Post()
  create(@Body() body: { vendor: number; coupon?: string; items: { product: number; cents: number }[] }) {
    return this.orders.create(body);
  }

  @Get('Export/CSV')
  export() {
    return this.orders.list();
  }

  @Head(':id')
  exists(@Param('id') id: number) {
    return this.orders.one(id).then(() => undefined);
  }

  @Get(':id')
  one(@Param('id') id: number) {
    return this.orders.one(id);
  }

  @Patch(':id/close')
  close(@Param('id') id: number) {
    return this.orders.close(id);
  }

  @Delete(':id')
  remove(@Param('id') id: number) {
    return this.orders.remove(id);
  }
}
