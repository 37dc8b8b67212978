import { Body, Controller, Get, Param, ParseIntPipe, Post, Put } from '@nestjs/common';
import { DispatchService } from './dispatch.service';
import { DispatchRequest, StopRequest } from './dispatch.requests';

@Controller('dispatch/trips')
export class DispatchController {
  constructor(private readonly dispatch: DispatchService) {}

  @Post()
  create(@Body() request: DispatchRequest) {
    return this.dispatch.send(request);
  }

  @Get(':id')
  show(@Param('id', ParseIntPipe) id: number) {
    return this.dispatch.show(id);
  }

  @Put(':id/stops')
  stops(@Param('id', ParseIntPipe) id: number, @Body() request: StopRequest) {
    return this.dispatch.replan(id, request.stops);
  }
}
