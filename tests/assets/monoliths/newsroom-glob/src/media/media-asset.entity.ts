import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import Article from '../articles/article.entity';

@Entity('media_assets')
export class MediaAsset {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  articleId!: number;

  @ManyToOne(() => Article)
  article?: Article;

  @Column({ length: 120 })
  name!: string;

  @Column({ type: 'int' })
  bytes!: number;

  @Column({ type: 'char', length: 64 })
  digest!: string;
}
