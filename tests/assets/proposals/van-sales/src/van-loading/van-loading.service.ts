import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { VanLoad } from './van-load.entity';
import { Article } from '../articles/article.entity';

@Injectable()
export class VanLoadingService {
  constructor(
    @InjectRepository(VanLoad) private readonly vanLoads: Repository<VanLoad>,
    @InjectRepository(Article) private readonly articles: Repository<Article>,
  ) {}

  async load(input: any) {
    await this.articles.findOneBy({ id: input.articleId });
    return this.vanLoads.save(this.vanLoads.create(input));
  }

  async today(input: any) {
    return this.vanLoads.find({ relations: ['article', 'agent'] });
  }
}
