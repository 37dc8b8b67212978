import { Body, Controller, Get, Param, Post, Query, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { StockService } from './stock.service';

@Controller('stock')
export class StockController {
  constructor(private readonly stock: StockService) {}

  @Get('products')
  products(@Query('skip') skip = '0', @Query('take') take = '20') {
    return this.stock.products(+skip, +take);
  }

  @Get('products/:sku')
  product(@Param('sku') sku: string) {
    return this.stock.product(sku);
  }

  @Post('moves')
  move(@Body() { sku, bin, change }: { sku: string; bin: string; change: number }) {
    return this.stock.move(sku, bin, change);
  }

  @Post('import')
  @UseInterceptors(FileInterceptor('csv'))
  import(@UploadedFile() csv: Express.Multer.File) {
    return this.stock.import(csv.buffer.toString('utf8'));
  }
}
