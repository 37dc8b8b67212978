import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { SurveyAnswer } from './survey-answer.entity';

@Injectable()
export class SurveyReportsService {
  constructor(
    @InjectRepository(SurveyAnswer) private readonly surveyAnswers: Repository<SurveyAnswer>,
  ) {}

  async submit(input: any) {
    return this.surveyAnswers.save(this.surveyAnswers.create(input));
  }

  async list(input: any) {
    return this.surveyAnswers.find({ relations: ['retailer', 'stop'] });
  }
}
