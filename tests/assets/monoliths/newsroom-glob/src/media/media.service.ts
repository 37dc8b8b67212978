import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import ArticlesService from '../articles/articles.service';
import { MediaAsset } from './media-asset.entity';

@Injectable()
export default class MediaService {
  constructor(@InjectRepository(MediaAsset) private readonly assets: Repository<MediaAsset>, private readonly articles: ArticlesService) {}

  async store(articleId: number, file: Express.Multer.File): Promise<MediaAsset> {
    const { id } = await this.articles.card(articleId);
    return this.assets.save({ articleId: id, name: file.originalname, bytes: file.size, digest: createHash('sha256').update(file.buffer).digest('hex') });
  }

  of(articleId: number): Promise<MediaAsset[]> {
    return this.assets.find({ where: { article: { id: articleId } }, relations: ['article', 'article.author'], order: { id: 'ASC' } });
  }
}
