import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SalesInvoice } from '../sales-invoices/sales-invoice.entity';
import { TourStop } from '../tours/tour-stop.entity';
import { SurveyAnswer } from '../survey-reports/survey-answer.entity';

@Injectable()
export class DashboardsService {
  constructor(
    @InjectRepository(SalesInvoice) private readonly salesInvoices: Repository<SalesInvoice>,
    @InjectRepository(TourStop) private readonly tourStops: Repository<TourStop>,
    @InjectRepository(SurveyAnswer) private readonly surveyAnswers: Repository<SurveyAnswer>,
  ) {}

  async sales(input: any) {
    return this.salesInvoices.createQueryBuilder('i').leftJoin('i.agent', 'a').select('a.fullName').addSelect('SUM(i.total)').groupBy('a.id').getRawMany();
  }

  async strikeRate(input: any) {
    return this.tourStops.count();
  }

  async answers(input: any) {
    return this.surveyAnswers.find({ relations: ['retailer', 'agent'] });
  }
}
