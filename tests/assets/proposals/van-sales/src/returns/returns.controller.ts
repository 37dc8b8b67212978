import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ReturnsService } from './returns.service';

@Controller('returns')
export class ReturnsController {
  constructor(private readonly service: ReturnsService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Post()
  take(@Body() input: any) {
    return this.service.take(input);
  }
}
