import { forwardRef, Inject, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { PeopleService } from '../auth/people.service';
import { CommentsService, type CommentView } from '../comments/comments.service';
import Paging, { skipOf } from '../shared/paging';
import { TagsService } from '../tags/tags.module';
import slug = require('../shared/slug');
import type { ArticleBody } from './article.body';
import Article, { ArticleState } from './article.entity';
import { ArticleLocked } from './article.errors';
import { ArticleStats } from './article-stats.view';
import Section from './section.entity';
import { ViewCounter } from './view-counter';

@Injectable()
export default class ArticlesService {
  constructor(
    @InjectRepository(Article) private readonly articles: Repository<Article>,
    private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly tags: TagsService,
    private readonly counter: ViewCounter,
    @Inject(forwardRef(() => CommentsService)) private readonly comments: CommentsService,
  ) {}

  list(paging: Paging) {
    return this.articles.findAndCount({
      where: { state: ArticleState.Published },
      relations: { author: true, tags: true },
      order: { id: 'ASC' },
      skip: skipOf(paging),
      take: paging.size,
    });
  }

  async read(key: string): Promise<{ article: Article; views: number; comments: CommentView[] }> {
    const article = await this.articles.findOne({ where: { slug: key }, relations: ['author', 'tags'] });
    if (!article) throw new NotFoundException({ message: 'no such article', slug: key });
    return { article, views: this.counter.hit(key), comments: await this.comments.visible(article.id) };
  }

  async write(authorId: number, body: ArticleBody): Promise<Article> {
    const author = await this.people.author(authorId);
    const tags = await this.tags.ensure(body.tags ?? []);
    const section = body.section ? await this.dataSource.getTreeRepository(Section).findOneBy({ title: body.section }) : null;
    return this.articles.save(this.articles.create({ ...body, slug: slug(body.headline), author, tags, section, seo: body.seo ?? {} }));
  }

  async lock(key: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const article = await manager.findOneByOrFail(Article, { slug: key });
      article.state = ArticleState.Locked;
      await manager.save(article);
    });
  }

  /** What comments need to know; refuses what may not be commented on. */
  async card(id: number) {
    const article = await this.articles.findOneBy({ id });
    if (!article) throw new NotFoundException(`no article ${id}`);
    if (article.state === ArticleState.Locked) throw new ArticleLocked(article.slug);
    return { id: article.id, headline: article.headline, since: article.writtenAt, author: article.authorId };
  }

  /** When each author wrote last. */
  async latest(): Promise<Map<number, Date>> {
    const rows = await this.articles.find({ order: { writtenAt: 'ASC' } });
    return new Map(rows.map((row) => [row.authorId, row.writtenAt]));
  }

  async published() {
    return this.articles.find({ where: { state: ArticleState.Published }, order: { id: 'ASC' } });
  }

  sections(): Promise<Section[]> {
    return this.dataSource.getTreeRepository(Section).findTrees();
  }

  stats(): Promise<ArticleStats[]> {
    return this.dataSource.getRepository(ArticleStats).find({ order: { articleId: 'ASC' } });
  }
}
