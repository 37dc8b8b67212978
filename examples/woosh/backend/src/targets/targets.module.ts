import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clients } from '../entities/clients.entity';
import { SalesRep } from '../entities/sales-rep.entity';
import { UpliftSale } from '../entities/uplift-sale.entity';
import { JourneyPlan } from '../journey-plans/entities/journey-plan.entity';
import { CommissionController } from './commission.controller';
import { CommissionService } from './commission.service';
import { CommissionConfig } from './entities/commission-config.entity';
import { DailyCommission } from './entities/daily-commission.entity';
import { TargetsController } from './targets.controller';
import { TargetsService } from './targets.service';

@Module({
  imports: [
    TypeOrmModule.forFeature([JourneyPlan, SalesRep, Clients, UpliftSale, CommissionConfig, DailyCommission]),
  ],
  controllers: [TargetsController, CommissionController],
  providers: [TargetsService, CommissionService],
  exports: [TargetsService, CommissionService],
})
export class TargetsModule {}