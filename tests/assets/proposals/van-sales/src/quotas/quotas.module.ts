import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Quota } from './quota.entity';
import { SalesInvoice } from '../sales-invoices/sales-invoice.entity';
import { TourStop } from '../tours/tour-stop.entity';
import { QuotasController } from './quotas.controller';
import { QuotasService } from './quotas.service';

@Module({
  imports: [TypeOrmModule.forFeature([Quota, SalesInvoice, TourStop])],
  controllers: [QuotasController],
  providers: [QuotasService],
  exports: [QuotasService],
})
export class QuotasModule {}
