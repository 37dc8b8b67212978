import { Body, Controller, Get, Param, ParseEnumPipe, ParseIntPipe, Patch, Post, Req } from '@nestjs/common';
import { Only, Open } from '../auth/jwt.guard';
import { CommentBody, CommentsService, CommentState } from './comments.service';

@Controller('articles/:article/comments')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Open()
  @Get()
  all(@Param('article', ParseIntPipe) article: number) {
    return this.comments.visible(article);
  }

  @Post()
  add(@Param('article', ParseIntPipe) article: number, @Req() { user }: { user: { id: number } }, @Body() body: CommentBody) {
    return this.comments.add(article, user.id, body);
  }
}

@Controller('moderation')
export class ModerationController {
  constructor(private readonly comments: CommentsService) {}

  @Only('author')
  @Patch('comments/:id/:state')
  moderate(@Param('id', ParseIntPipe) id: number, @Param('state', new ParseEnumPipe(CommentState)) state: CommentState) {
    return this.comments.moderate(id, state);
  }
}
