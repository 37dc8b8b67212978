import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { SearchIndex } from '../shared/search-index';
import { sql } from '../shared/sql';
import * as queries from './book-queries';
import { AuthorQueries, BY_ISBN, ShelfSql } from './book-queries';
import { Book } from './book.entity';
import { Copy } from './copy.entity';

@Injectable()
export class BooksService {
  private readonly logger = new Logger('books');

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @InjectRepository(Book) private readonly books: Repository<Book>,
    private readonly index: SearchIndex,
  ) {}

  // SELECT * FROM members: a comment is no access
  byIsbn(isbn: string) {
    this.logger.debug('SELECT * FROM loans is not what runs here');
    return this.db.query(BY_ISBN, [isbn]);
  }

  free(bookId: number) {
    return this.db.query(queries.FREE_COPIES, [bookId]);
  }

  async authors(authorId?: number) {
    if (authorId === undefined) {
      return this.db.manager.query(AuthorQueries.COUNT);
    }
    return this.books.query(AuthorQueries.BOOKS_OF, [authorId]);
  }

  shelves() {
    return this.db.query(ShelfSql.All);
  }

  moveShelf(code: string, floor: number) {
    return this.db.query(ShelfSql.Move, [floor, code]);
  }

  names(ids: number[]) {
    const marks = ids.map(() => '?').join(', ');
    return this.db.query(sql`SELECT name FROM authors WHERE id IN (${marks})`, ids);
  }

  find(text: string) {
    return this.index.query(`SELECT title FROM memory WHERE text LIKE ${text}`);
  }

  sorted(newestFirst: boolean) {
    return this.db.query(
      newestFirst
        ? 'SELECT title FROM books ORDER BY id DESC'
        : 'SELECT b.title, s.floor FROM books b JOIN copies c ON c.book_id = b.id JOIN shelves s ON s.code = c.shelf_code',
    );
  }

  private byFloorSql(): string {
    let text = 'SELECT c.id FROM copies c';
    text += ' INNER JOIN shelves s ON s.code = c.shelf_code';
    text += ' WHERE s.floor = ?';
    return text;
  }

  byFloor(floor: number) {
    return this.db.query(this.byFloorSql(), [floor]);
  }

  withAuthors(id: number) {
    return this.books
      .createQueryBuilder('b')
      .leftJoinAndSelect('b.authors', 'a')
      .loadRelationCountAndMap('b.copyCount', 'b.copies')
      .where('b.id = :id', { id })
      .getOne();
  }

  async credit(id: number, authorId: number) {
    await this.db.createQueryBuilder().relation(Book, 'authors').of(id).add(authorId);
  }

  async rebind(copyId: number, bookId: number) {
    await this.db.createQueryBuilder().relation(Copy, 'book').of(copyId).set(bookId);
  }

  async adopt(bookId: number, copyId: number) {
    await this.books.createQueryBuilder().relation(Book, 'copies').of(bookId).add(copyId);
  }

  export() {
    return this.books.createQueryBuilder('b').select('b.title').stream();
  }
}
