import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Article } from '../articles/article.entity';
import { Account } from '../accounts/account.entity';

@Entity('van_loads')
export class VanLoad {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  pieces: number;

  @Column()
  day: string;

  @ManyToOne(() => Article)
  article: Article;

  @ManyToOne(() => Account)
  agent: Account;
}
