import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { Public } from '@common';
import { Address } from '@common/entities/address';
import { CustomersService } from './customers.service';

const PREFIX = 'customers';

@Controller(PREFIX)
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Public()
  @Post()
  register(@Body('email') email: string, @Body('home') home: Address) {
    return this.customers.register(email, home);
  }

  @Get(':id/favourites')
  favourites(@Param('id', ParseIntPipe) id: number) {
    return this.customers.favourites(id);
  }

  @Post(':id/close')
  @HttpCode(204)
  close(@Param('id', ParseIntPipe) id: number) {
    return this.customers.close(id);
  }
}
