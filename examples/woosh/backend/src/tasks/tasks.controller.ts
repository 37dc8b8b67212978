import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query, Req, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { Task } from '../entities/task.entity';
import { TasksService } from './tasks.service';

@Controller('tasks')
@UseGuards(JwtAuthGuard)
export class TasksController {
  constructor(private readonly tasksService: TasksService) {}

  @Get()
  async findAll(@Req() req: any, @Query('status') status?: string) {
    return this.tasksService.findAll(req.user.sub || req.user.id, status);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    return this.tasksService.findOne(+id);
  }

  @Post()
  async create(@Body() body: Partial<Task>, @Req() req: any) {
    return this.tasksService.create(body, req.user.id);
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: Partial<Task>) {
    return this.tasksService.update(+id, body);
  }

  @Patch(':id/status')
  async updateStatus(@Param('id') id: string, @Body() body: { status: string }) {
    return this.tasksService.updateStatus(+id, body.status);
  }

  @Post(':id/complete')
  async complete(@Param('id') id: string) {
    return this.tasksService.complete(+id);
  }

  @Delete(':id')
  async remove(@Param('id') id: string) {
    await this.tasksService.remove(+id);
    return { success: true };
  }

  @Get('salesrep/:id')
  async findBySalesRep(@Param('id') id: string) {
    return this.tasksService.findBySalesRep(+id);
  }
}