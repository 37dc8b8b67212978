import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Like, Repository } from 'typeorm';
import { TagsService } from '../tags/tags.service';
import { Article } from './article.entity';

@Injectable()
export class ArticlesService {
  constructor(
    @InjectRepository(Article) private articles: Repository<Article>,
    private tags: TagsService,
  ) {}

  newest = (count: number) => this.articles.find({ order: { publishedAt: 'DESC' }, take: count });

  search(words: string) {
    return this.articles.findBy({ headLine: Like(`%${words}%`) });
  }

  bySlug(slug: string) {
    return this.articles.findOneByOrFail({ slug });
  }

  async write(draft: Partial<Article>, labels: string[] = []) {
    for (const label of labels) {
      await this.tags.add({ label });
    }
    return this.articles.save(this.articles.create(draft));
  }

  async drop(slug: string) {
    const article = await this.bySlug(slug);
    return this.articles.remove(article);
  }
}
