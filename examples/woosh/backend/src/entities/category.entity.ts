import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { CategoryPriceOption } from './category-price-option.entity';

@Entity('Category')
export class Category {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @OneToMany(() => CategoryPriceOption, (option) => option.category)
  categoryPriceOptions: CategoryPriceOption[];
}