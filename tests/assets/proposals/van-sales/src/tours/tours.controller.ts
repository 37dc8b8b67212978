import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ToursService } from './tours.service';

@Controller('tours')
export class ToursController {
  constructor(private readonly service: ToursService) {}

  @Get('today')
  today(@Query() input: any) {
    return this.service.today(input);
  }

  @Post()
  plan(@Body() input: any) {
    return this.service.plan(input);
  }

  @Patch('stops/:id/arrive')
  arrive(@Body() input: any) {
    return this.service.arrive(input);
  }

  @Patch(':id/finish')
  finish(@Body() input: any) {
    return this.service.finish(input);
  }
}
