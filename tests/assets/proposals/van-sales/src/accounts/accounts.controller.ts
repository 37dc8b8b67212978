import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { AccountsService } from './accounts.service';

@Controller('accounts')
export class AccountsController {
  constructor(private readonly service: AccountsService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Post()
  create(@Body() input: any) {
    return this.service.create(input);
  }

  @Patch(':id/deactivate')
  deactivate(@Body() input: any) {
    return this.service.deactivate(input);
  }
}
