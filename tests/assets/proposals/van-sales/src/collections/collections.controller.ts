import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CollectionsService } from './collections.service';

@Controller('collections')
export class CollectionsController {
  constructor(private readonly service: CollectionsService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Post()
  collect(@Body() input: any) {
    return this.service.collect(input);
  }
}
