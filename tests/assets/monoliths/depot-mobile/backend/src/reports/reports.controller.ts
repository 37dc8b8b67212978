import { Controller, Get, Param, Query } from '@nestjs/common';
import { ReportsService } from './reports.service';

@Controller('reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get('open-orders')
  openOrders() {
    return this.reports.openOrders();
  }

  @Get('prices')
  prices(@Query('sku') sku: string) {
    return this.reports.prices(sku.split(','));
  }

  @Get('payouts/:month')
  payouts(@Param('month') month: string) {
    return this.reports.payouts(month);
  }

  @Get('size/:table')
  size(@Param('table') table: string) {
    return this.reports.size(table);
  }
}
