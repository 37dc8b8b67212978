import { Body, Controller, Delete, Get, Param, Post, Put, Query, Request, UseGuards } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { CreateJourneyPlanDto } from './dto/create-journey-plan.dto';
import { UpdateJourneyPlanDto } from './dto/update-journey-plan.dto';
import { JourneyPlansService } from './journey-plans.service';

@Controller('journey-plans')
@UseGuards(JwtAuthGuard)
export class JourneyPlansController {
  constructor(private readonly journeyPlansService: JourneyPlansService) {}

  @Post()
  async create(@Body() createJourneyPlanDto: CreateJourneyPlanDto, @Request() req) {
    return this.journeyPlansService.create(createJourneyPlanDto, req.user.id);
  }

  @Get()
  @SkipThrottle()
  async findAll(@Query() query: any, @Request() req) {
    return this.journeyPlansService.findAll({
      page: +(query.page || 1),
      limit: +(query.limit || 20),
      status: query.status === undefined ? undefined : +query.status,
      date: query.date,
      userId: +(query.userId || req.user.id),
    });
  }

  @Get('by-date')
  async findByDate(@Query('date') date: string, @Request() req) {
    const day = date || new Date().toISOString().slice(0, 10);
    const plans = await this.journeyPlansService.findByDate(day, req.user.sub || req.user.id);
    return { date: day, data: plans.map((plan) => ({ ...plan, clientName: plan.client?.name })) };
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.journeyPlansService.findOne(+id);
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() updateJourneyPlanDto: UpdateJourneyPlanDto) {
    return this.journeyPlansService.update(+id, updateJourneyPlanDto);
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    await this.journeyPlansService.remove(+id);
    return { success: true };
  }

  // 🏁 end of the visit
  @Post(':id/checkout')
  async checkout(@Param('id') id: string, @Body() body: { latitude: number; longitude: number }) {
    return this.journeyPlansService.checkout(+id, body.latitude, body.longitude);
  }
}