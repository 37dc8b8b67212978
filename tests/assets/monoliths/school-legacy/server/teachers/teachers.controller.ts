import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { TeachersService } from './teachers.service';

@Controller('teachers')
export class TeachersController {
  constructor(private readonly teachers: TeachersService) {}

  @Get()
  list(@Query('deep') deep?: string) {
    return this.teachers.list(deep === '1');
  }

  @Get('pages/:page')
  pages(@Param('page') number: number) {
    return this.teachers.paged(number);
  }

  @Delete(':id')
  dismiss(@Param('id') id: number) {
    return this.teachers.dismiss(id);
  }
}
