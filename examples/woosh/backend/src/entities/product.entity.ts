import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

// Left over from the first schema. The live class of this name is in products/entities.
@Entity('Product')
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column()
  category_id: number;

  @Column()
  category: string;

  @Column({ type: 'decimal', precision: 11, scale: 2 })
  unit_cost: number;

  @Column({ nullable: true })
  description: string;

  @Column({ nullable: true })
  currentStock: number;

  @Column({ nullable: true })
  clientId: number;

  @Column({ default: '' })
  image: string;

  @Column({ nullable: true })
  unit_cost_ngn: number;

  @Column({ nullable: true })
  unit_cost_tzs: number;

  @CreateDateColumn()
  createdAt: Date;

  @UpdateDateColumn()
  updatedAt: Date;
}
