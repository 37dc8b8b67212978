import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SalesInvoice } from './sales-invoice.entity';
import { SalesInvoiceLine } from './sales-invoice-line.entity';
import { PriceListsModule } from '../price-lists/price-lists.module';
import { SalesInvoicesController } from './sales-invoices.controller';
import { SalesInvoicesService } from './sales-invoices.service';

@Module({
  imports: [TypeOrmModule.forFeature([SalesInvoice, SalesInvoiceLine]), PriceListsModule],
  controllers: [SalesInvoicesController],
  providers: [SalesInvoicesService],
  exports: [SalesInvoicesService],
})
export class SalesInvoicesModule {}
