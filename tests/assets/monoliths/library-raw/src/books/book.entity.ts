import { Column, Entity, JoinTable, ManyToMany, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Author } from './author.entity';
import { Copy } from './copy.entity';

@Entity('books')
export class Book {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  isbn: string;

  @Column()
  title: string;

  @ManyToMany(() => Author)
  @JoinTable({ name: 'book_authors', joinColumn: { name: 'book_id' }, inverseJoinColumn: { name: 'author_id' } })
  authors: Author[];

  @OneToMany(() => Copy, (copy) => copy.book)
  copies: Copy[];

  copyCount?: number;
}
