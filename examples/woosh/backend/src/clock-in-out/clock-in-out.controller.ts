import { Body, Controller, Get, Post, Query, Req, UseGuards } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { ClockInDto, ClockInOutService, ClockOutDto } from './clock-in-out.service';

@Controller('clock-in-out')
@UseGuards(JwtAuthGuard)
export class ClockInOutController {
  constructor(private readonly clockInOutService: ClockInOutService) {}

  @Post('clock-in')
  async clockIn(@Body() body: ClockInDto, @Req() req) {
    console.log(`🟢 ${req.user.name} clocks in`);
    return this.clockInOutService.clockIn(req.user.id, body);
  }

  @Post('clock-out')
  async clockOut(@Body() body: ClockOutDto, @Req() req) {
    return this.clockInOutService.clockOut(req.user.id, body);
  }

  @SkipThrottle()
  @Get('status')
  async getStatus(@Req() req) {
    return this.clockInOutService.getCurrentStatus(req.user.id);
  }

  @Get('today')
  async getToday(@Req() req) {
    return this.clockInOutService.getTodaySessions(req.user.id);
  }

  @Get('history')
  async getHistory(
    @Req() req,
    @Query('startDate') startDate?: string,
    @Query('endDate') endDate?: string,
  ) {
    return this.clockInOutService.getClockHistory(req.user.id, startDate, endDate);
  }

  @Post('cleanup-stale-sessions')
  async cleanupStaleSessions() {
    return this.clockInOutService.cleanupStaleSessions();
  }

  // @Get('active')
  // async getActive() {
  //   return this.clockInOutService.getActiveSessions();
  // }
}
