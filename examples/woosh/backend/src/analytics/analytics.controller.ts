import { Body, Controller, Delete, Get, Param, Post, Put, Query, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { AnalyticsService } from './analytics.service';

@Controller('analytics')
@UseGuards(JwtAuthGuard)
export class AnalyticsController {
  constructor(private readonly analyticsService: AnalyticsService) {}

  @Get()
  async findAll(@Query() query: any) {
    return this.analyticsService.findAll(query.startDate, query.endDate);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.analyticsService.findOne(+id);
  }

  @Post()
  async create(@Body() body: any, @Request() req) {
    return this.analyticsService.create(req.user.sub || req.user.id, body);
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: any) {
    return this.analyticsService.update(+id, body);
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    return this.analyticsService.remove(+id);
  }

  @Get('daily-login-hours/:userId')
  async getDailyLoginHours(
    @Param('userId') userId: string,
    @Query('startDate') startDate?: string,
    @Query('endDate') endDate?: string,
  ) {
    return this.analyticsService.getDailyLoginHours(+userId, startDate, endDate);
  }

  @Get('daily-journey-visits/:userId')
  async getDailyJourneyVisits(
    @Param('userId') userId: string,
    @Query('startDate') startDate?: string,
    @Query('endDate') endDate?: string,
  ) {
    return this.analyticsService.getDailyJourneyVisits(+userId, startDate, endDate);
  }
}
