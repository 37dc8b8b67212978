import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Article } from '../articles/article.entity';

@Entity('attachments')
export class Attachment {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column()
  fileName: string;

  @Column({ name: 'mime', default: 'application/octet-stream' })
  contentType: string;

  @ManyToOne(() => Article, (article) => article.attachments)
  article: Article;
}
