import { Controller, Get, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { PerformanceService } from './performance.service';

@Controller('monitoring')
@UseGuards(JwtAuthGuard)
export class PerformanceController {
  constructor(private readonly performanceService: PerformanceService) {}

  @Get('performance')
  getPerformance() {
    return this.performanceService.getPerformance();
  }

  @Get('database')
  async getDatabase() {
    return this.performanceService.getDatabaseStats();
  }

  @Get('health')
  getHealth() {
    return this.performanceService.getHealth();
  }

  @Get('metrics')
  getMetrics() {
    return this.performanceService.getMetrics();
  }

  // @Get('reset')
  // reset() {
  //   return this.performanceService.reset();
  // }
}
