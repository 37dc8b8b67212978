import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('article_groups')
export class ArticleGroup {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  title: string;
}
