import { Column, Entity, ManyToMany, PrimaryGeneratedColumn } from 'typeorm';
import Article from '../articles/article.entity';

@Entity('tags')
export class Tag {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 40, unique: true })
  slug!: string;

  @Column({ length: 40 })
  label!: string;

  @ManyToMany(() => Article, (article) => article.tags)
  articles?: Article[];
}