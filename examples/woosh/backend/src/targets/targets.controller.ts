import { Controller, Get, Param, ParseIntPipe, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { TargetsService } from './targets.service';

@Controller('targets')
@UseGuards(JwtAuthGuard)
export class TargetsController {
  constructor(private readonly targetsService: TargetsService) {}

  @Get('monthly-visits/:userId')
  async getMonthlyVisits(@Param('userId', ParseIntPipe) userId: number) {
    return this.targetsService.getMonthlyVisits(userId);
  }

  // 💥 500, see TargetsService.getVolume
  @Get('dashboard/:userId')
  async getDashboard(@Param('userId', ParseIntPipe) userId: number) {
    return this.targetsService.getDashboard(userId);
  }

  @Get('visit-statistics/:userId')
  async getVisitStatistics(@Param('userId', ParseIntPipe) userId: number) {
    return this.targetsService.getVisitStatistics(userId);
  }

  @Get('check-journey-data/:userId')
  async checkJourneyData(@Param('userId', ParseIntPipe) userId: number) {
    return this.targetsService.checkJourneyData(userId);
  }

  // @Get('sales-rep/:userId/client-details')
  // async getClientDetails(@Param('userId', ParseIntPipe) userId: number) {}
}
