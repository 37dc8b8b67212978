import { Body, Controller, Delete, Get, Param, Post, Put, Query, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { LeaveRequest } from '../entities/leave-request.entity';
import { LeaveRequestsService } from './leave-requests.service';

@Controller('leave-requests')
@UseGuards(JwtAuthGuard)
export class LeaveRequestsController {
  constructor(private readonly leaveRequestsService: LeaveRequestsService) {}

  @Get()
  async findAll(@Query('status') status?: string) {
    return this.leaveRequestsService.findAll(status);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.leaveRequestsService.findOne(+id);
  }

  @Post()
  async create(@Body() leaveRequest: Partial<LeaveRequest>, @Request() req) {
    return this.leaveRequestsService.create({ ...leaveRequest, salesrep: req.user.id });
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: any) {
    return this.leaveRequestsService.update(+id, body);
  }

  // @Delete('all')
  // async removeAll() {
  //   return this.leaveRequestsService.removeAll();
  // }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    return this.leaveRequestsService.remove(+id);
  }
}
