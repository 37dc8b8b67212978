import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { StockService } from './stock.service';

@Controller()
export class StockController {
  constructor(private readonly stock: StockService) {}

  @Post('stock/:product/take')
  take(@Param('product') product: number) {
    return this.stock.take(product);
  }

  @Get('reports/monthly')
  monthly() {
    return this.stock.monthly();
  }

  @Post('maintenance')
  maintain(@Query('table') table: string) {
    return this.stock.maintain(table);
  }
}
