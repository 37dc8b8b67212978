import { Controller, Get } from '@nestjs/common';
import { OrdersService } from './orders.service';

@Controller('/vendors/')
export class VendorsController {
  constructor(private readonly orders: OrdersService) {}

  @Get('/')
  busy() {
    return this.orders.busyVendors();
  }
}
