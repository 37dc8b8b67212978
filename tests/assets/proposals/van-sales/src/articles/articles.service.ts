import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Article } from './article.entity';
import { ArticleGroup } from './article-group.entity';
import { FileStoreService } from '../file-store/file-store.service';

@Injectable()
export class ArticlesService {
  constructor(
    @InjectRepository(Article) private readonly articles: Repository<Article>,
    @InjectRepository(ArticleGroup) private readonly articleGroups: Repository<ArticleGroup>,
    private readonly fileStoreService: FileStoreService,
  ) {}

  async list(input: any) {
    return this.articles.find({ relations: ['group'] });
  }

  async groups(input: any) {
    return this.articleGroups.find();
  }

  async addGroup(input: any) {
    return this.articleGroups.save(this.articleGroups.create(input));
  }

  async create(input: any) {
    await this.fileStoreService.put(input.photo);
    return this.articles.save(this.articles.create(input));
  }

  async remove(input: any) {
    return this.articles.delete(input.id);
  }
}
