import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { Customer } from './customer.entity';
import { CustomersService } from './customers.service';

@Controller('customers')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Get()
  all(@Query('city') city?: string) {
    return this.customers.all(city);
  }

  @Get('search')
  search(@Query('q') q: string) {
    return this.customers.search(q);
  }

  @Get(':id')
  one(@Param('id') id: string) {
    return this.customers.one(+id);
  }

  @Put(':id')
  change(@Param('id') id: string, @Body() customer: Partial<Customer>) {
    return this.customers.change(+id, customer);
  }

  @Get(':id/orders')
  orders(@Param('id') id: string) {
    return this.customers.ordersOf(+id);
  }
}
