import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SurveyAnswer } from './survey-answer.entity';
import { SurveyReportsController } from './survey-reports.controller';
import { SurveyReportsService } from './survey-reports.service';

@Module({
  imports: [TypeOrmModule.forFeature([SurveyAnswer])],
  controllers: [SurveyReportsController],
  providers: [SurveyReportsService],
  exports: [SurveyReportsService],
})
export class SurveyReportsModule {}
