import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'countries' })
export class Country {
  @PrimaryColumn('char', { length: 2 })
  code: string;

  @Column()
  name: string;
}
