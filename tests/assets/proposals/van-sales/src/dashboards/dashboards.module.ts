import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SalesInvoice } from '../sales-invoices/sales-invoice.entity';
import { TourStop } from '../tours/tour-stop.entity';
import { SurveyAnswer } from '../survey-reports/survey-answer.entity';
import { DashboardsController } from './dashboards.controller';
import { DashboardsService } from './dashboards.service';

@Module({
  imports: [TypeOrmModule.forFeature([SalesInvoice, TourStop, SurveyAnswer])],
  controllers: [DashboardsController],
  providers: [DashboardsService],
  exports: [DashboardsService],
})
export class DashboardsModule {}
