import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { TodosService } from './todos.service';

@Controller('todos')
export class TodosController {
  constructor(private readonly service: TodosService) {}

  @Get()
  mine(@Query() input: any) {
    return this.service.mine(input);
  }

  @Post()
  add(@Body() input: any) {
    return this.service.add(input);
  }

  @Patch(':id/tick')
  tick(@Body() input: any) {
    return this.service.tick(input);
  }
}
