import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ArticlesService } from './articles.service';

@Controller('articles')
export class ArticlesController {
  constructor(private readonly service: ArticlesService) {}

  @Get()
  list(@Query() input: any) {
    return this.service.list(input);
  }

  @Get('groups')
  groups(@Query() input: any) {
    return this.service.groups(input);
  }

  @Post('groups')
  addGroup(@Body() input: any) {
    return this.service.addGroup(input);
  }

  @Post()
  create(@Body() input: any) {
    return this.service.create(input);
  }

  @Delete(':id')
  remove(@Body() input: any) {
    return this.service.remove(input);
  }
}
