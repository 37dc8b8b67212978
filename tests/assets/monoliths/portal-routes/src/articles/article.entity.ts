import { Column, CreateDateColumn, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Attachment } from '../files/attachment.entity';

@Entity()
export class Article {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ unique: true })
  slug: string;

  @Column()
  headLine: string;

  @Column({ type: 'text' })
  body: string;

  @CreateDateColumn()
  publishedAt: Date;

  @OneToMany(() => Attachment, (attachment) => attachment.article)
  attachments: Attachment[];
}
