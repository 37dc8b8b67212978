import { forwardRef, Inject, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsInt, IsOptional, IsString, MinLength } from 'class-validator';
import { IsNull, Not, Repository } from 'typeorm';
import ArticlesService from '../articles/articles.service';
import { PeopleService } from '../auth/people.service';
import { Comment } from './comment.entity';

export enum CommentState {
  New = 'new',
  Shown = 'shown',
  Hidden = 'hidden',
}

export interface CommentView {
  id: number;
  text: string;
  by: string;
  at: Date;
  replies: number;
}

export class CommentBody {
  @IsString()
  @MinLength(2)
  text!: string;

  @IsOptional()
  @IsInt()
  parent?: number;
}

@Injectable()
export class CommentsService {
  constructor(
    @InjectRepository(Comment) private readonly comments: Repository<Comment>,
    private readonly people: PeopleService,
    @Inject(forwardRef(() => ArticlesService)) private readonly articles: ArticlesService,
  ) {}

  async visible(articleId: number): Promise<CommentView[]> {
    const found = await this.comments.find({
      where: { articleId, state: Not(CommentState.Hidden), parent: IsNull() },
      relations: { replies: true },
      order: { id: 'ASC' },
    });
    const names = await this.people.names(new Set(found.map((comment) => comment.personId)));
    return found.map(({ id, text, personId, at, replies }) => ({ id, text, by: names.get(personId) ?? '?', at, replies: replies?.length ?? 0 }));
  }

  async add(articleId: number, personId: number, body: CommentBody) {
    const card = await this.articles.card(articleId);
    const parent = body.parent ? await this.comments.findOneBy({ id: body.parent, articleId }) : null;
    const comment = await this.comments.save(this.comments.create({ text: body.text, articleId, personId, parent }));
    return { comment, on: card.headline, year: card.since.getUTCFullYear() };
  }

  async moderate(id: number, state: CommentState): Promise<Comment> {
    const comment = await this.comments.findOne({ where: { id }, relations: ['article', 'person'] });
    if (!comment) throw new NotFoundException();
    comment.state = state;
    return this.comments.save(comment);
  }
}
