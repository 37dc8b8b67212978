import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Only, Open } from '../auth/jwt.guard';
import Paging from '../shared/paging';
import { ArticleBody } from './article.body';
import ArticlesService from './articles.service';

@Controller('articles')
export class ArticlesController {
  constructor(private readonly articles: ArticlesService) {}

  @Open()
  @Get()
  list(@Query() paging: Paging) {
    return this.articles.list(paging);
  }

  @Open()
  @Get('sections')
  sections() {
    return this.articles.sections();
  }

  @Open()
  @Get('stats')
  stats() {
    return this.articles.stats();
  }

  @Open()
  @Get(':slug')
  read(@Param('slug') slug: string) {
    return this.articles.read(slug);
  }

  @Only('author')
  @Post()
  write(@Req() request: Request & { user: { id: number } }, @Body() body: ArticleBody) {
    return this.articles.write(request.user.id, body);
  }

  @Only('author')
  @HttpCode(204)
  @Post(':slug/lock')
  lock(@Param('slug') slug: string) {
    return this.articles.lock(slug);
  }
}
