import { Column, CreateDateColumn, Entity, Index, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { StoreInventory } from './store-inventory.entity';

@Entity('stores')
@Index('idx_stores_country', ['countryId'])
export class Store {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'store_code', unique: true })
  storeCode: string;

  @Column({ name: 'store_name' })
  storeName: string;

  @Column({ type: 'text', nullable: true })
  address: string;

  @Column({ name: 'country_id' })
  countryId: number;

  @Column({ name: 'is_active', type: 'tinyint', default: 1 })
  isActive: boolean;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;

  @OneToMany(() => StoreInventory, (inventory) => inventory.store)
  storeInventory: StoreInventory[];
}
