import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { PriceList } from './price-list.entity';
import { Article } from '../articles/article.entity';

@Entity('price_list_lines')
export class PriceListLine {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  price: number;

  @ManyToOne(() => PriceList)
  list: PriceList;

  @ManyToOne(() => Article)
  article: Article;
}
