import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CashCollection } from './cash-collection.entity';
import { SalesInvoice } from '../sales-invoices/sales-invoice.entity';
import { Retailer } from '../retailers/retailer.entity';
import { FileStoreModule } from '../file-store/file-store.module';
import { CollectionsController } from './collections.controller';
import { CollectionsService } from './collections.service';

@Module({
  imports: [TypeOrmModule.forFeature([CashCollection, SalesInvoice, Retailer]), FileStoreModule],
  controllers: [CollectionsController],
  providers: [CollectionsService],
  exports: [CollectionsService],
})
export class CollectionsModule {}
