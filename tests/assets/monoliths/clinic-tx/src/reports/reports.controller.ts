import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiKeyGuard } from '../shared/api-key.guard';
import { ReportsService } from './reports.service';

@Controller()
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get()
  numbers() {
    return this.reports.numbers();
  }

  @Get('snapshot')
  @UseGuards(ApiKeyGuard)
  snapshot() {
    return this.reports.snapshot();
  }
}
