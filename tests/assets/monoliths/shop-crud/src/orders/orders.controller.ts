import { Body, Controller, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { CrudController, Secured } from '@common';
import { Order } from './entities/order.entity';
import { Item, OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController extends CrudController<Order> {
  constructor(private readonly orders: OrdersService) {
    super(orders);
  }

  @Post('place')
  place(@Body() body: { email: string; items: Item[] }) {
    return this.orders.place(body.email, body.items);
  }

  @Secured()
  @Get('reports/totals')
  totals() {
    return this.orders.totals();
  }

  // Overridden without a verb: Nest maps no DELETE route for this controller.
  override drop(@Param('id', ParseIntPipe) id: number): Promise<void> {
    throw new Error(`order ${id} cannot be removed`);
  }
}
