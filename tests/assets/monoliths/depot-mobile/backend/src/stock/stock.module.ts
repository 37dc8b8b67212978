import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Product } from './product.entity';
import { StockLevel } from './stock-level.entity';
import { StockMove } from './stock-move.entity';
import { StockController } from './stock.controller';
import { StockService } from './stock.service';

@Module({
  imports: [TypeOrmModule.forFeature([Product, StockLevel, StockMove])],
  controllers: [StockController],
  providers: [StockService],
})
export class StockModule {}
