import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('medicines')
export class Medicine {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column('int')
  packs: number;

  @Column('int')
  cents: number;
}
