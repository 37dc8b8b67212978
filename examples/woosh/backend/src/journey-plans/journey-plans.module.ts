import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clients } from '../entities/clients.entity';
import { SalesRep } from '../entities/sales-rep.entity';
import { JourneyPlan } from './entities/journey-plan.entity';
import { JourneyPlansController } from './journey-plans.controller';
import { JourneyPlansService } from './journey-plans.service';

@Module({
  imports: [TypeOrmModule.forFeature([JourneyPlan, Clients, SalesRep])],
  controllers: [JourneyPlansController],
  providers: [JourneyPlansService],
  exports: [JourneyPlansService],
})
export class JourneyPlansModule {}