import { Column, Entity, PrimaryGeneratedColumn, Tree, TreeChildren, TreeParent } from 'typeorm';

@Entity('sections')
@Tree('materialized-path')
export default class Section {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 60 })
  title!: string;

  @TreeChildren()
  children?: Section[];

  @TreeParent()
  parent?: Section | null;
}
