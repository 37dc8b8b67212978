import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { AnnouncementsService } from './announcements.service';

@Controller('announcements')
export class AnnouncementsController {
  constructor(private readonly service: AnnouncementsService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Post()
  post(@Body() input: any) {
    return this.service.post(input);
  }

  @Delete(':id')
  remove(@Body() input: any) {
    return this.service.remove(input);
  }
}
