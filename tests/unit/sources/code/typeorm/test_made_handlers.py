"""Handlers that nestjsx/crud makes for a controller: what they do to the tables through its service."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SOURCE = """
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn, Repository } from 'typeorm';
import { Crud, CrudController, CrudRequest, Override, ParsedRequest } from '@nestjsx/crud';
import { TypeOrmCrudService } from '@nestjsx/crud-typeorm';
@Entity('authors') export class Author { @PrimaryGeneratedColumn() id: number; @OneToMany(() => Book, (b) => b.author) books: Book[]; }
@Entity('books') export class Book { @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Author, (a) => a.books) author: Author; }
@Injectable() export class AuthorsService extends TypeOrmCrudService<Author> {
  constructor(@InjectRepository(Author) repo: Repository<Author>, @InjectRepository(Book) private readonly books: Repository<Book>) { super(repo); }
  async deleteOne(req: CrudRequest) { await this.books.delete({}); return super.deleteOne(req); }
}
@Injectable() export class BooksService extends TypeOrmCrudService<Book> {
  constructor(@InjectRepository(Book) repo: Repository<Book>) { super(repo); }
}
@Crud({ model: { type: Author }, routes: { exclude: ['createManyBase', 'replaceOneBase', 'updateOneBase'] } })
@Controller('authors') export class AuthorsController implements CrudController<Author> {
  constructor(public service: AuthorsService) {}
  get base(): CrudController<Author> { return this; }
  @Override() getMany(@ParsedRequest() req: CrudRequest) { return this.base.getManyBase(req); }
}
@Crud({ model: { type: Book }, routes: { only: ['getOneBase'] }, query: { join: { author: { eager: true } } } })
@Controller('books') export class BooksController { constructor(public service: BooksService) {} }
@Module({
  imports: [TypeOrmModule.forFeature([Author, Book])],
  controllers: [AuthorsController, BooksController], providers: [AuthorsService, BooksService],
}) export class AppModule {}
"""


def test_handlers_of_crud_use_their_service(tmp_path: Path) -> None:
    """What the service overrides is followed; a relation that a client may ask for is read; nothing else is touched."""
    found = small(tmp_path, {"src/app.module.ts": SOURCE})

    assert found.uses() == {
        ("AuthorsController.getMany", "read", "authors"),
        ("AuthorsController.getOneBase", "read", "authors"),
        ("AuthorsController.createOneBase", "write", "authors"),
        ("AuthorsService.deleteOne", "write", "books"),
        ("AuthorsService.deleteOne", "read", "authors"),
        ("AuthorsService.deleteOne", "write", "authors"),
        ("BooksController.getOneBase", "read", "books"),
        ("BooksController.getOneBase", "read", "authors"),
    }
    assert found.unresolved() == []
    quiet = {route.handler for route in found.facts.routes if route.quiet}
    assert quiet == {
        "AuthorsController.getMany",
        "AuthorsController.getOneBase",
        "BooksController.getOneBase",
    }
