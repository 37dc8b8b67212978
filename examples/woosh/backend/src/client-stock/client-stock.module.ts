import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClientStock } from '../entities/client-stock.entity';
import { ClientStockController } from './client-stock.controller';
import { ClientStockService } from './client-stock.service';

@Module({
  imports: [TypeOrmModule.forFeature([ClientStock])],
  controllers: [ClientStockController],
  providers: [ClientStockService],
  exports: [ClientStockService],
})
export class ClientStockModule {}