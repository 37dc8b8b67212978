import { Body, Controller, Get, Param, Put, Query, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { CommissionService } from './commission.service';

const today = () => new Date().toISOString().slice(0, 10);

@Controller('commission')
@UseGuards(JwtAuthGuard)
export class CommissionController {
  constructor(private readonly commissionService: CommissionService) {}

  // ✍️ A GET that writes: every call saves daily_commissions.
  @Get('daily/:salesRepId')
  async getDaily(@Param('salesRepId') salesRepId: string, @Query('date') date?: string) {
    return this.commissionService.calculateDailyCommission(+salesRepId, date || today());
  }

  @Get('history/:salesRepId')
  async getHistory(@Param('salesRepId') salesRepId: string, @Query() query: any) {
    return this.commissionService.getHistory(+salesRepId, query.startDate, query.endDate);
  }

  @Get('summary/:salesRepId')
  async getSummary(@Param('salesRepId') salesRepId: string) {
    return this.commissionService.getSummary(+salesRepId);
  }

  @Put('status/:commissionId')
  async updateStatus(
    @Param('commissionId') commissionId: string,
    @Body() body: { status: 'pending' | 'paid' | 'cancelled'; notes?: string },
  ) {
    return this.commissionService.updateStatus(+commissionId, body.status, body.notes);
  }

  @Get('today/:salesRepId')
  async getToday(@Param('salesRepId') salesRepId: string) {
    return this.commissionService.calculateDailyCommission(+salesRepId, today());
  }

  @Get('breakdown/:salesRepId')
  async getBreakdown(@Param('salesRepId') salesRepId: string, @Query('date') date?: string) {
    return this.commissionService.getBreakdown(+salesRepId, date || today());
  }
}