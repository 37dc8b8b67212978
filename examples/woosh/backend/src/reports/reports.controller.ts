import { Body, Controller, Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { ReportsService } from './reports.service';

@Controller('reports')
export class ReportsController {
  constructor(private readonly reportsService: ReportsService) {}

  // Open: the app sends reports again after the token has run out.
  @Post()
  async create(@Body() body: any) {
    try {
      const report = await this.reportsService.createReport(body);
      return { success: true, report };
    } catch (error: any) {
      console.error('📝 Report not saved:', error.message);
      return { success: false, error: error.message };
    }
  }

  @UseGuards(JwtAuthGuard)
  @Get('journey-plan/:journeyPlanId')
  async findByJourneyPlan(@Param('journeyPlanId') journeyPlanId: string) {
    return this.reportsService.findByJourneyPlan(+journeyPlanId);
  }

  @UseGuards(JwtAuthGuard)
  @Get()
  async findAll(@Query('userId') userId?: string, @Query('clientId') clientId?: string) {
    return this.reportsService.findAll(userId ? +userId : undefined, clientId ? +clientId : undefined);
  }
}
