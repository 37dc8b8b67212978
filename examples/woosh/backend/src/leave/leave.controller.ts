import { Body, Controller, Delete, Get, Param, Post, Put, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { Leave } from '../entities/leave.entity';
import { CreateLeaveDto, LeaveService } from './leave.service';

@Controller('leave')
@UseGuards(JwtAuthGuard)
export class LeaveController {
  constructor(private readonly leaveService: LeaveService) {}

  // The two literal routes must stay above `:id`.
  @Get('types/all')
  async getLeaveTypes() {
    return this.leaveService.getLeaveTypes();
  }

  @Get('balance/user')
  async getLeaveBalance(@Request() req) {
    return this.leaveService.getLeaveBalance(req.user.id);
  }

  @Get()
  async findAll(@Request() req) {
    return this.leaveService.findAll(req.user.id);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.leaveService.findOne(+id);
  }

  @Post()
  async create(@Body() body: CreateLeaveDto, @Request() req) {
    console.log(`🏖️ ${req.user.name} asks for leave`);
    return this.leaveService.create(req.user.id, body);
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: Partial<Leave>) {
    return this.leaveService.update(+id, body);
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    return this.leaveService.remove(+id);
  }
}
