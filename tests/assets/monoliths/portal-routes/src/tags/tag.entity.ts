import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ name: 'tags' })
export class Tag {
  @PrimaryGeneratedColumn('increment')
  id: number;

  @Column({ length: 60 })
  label: string;
}
