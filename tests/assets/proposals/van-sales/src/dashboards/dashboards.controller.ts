import { Controller, Get, Query } from '@nestjs/common';
import { DashboardsService } from './dashboards.service';

@Controller('dashboards')
export class DashboardsController {
  constructor(private readonly service: DashboardsService) {}

  @Get('sales')
  sales(@Query() input: any) {
    return this.service.sales(input);
  }

  @Get('strike-rate')
  strikeRate(@Query() input: any) {
    return this.service.strikeRate(input);
  }

  @Get('answers')
  answers(@Query() input: any) {
    return this.service.answers(input);
  }
}
