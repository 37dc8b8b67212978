import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { QuotasService } from './quotas.service';

@Controller('quotas')
export class QuotasController {
  constructor(private readonly service: QuotasService) {}

  @Get('mine')
  mine(@Query() input: any) {
    return this.service.mine(input);
  }

  @Get('progress')
  progress(@Query() input: any) {
    return this.service.progress(input);
  }

  @Post()
  assign(@Body() input: any) {
    return this.service.assign(input);
  }
}
