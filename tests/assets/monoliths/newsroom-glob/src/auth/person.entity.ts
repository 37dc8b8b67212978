import { ChildEntity, Column, Entity, OneToMany, PrimaryGeneratedColumn, TableInheritance } from 'typeorm';
import type Article from '../articles/article.entity';

@Entity('people')
@TableInheritance({ column: { type: 'varchar', name: 'kind', length: 20 } })
export abstract class Person {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 80 })
  name!: string;

  @Column({ length: 120, unique: true })
  email!: string;

  @Column({ name: 'password_hash', length: 100, select: false })
  passwordHash!: string;

  initials(): string {
    return this.name.split(' ').map((part) => part[0]).join('');
  }
}

@ChildEntity('author')
export class Author extends Person {
  @Column({ type: 'varchar', length: 200, nullable: true })
  bio!: string | null;

  @OneToMany('Article', 'author')
  articles?: Article[];
}

@ChildEntity('reader')
export class Reader extends Person {
  @Column({ type: 'boolean', nullable: true })
  subscribed!: boolean | null;
}