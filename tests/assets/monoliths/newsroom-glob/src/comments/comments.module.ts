import { forwardRef, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import ArticlesModule from '../articles/articles.module';
import { AuthModule } from '../auth/auth.module';
import { Comment } from './comment.entity';
import { CommentsController, ModerationController } from './comments.controller';
import { CommentsService } from './comments.service';

@Module({
  imports: [TypeOrmModule.forFeature([Comment]), AuthModule, forwardRef(() => ArticlesModule)],
  controllers: [CommentsController, ModerationController],
  providers: [CommentsService],
  exports: [CommentsService],
})
export class CommentsModule {}
