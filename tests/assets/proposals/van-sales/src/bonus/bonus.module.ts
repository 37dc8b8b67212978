import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BonusRun } from './bonus-run.entity';
import { QuotasModule } from '../quotas/quotas.module';
import { BonusController } from './bonus.controller';
import { BonusService } from './bonus.service';

@Module({
  imports: [TypeOrmModule.forFeature([BonusRun]), QuotasModule],
  controllers: [BonusController],
  providers: [BonusService],
  exports: [BonusService],
})
export class BonusModule {}
