import { Controller, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { PatientsService } from './patients.service';

@Controller('patients')
export class PatientsController {
  constructor(private readonly patients: PatientsService) {}

  @Get(':id')
  get(@Param('id', ParseIntPipe) id: number) {
    return this.patients.get(id);
  }

  @Post(':keep/merge/:drop')
  merge(@Param('keep', ParseIntPipe) keep: number, @Param('drop', ParseIntPipe) drop: number) {
    return this.patients.merge(keep, drop);
  }
}
