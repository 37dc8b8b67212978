import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clients } from '../entities/clients.entity';
import { FeedbackReport } from '../entities/feedback-report.entity';
import { LoginHistory } from '../entities/login-history.entity';
import { ProductReport } from '../entities/product-report.entity';
import { SalesRep } from '../entities/sales-rep.entity';
import { UpliftSale } from '../entities/uplift-sale.entity';
import { VisibilityReport } from '../entities/visibility-report.entity';
import { JourneyPlan } from '../journey-plans/entities/journey-plan.entity';
import { Product } from '../products/entities/product.entity';
import { AnalyticsController } from './analytics.controller';
import { AnalyticsService } from './analytics.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      SalesRep,
      Clients,
      Product,
      JourneyPlan,
      LoginHistory,
      UpliftSale,
      ProductReport,
      FeedbackReport,
      VisibilityReport,
    ]),
  ],
  controllers: [AnalyticsController],
  providers: [AnalyticsService],
  exports: [AnalyticsService],
})
export class AnalyticsModule {}
