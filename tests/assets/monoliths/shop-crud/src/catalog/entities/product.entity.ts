import { Column, Entity, JoinTable, ManyToMany, ManyToOne, OneToOne } from 'typeorm';
import { BaseModel } from '@common';
import { Brand } from './brand.entity';
import { ProductDetail } from './product-detail.entity';
import { Tag } from './tag.entity';

@Entity()
export class Product extends BaseModel {
  @Column()
  name: string;

  @Column({ name: 'sku_code', unique: true })
  sku: string;

  @Column('decimal', { precision: 10, scale: 2 })
  price: string;

  @Column({ default: 0 })
  stockLevel: number;

  @ManyToOne(() => Brand, (brand) => brand.products, { eager: true })
  brand: Brand;

  @OneToOne(() => ProductDetail, (detail) => detail.product, { cascade: true })
  detail: ProductDetail;

  @ManyToMany(() => Tag)
  @JoinTable()
  tags: Tag[];
}
