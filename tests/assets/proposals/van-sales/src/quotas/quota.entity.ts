import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Account } from '../accounts/account.entity';
import { Article } from '../articles/article.entity';

@Entity('quotas')
export class Quota {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  month: string;

  @Column()
  pieces: number;

  @ManyToOne(() => Account)
  agent: Account;

  @ManyToOne(() => Article)
  article: Article;
}
