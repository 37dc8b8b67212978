import { Column, CreateDateColumn, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import Article from '../articles/article.entity';
import { Person } from '../auth/person.entity';
import type { CommentState } from './comments.service';

@Entity('comments')
export class Comment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  text!: string;

  @Column({ type: 'varchar', length: 12, default: 'new' })
  state!: CommentState;

  @Column()
  articleId!: number;

  @ManyToOne(() => Article, (article) => article.comments, { onDelete: 'CASCADE' })
  article?: Article;

  @Column()
  personId!: number;

  @ManyToOne(() => Person)
  person?: Person;

  @ManyToOne(() => Comment, (comment) => comment.replies, { nullable: true })
  parent?: Comment | null;

  @OneToMany(() => Comment, (comment) => comment.parent)
  replies?: Comment[];

  @Column({ length: 20, default: '' })
  mark!: string;

  @CreateDateColumn()
  at!: Date;
}
