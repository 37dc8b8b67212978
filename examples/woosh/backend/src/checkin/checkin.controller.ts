import { Body, Controller, Delete, Get, Param, Post, Put, Query, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { CheckinService } from './checkin.service';

@Controller('checkin')
@UseGuards(JwtAuthGuard)
export class CheckinController {
  constructor(private readonly checkinService: CheckinService) {}

  @Get()
  async findAll(@Query() query: any, @Request() req) {
    const userId = query.userId || req.user.sub || req.user.id;
    return this.checkinService.findAll(userId, query.startDate, query.endDate);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.checkinService.findOne(+id);
  }

  @Post()
  async create(@Body() body: any, @Request() req) {
    return this.checkinService.create({ ...body, userId: req.user.sub || req.user.id });
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: any) {
    return this.checkinService.update(+id, body);
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    return this.checkinService.remove(+id);
  }
}
