import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { AbsencesService } from './absences.service';

@Controller('absences')
export class AbsencesController {
  constructor(private readonly service: AbsencesService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Post()
  ask(@Body() input: any) {
    return this.service.ask(input);
  }

  @Patch(':id/approve')
  approve(@Body() input: any) {
    return this.service.approve(input);
  }
}
