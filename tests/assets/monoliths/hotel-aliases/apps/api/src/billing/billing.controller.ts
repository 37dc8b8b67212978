import { Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { RoleName, Roles } from '@common';
import { BillingService } from './billing.service';

@Roles(RoleName.Desk, RoleName.Manager)
@Controller('invoices')
export class BillingController {
  constructor(private readonly billing: BillingService) {}

  @Get()
  list() {
    return this.billing.list();
  }

  @HttpCode(200)
  @Post(':id/cancel')
  cancel(@Param('id', ParseIntPipe) id: number) {
    return this.billing.cancel(id);
  }
}
