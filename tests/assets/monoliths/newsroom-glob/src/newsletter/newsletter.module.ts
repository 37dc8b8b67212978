import { Controller, Get, Module, Post } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import ArticlesModule from '../articles/articles.module';
import { AuthModule } from '../auth/auth.module';
import { Only } from '../auth/jwt.guard';
import { Issue } from './issue.entity';
import { NewsletterService } from './newsletter.service';

@Controller('newsletter')
export class NewsletterController {
  constructor(private readonly newsletter: NewsletterService) {}

  @Get()
  all() {
    return this.newsletter.all();
  }

  @Only('author')
  @Post('issues')
  compose() {
    return this.newsletter.compose();
  }
}

@Module({
  imports: [TypeOrmModule.forFeature([Issue]), ArticlesModule, AuthModule],
  controllers: [NewsletterController],
  providers: [NewsletterService],
})
export class NewsletterModule {}
