import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ShiftsService } from './shifts.service';

@Controller('shifts')
export class ShiftsController {
  constructor(private readonly service: ShiftsService) {}

  @Post('start')
  start(@Body() input: any) {
    return this.service.start(input);
  }

  @Post('end')
  end(@Body() input: any) {
    return this.service.end(input);
  }

  @Get('week')
  week(@Query() input: any) {
    return this.service.week(input);
  }
}
