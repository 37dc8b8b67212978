import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Book } from './book.entity';

@Entity('copies')
export class Copy {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Book, (book) => book.copies)
  @JoinColumn({ name: 'book_id' })
  book: Book;

  @Column({ name: 'shelf_code', length: 10 })
  shelfCode: string;

  @Column({ default: false })
  lent: boolean;
}
