import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { SurveyReportsService } from './survey-reports.service';

@Controller('survey-reports')
export class SurveyReportsController {
  constructor(private readonly service: SurveyReportsService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Post()
  submit(@Body() input: any) {
    return this.service.submit(input);
  }
}
