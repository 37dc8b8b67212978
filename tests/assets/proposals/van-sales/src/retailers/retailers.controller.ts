import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { RetailersService } from './retailers.service';

@Controller('retailers')
export class RetailersController {
  constructor(private readonly service: RetailersService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Get('near')
  near(@Query() input: any) {
    return this.service.near(input);
  }

  @Get(':id')
  details(@Query() input: any) {
    return this.service.details(input);
  }

  @Post()
  open(@Body() input: any) {
    return this.service.open(input);
  }

  @Delete(':id')
  close(@Body() input: any) {
    return this.service.close(input);
  }
}
