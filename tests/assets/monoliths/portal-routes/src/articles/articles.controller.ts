import {
  Body,
  Controller,
  Delete,
  Get,
  Options,
  Param,
  Patch,
  Post,
  Query,
  UseGuards,
  Version,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { RolesGuard } from '../auth/roles.guard';
import { Secured } from '../auth/secured.decorator';
import { Public } from '../auth/session.guard';
import { BULK, Segment } from '../http/paths';
import { Article } from './article.entity';
import { ArticlesService } from './articles.service';

@ApiTags('Articles')
@Controller({ path: Segment.Articles, version: ['1', '2'] })
export class ArticlesController {
  constructor(private readonly articles: ArticlesService) {}

  @Public()
  @Get()
  @ApiOperation({ summary: "@Get('not-a-route')" })
  newest() {
    return this.articles.newest(20);
  }

  @Get(['search', 'find'])
  search(@Query('q') q: string) {
    return this.articles.search(q);
  }

  @Version('3')
  @Get('trending')
  trending() {
    return this.articles.newest(5);
  }

  @Version(VERSION_NEUTRAL)
  @Options()
  options() {
    return ['GET', 'POST'];
  }

  @Get(':slug')
  bySlug(@Param('slug') slug: string) {
    return this.articles.bySlug(slug);
  }

  @UseGuards(JwtAuthGuard, RolesGuard)
  @Post()
  write(@Body() draft: Partial<Article>) {
    return this.articles.write(draft);
  }

  @Secured('editor')
  @Post(`${BULK}/import`)
  async import(@Body() drafts: Partial<Article>[]) {
    for (const draft of drafts) await this.articles.write(draft, ['imported']);
  }

  @UseGuards(JwtAuthGuard)
  @UseGuards(RolesGuard)
  @Delete('/:slug/')
  drop(@Param('slug') slug: string) {
    return this.articles.drop(slug);
  }

  @Patch(':slug/' + 'headline')
  rename(@Param('slug') slug: string, @Body('headLine') headLine: string) {
    return { slug, headLine };
  }
}
