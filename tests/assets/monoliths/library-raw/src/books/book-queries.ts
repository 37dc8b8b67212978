const COPIES = 'copies';

export const BY_ISBN = 'SELECT id, title FROM books WHERE isbn = ?';

export const FREE_COPIES = `SELECT id FROM ${COPIES} WHERE lent = 0 AND book_id = ?`;

export class AuthorQueries {
  static readonly COUNT = 'SELECT COUNT(*) AS n FROM authors';

  static readonly BOOKS_OF = [
    'SELECT b.id, b.title',
    'FROM books b',
    'JOIN book_authors ba ON ba.book_id = b.id',
    'WHERE ba.author_id = ?',
  ].join(' ');
}

export enum ShelfSql {
  All = 'SELECT code, floor FROM shelves ORDER BY floor',
  Move = 'UPDATE shelves SET floor = ? WHERE code = ?',
}
