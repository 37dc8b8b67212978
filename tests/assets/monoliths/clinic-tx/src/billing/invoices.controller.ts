import { Controller, Get, Param, ParseIntPipe, Post, UseGuards } from '@nestjs/common';
import { ApiKeyGuard } from '../shared/api-key.guard';
import { InvoicesService } from './invoices.service';

@UseGuards(ApiKeyGuard)
@Controller({ path: 'invoices' })
export class InvoicesController {
  constructor(private readonly invoices: InvoicesService) {}

  @Post(':id/pay')
  pay(@Param('id', ParseIntPipe) id: number) {
    return this.invoices.pay(id);
  }

  @Post(':id/refund')
  refund(@Param('id', ParseIntPipe) id: number) {
    return this.invoices.refund(id);
  }

  @Get('till')
  till() {
    return this.invoices.inTheTill();
  }
}
