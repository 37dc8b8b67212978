import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClientStock } from '../entities/client-stock.entity';
import { UpliftSale } from '../entities/uplift-sale.entity';
import { UpliftSaleItem } from '../entities/uplift-sale-item.entity';
import { OutletQuantityTransactionsModule } from '../outlet-quantity-transactions/outlet-quantity-transactions.module';
import { UpliftSalesController } from './uplift-sales.controller';
import { UpliftSalesService } from './uplift-sales.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([UpliftSale, UpliftSaleItem, ClientStock]),
    OutletQuantityTransactionsModule,
  ],
  controllers: [UpliftSalesController],
  providers: [UpliftSalesService],
  exports: [UpliftSalesService],
})
export class UpliftSalesModule {}