import { Column, Entity, PrimaryGeneratedColumn, ManyToOne } from 'typeorm';
import { Retailer } from '../retailers/retailer.entity';
import { Article } from '../articles/article.entity';

@Entity('shelf_stock')
export class ShelfStock {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  pieces: number;

  @ManyToOne(() => Retailer)
  retailer: Retailer;

  @ManyToOne(() => Article)
  article: Article;
}
