"""Entities that are declared by ``new EntitySchema({...})``."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SCHEMAS = """
import { EntitySchema } from 'typeorm';
import { Author } from './author';
const Dated = { createdAt: { type: 'timestamp', createDate: true } };
export const AuthorSchema = new EntitySchema<Author>({
  name: 'AuthorRow', target: Author, tableName: 'authors',
  columns: { id: { type: Number, primary: true, generated: true }, penName: { type: String, length: 80 }, ...Dated },
  relations: { books: { type: 'one-to-many', target: 'Book', inverseSide: 'author' } },
});
export const BookSchema = new EntitySchema({
  name: 'Book',
  columns: { id: { type: 'int', primary: true, generated: 'uuid' } },
  relations: {
    author: { type: 'many-to-one', target: 'AuthorRow', joinColumn: { name: 'author_id' }, eager: true },
    shelves: { type: 'many-to-many', target: 'Shelf', joinTable: { name: 'book_shelves' }, cascade: true },
  },
});
export default new EntitySchema({ name: 'Shelf', tableName: 'shelves', columns: { id: { type: 'int', primary: true } } });
"""

MODULE = """
import { Module, Injectable } from '@nestjs/common';
import { TypeOrmModule, InjectRepository } from '@nestjs/typeorm';
import { Repository, DataSource } from 'typeorm';
import { Author } from './author';
import ShelfSchema, { AuthorSchema, BookSchema } from './schemas';
@Injectable()
export class Library {
  constructor(
    @InjectRepository(AuthorSchema) private authors: Repository<Author>,
    @InjectRepository(BookSchema as any) private books: Repository<{ id: number }>,
    private source: DataSource,
  ) {}
  listAuthors() { return this.authors.find({ relations: { books: true } }); }
  listBooks() { return this.books.find(); }
  addBook(book: any) { return this.books.save(book); }
  byClass() { return this.source.getRepository(Author).count(); }
  byName() { return this.source.getRepository('AuthorRow').count(); }
  bySchema() { return this.source.manager.delete(ShelfSchema, 1); }
  join() { return this.books.createQueryBuilder('b').innerJoin('b.author', 'a').getMany(); }
}
@Module({ imports: [TypeOrmModule.forFeature([AuthorSchema, BookSchema, ShelfSchema])], providers: [Library] })
export class AppModule {}
"""


def test_schemas_declare_tables_relations_and_join_tables_and_repositories_find_them(tmp_path: Path) -> None:
    author = "export class Author { id: number; penName: string; books: unknown[]; }"
    found = small(tmp_path, {"src/author.ts": author, "src/schemas.ts": SCHEMAS, "src/app.module.ts": MODULE})

    tables = {table.name: table for table in found.facts.tables}
    assert set(tables) == {"authors", "book", "shelves", "book_shelves"}
    assert [(c.name, c.type, c.primary_key) for c in tables["authors"].columns] == [
        ("id", "int", True),
        ("penName", "varchar(80)", False),
        ("createdAt", "timestamp", False),
    ]
    assert [(key.columns, key.table) for key in tables["book"].foreign_keys] == [(("author_id",), "authors")]
    assert {(r.from_table, r.kind, r.to_table, r.join_table) for r in found.facts.relations} == {
        ("authors", "one-to-many", "book", None),
        ("book", "many-to-one", "authors", None),
        ("book", "many-to-many", "shelves", "book_shelves"),
    }
    assert found.of("Library.listAuthors") == {"read authors", "read book"}
    assert found.of("Library.listBooks") == {"read book", "read authors"}
    assert found.of("Library.addBook") == {"write book", "write shelves", "write book_shelves"}
    assert found.of("Library.byClass") == found.of("Library.byName") == {"read authors"}
    assert found.of("Library.bySchema") == {"write shelves"}
    assert found.of("Library.join") == {"read book", "read authors"}
    assert found.unresolved() == []


COMPUTED = """
import { EntitySchema } from 'typeorm';
const prefix = process.env.PREFIX;
export const OrderSchema = new EntitySchema({
  name: 'Order', tableName: process.env.ORDERS,
  columns: { id: { type: Number, primary: true }, note: { type: String, name: `${prefix}_note` } },
});
export const LineSchema = new EntitySchema({
  name: 'Line', tableName: `${prefix}_lines`,
  columns: { id: { type: Number, primary: true } },
  relations: { order: { type: 'many-to-one', target: 'Order', joinColumn: { name: process.env.KEY } } },
});
"""


def test_names_that_only_the_running_application_knows_are_told(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/schemas.ts": COMPUTED, "src/app.module.ts": MODULE_OF_COMPUTED})

    assert {table.name for table in found.facts.tables} == {"order", "_lines"}
    told = [(each.line, each.text) for each in found.facts.unresolved]
    assert told == [
        (4, "OrderSchema.columns.note.name"),
        (4, "OrderSchema.tableName"),
        (8, "LineSchema.relations.order.joinColumn.name"),
        (8, "LineSchema.tableName"),
    ]


def test_a_computed_name_is_the_only_table_of_the_schema_that_fits(tmp_path: Path) -> None:
    dump = "CREATE TABLE shop_lines (id INT PRIMARY KEY, order_id INT);\nCREATE TABLE orders (id INT PRIMARY KEY);"
    files = {"src/schemas.ts": COMPUTED, "src/app.module.ts": MODULE_OF_COMPUTED, "schema.sql": dump}
    found = small(tmp_path, files)

    assert "shop_lines" in {table.name for table in found.facts.tables}
    assert "LineSchema.tableName" not in {each.text for each in found.facts.unresolved}
    assert found.of("Lines.all") == {"read shop_lines"}


MODULE_OF_COMPUTED = """
import { Module, Injectable } from '@nestjs/common';
import { TypeOrmModule, InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { LineSchema, OrderSchema } from './schemas';
@Injectable()
export class Lines {
  constructor(@InjectRepository(LineSchema) private lines: Repository<unknown>) {}
  all() { return this.lines.find(); }
}
@Module({ imports: [TypeOrmModule.forFeature([LineSchema, OrderSchema])], providers: [Lines] })
export class AppModule {}
"""
