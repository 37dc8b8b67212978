import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression, Interval } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import ArticlesService from '../articles/articles.service';
import { ReadingTime } from '../articles/reading-time';
import { PeopleService } from '../auth/people.service';
import { Issue } from './issue.entity';

@Injectable()
export class NewsletterService {
  private readonly log = new Logger(NewsletterService.name);

  constructor(
    @InjectRepository(Issue) private readonly issues: Repository<Issue>,
    private readonly articles: ArticlesService,
    private readonly people: PeopleService,
    private readonly reading: ReadingTime,
  ) {}

  @Cron(CronExpression.EVERY_DAY_AT_5AM, { name: 'newsletter' })
  async compose(): Promise<Issue> {
    const articles = await this.articles.published();
    const latest = await this.articles.latest();
    const names = await this.people.names(new Set(latest.keys()));
    const lines = articles.map((article) => `${article.headline} (${this.reading.minutes(article.text)} min, ${names.get(article.authorId)})`);
    const readers = await this.people.subscribers();
    return this.issues.save({ lines, recipients: readers.length });
  }

  @Interval(3_600_000)
  async count(): Promise<void> {
    this.log.log(`${await this.issues.count()} issues so far`);
  }

  all() {
    return this.issues.find({ order: { id: 'ASC' } });
  }
}