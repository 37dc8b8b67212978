import { Controller, Get, Post } from '@nestjs/common';
import { AutoClockoutService } from './auto-clockout.service';

@Controller('auto-clockout')
export class AutoClockoutController {
  constructor(private readonly autoClockoutService: AutoClockoutService) {}

  // @UseGuards(JwtAuthGuard)
  @Post('trigger')
  async trigger() {
    return this.autoClockoutService.triggerAutoClockout();
  }

  @Get('stats')
  async getStats() {
    return this.autoClockoutService.getStats();
  }

  @Get('config')
  getConfig() {
    return this.autoClockoutService.getConfig();
  }
}
