import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('price_lists')
export class PriceList {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  title: string;

  @Column()
  validFrom: string;
}
