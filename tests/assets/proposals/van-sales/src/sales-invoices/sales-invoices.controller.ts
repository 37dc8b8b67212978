import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { SalesInvoicesService } from './sales-invoices.service';

@Controller('sales-invoices')
export class SalesInvoicesController {
  constructor(private readonly service: SalesInvoicesService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Get(':id/lines')
  lines(@Query() input: any) {
    return this.service.lines(input);
  }

  @Post()
  write(@Body() input: any) {
    return this.service.write(input);
  }

  @Patch(':id/cancel')
  cancel(@Body() input: any) {
    return this.service.cancel(input);
  }
}
