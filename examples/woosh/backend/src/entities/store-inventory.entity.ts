import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Product } from '../products/entities/product.entity';
import { Store } from './store.entity';

@Entity('store_inventory')
@Index('idx_store_inventory_store_product', ['storeId', 'productId'], { unique: true })
@Index('idx_store_inventory_product', ['productId'])
export class StoreInventory {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ name: 'store_id' })
  storeId: number;

  @Column({ name: 'product_id' })
  productId: number;

  @Column({ default: 0 })
  quantity: number;

  @Column({ name: 'reserved_quantity', default: 0 })
  reservedQuantity: number;

  @ManyToOne(() => Store, (store) => store.storeInventory)
  @JoinColumn({ name: 'store_id' })
  store: Store;

  @ManyToOne(() => Product, (product) => product.storeInventory)
  @JoinColumn({ name: 'product_id' })
  product: Product;
}