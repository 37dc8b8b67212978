import { Column, Entity, ManyToOne, OneToMany } from 'typeorm';
import { AuditedEntity } from '@common/entities/audited.entity';
import { Country } from './country.entity';
import { Product } from './product.entity';

@Entity('brands')
export class Brand extends AuditedEntity {
  @Column()
  name: string;

  @ManyToOne('Country', { eager: true, nullable: false })
  country: Country;

  @OneToMany(() => Product, (product) => product.brand)
  products: Product[];
}
