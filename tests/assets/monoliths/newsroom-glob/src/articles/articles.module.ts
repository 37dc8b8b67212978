import { forwardRef, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module';
import { CommentsModule } from '../comments/comments.module';
import { TagsModule } from '../tags/tags.module';
import Article from './article.entity';
import { ArticleStats } from './article-stats.view';
import { ArticlesController } from './articles.controller';
import ArticlesService from './articles.service';
import { ReadingTime } from './reading-time';
import Section from './section.entity';
import { ViewCounter } from './view-counter';

@Module({
  imports: [TypeOrmModule.forFeature([Article, Section, ArticleStats]), AuthModule, TagsModule, forwardRef(() => CommentsModule)],
  controllers: [ArticlesController],
  providers: [ArticlesService, ReadingTime, ViewCounter],
  exports: [ArticlesService, ReadingTime],
})
export default class ArticlesModule {}
