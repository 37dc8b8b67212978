import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { ArticleGroup } from './article-group.entity';

@Entity('articles')
export class Article {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  title: string;

  @Column()
  barcode: string;

  @Column()
  packSize: number;

  @ManyToOne(() => ArticleGroup)
  group: ArticleGroup;
}
