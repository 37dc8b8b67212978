import { DataSource, ViewColumn, ViewEntity } from 'typeorm';
import { Comment } from '../comments/comment.entity';
import Article from './article.entity';

@ViewEntity({
  name: 'article_stats',
  expression: (dataSource: DataSource) =>
    dataSource
      .createQueryBuilder()
      .select('article.id', 'articleId')
      .addSelect('article.headline', 'headline')
      .addSelect('COUNT(comment.id)', 'comments')
      .from(Article, 'article')
      .leftJoin(Comment, 'comment', 'comment.articleId = article.id')
      .groupBy('article.id')
      .addGroupBy('article.headline'),
})
export class ArticleStats {
  @ViewColumn()
  articleId!: number;

  @ViewColumn()
  headline!: string;

  @ViewColumn()
  comments!: string;
}
