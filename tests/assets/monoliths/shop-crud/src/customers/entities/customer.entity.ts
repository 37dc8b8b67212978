import { Column, Entity, JoinColumn, JoinTable, ManyToMany, OneToOne } from 'typeorm';
import { Product } from '@app/catalog/entities/product.entity';
import { Address, BaseModel } from '@common';
import { Wallet } from './wallet.entity';

@Entity('customers')
export class Customer extends BaseModel {
  @Column()
  email: string;

  @Column(() => Address)
  home: Address;

  @Column(() => Address, { prefix: 'ship_' })
  shipping: Address;

  @OneToOne(() => Wallet, { cascade: ['insert', 'update'], eager: true })
  @JoinColumn()
  wallet: Wallet;

  @ManyToMany(() => Product)
  @JoinTable({
    name: 'customer_favourites',
    joinColumn: { name: 'customer_id' },
    inverseJoinColumn: { name: 'product_id' },
  })
  favourites: Product[];
}
