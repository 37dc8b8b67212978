import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ShelfStock } from './shelf-stock.entity';
import { ShelfStockController } from './shelf-stock.controller';
import { ShelfStockService } from './shelf-stock.service';

@Module({
  imports: [TypeOrmModule.forFeature([ShelfStock])],
  controllers: [ShelfStockController],
  providers: [ShelfStockService],
  exports: [ShelfStockService],
})
export class ShelfStockModule {}
