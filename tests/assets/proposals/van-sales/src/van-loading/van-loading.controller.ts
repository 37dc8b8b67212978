import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { VanLoadingService } from './van-loading.service';

@Controller('van-loading')
export class VanLoadingController {
  constructor(private readonly service: VanLoadingService) {}

  @Get('today')
  today(@Query() input: any) {
    return this.service.today(input);
  }

  @Post()
  load(@Body() input: any) {
    return this.service.load(input);
  }
}
