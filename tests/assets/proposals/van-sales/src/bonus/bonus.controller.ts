import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { BonusService } from './bonus.service';

@Controller('bonus')
export class BonusController {
  constructor(private readonly service: BonusService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Post()
  run(@Body() input: any) {
    return this.service.run(input);
  }
}
