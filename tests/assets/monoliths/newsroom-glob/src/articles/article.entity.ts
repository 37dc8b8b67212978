import { Column, CreateDateColumn, Entity, JoinTable, ManyToMany, ManyToOne, OneToMany, PrimaryGeneratedColumn, RelationId, VersionColumn } from 'typeorm';
import { Author } from '../auth/person.entity';
import { Comment } from '../comments/comment.entity';
import { Tag } from '../tags/tag.entity';
import Section from './section.entity';

export enum ArticleState {
  Draft = 'draft',
  Published = 'published',
  Locked = 'locked',
}

export class Seo {
  @Column({ type: 'varchar', length: 80, nullable: true })
  title!: string | null;

  @Column({ type: 'varchar', length: 160, nullable: true })
  description!: string | null;
}

@Entity('articles')
export default class Article {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 120, unique: true })
  slug!: string;

  @Column({ length: 120 })
  headline!: string;

  @Column('text')
  text!: string;

  @Column({ type: 'enum', enum: ArticleState, default: ArticleState.Draft })
  state!: ArticleState;

  @Column(() => Seo)
  seo!: Seo;

  @ManyToOne(() => Author, (author) => author.articles, { nullable: false })
  author!: Author;

  @RelationId((article: Article) => article.author)
  authorId!: number;

  @ManyToOne(() => Section, { eager: true, nullable: true })
  section!: Section | null;

  @ManyToMany(() => Tag, (tag) => tag.articles, { cascade: true })
  @JoinTable({ name: 'article_tags', joinColumn: { name: 'article_id' }, inverseJoinColumn: { name: 'tag_id' } })
  tags?: Tag[];

  @OneToMany(() => Comment, (comment) => comment.article)
  comments?: Comment[];

  @CreateDateColumn({ name: 'written_at' })
  writtenAt!: Date;

  @VersionColumn()
  version!: number;
}
