import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import ArticlesModule from './articles/articles.module';
import { AuthModule } from './auth/auth.module';
import { CommentsModule } from './comments/comments.module';
import { databaseOptions } from './database.options';
import { MediaModule } from './media/media.module';
import { NewsletterModule } from './newsletter/newsletter.module';
import { PlatformModule } from './platform/platform.module';
import { TagsModule } from './tags/tags.module';

const features = [ArticlesModule, CommentsModule, TagsModule, NewsletterModule];

@Module({
  imports: [TypeOrmModule.forRoot(databaseOptions()), ScheduleModule.forRoot(), PlatformModule, AuthModule, MediaModule, ...features],
})
export default class AppModule {}
