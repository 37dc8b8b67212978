import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { PriceList } from './price-list.entity';
import { PriceListLine } from './price-list-line.entity';
import { Article } from '../articles/article.entity';

@Injectable()
export class PriceListsService {
  constructor(
    @InjectRepository(PriceList) private readonly priceLists: Repository<PriceList>,
    @InjectRepository(PriceListLine) private readonly priceListLines: Repository<PriceListLine>,
    @InjectRepository(Article) private readonly articles: Repository<Article>,
  ) {}

  async current(input: any) {
    return this.priceListLines.find({ relations: ['list', 'article'] });
  }

  async publish(input: any) {
    const articles = await this.articles.find();
    const list = await this.priceLists.save(this.priceLists.create(input as any));
    return this.priceListLines.save(articles.map((article) => this.priceListLines.create({ article, list } as any)) as any);
  }
}
