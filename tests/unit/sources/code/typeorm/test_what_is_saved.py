"""What ``manager.save(x)`` writes, where the entity is known of how ``x`` was made or of the call's type argument."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

ENTITIES = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('crates') export class Crate { @PrimaryGeneratedColumn() id: number; }
"""

DTO = """
import { Crate } from './entities';
export class CrateDto {
  size: number;
  toEntity(): Crate { const made = new Crate(); return made; }
  declared(): Crate { return JSON.parse('{}'); }
  guessed() { return new Crate(); }
  static of(size: number): Crate { return JSON.parse('{}'); }
}
"""


def _service(statements: str) -> str:
    return (
        "import { Injectable, Module } from '@nestjs/common';\n"
        "import { EntityManager } from 'typeorm';\n"
        "import { plainToInstance, plainToClass, plainToClassFromExist, instanceToInstance } from 'class-transformer';\n"
        "import * as transformer from 'class-transformer';\n"
        "import { Crate } from './entities';\n"
        "import { CrateDto } from './dto';\n"
        "@Injectable() export class Depot {\n"
        "  constructor(private readonly manager: EntityManager) {}\n"
        "  async store(dto: CrateDto, dtos: CrateDto[], rest: any) {\n"
        f"    {statements}\n"
        "  }\n"
        "}\n"
        "@Module({ providers: [Depot] }) export class AppModule {}\n"
    )


@pytest.mark.parametrize(
    "statements",
    [
        "await this.manager.save(plainToInstance(Crate, dto));",
        "await this.manager.save(plainToClass(Crate, rest));",
        "const many = plainToInstance(Crate, dtos.map((each) => ({ ...each }))); await this.manager.save(many);",
        "await this.manager.save(transformer.plainToInstance(Crate, rest));",
        "await this.manager.save(plainToClassFromExist(new Crate(), rest));",
        "await this.manager.save(instanceToInstance(new Crate()));",
        "const made = plainToInstance(Crate, rest); await this.manager.transaction(async (em) => em.save(made));",
        "await this.manager.save<Crate>(rest);",
        "await this.manager.save<Crate>(rest.list);",
        "await this.manager.save(dto.toEntity());",
        "await this.manager.save(dto.declared());",
        "await this.manager.save(dto.guessed());",
        "await this.manager.save(dtos.map((each) => each.toEntity()));",
        "const many = rest.map((each) => this.manager.create(Crate, each)); await this.manager.save(many);",
        "await this.manager.save(rest.ids.flatMap((id) => [this.manager.create(Crate, { id })]));",
        "await this.manager.save(CrateDto.of(3));",
        "const list: Crate[] = []; for (const each of dtos) { list.push(each.toEntity()); } await this.manager.save(list);",
        "const list = []; for (const each of dtos) { list.push(each.toEntity()); } await this.manager.save(list);",
        "await this.manager.save(Object.assign(new Crate(), rest));",
    ],
)
def test_what_is_saved(statements: str, tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {"src/app.module.ts": _service(statements), "src/entities.ts": ENTITIES, "src/dto.ts": DTO},
    )

    assert found.uses() == {("Depot.store", "write", "crates")}
    assert found.unresolved() == []


ORDERS = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  DeleteDateColumn, Entity, JoinTable, ManyToMany, ManyToOne, OneToMany, PrimaryGeneratedColumn, Repository,
} from 'typeorm';
@Entity('tags') export class Tag { @PrimaryGeneratedColumn() id: number; }
@Entity('lines') export class Line {
  @PrimaryGeneratedColumn() id: number; @DeleteDateColumn() gone: Date;
  @ManyToOne(() => Order, (order) => order.lines) order: Order;
}
@Entity('notes') export class Note {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Order, (order) => order.notes) order: Order;
}
@Entity('orders') export class Order {
  @PrimaryGeneratedColumn() id: number; @DeleteDateColumn() gone: Date;
  @OneToMany(() => Line, (line) => line.order, { cascade: true }) lines: Line[];
  @OneToMany(() => Note, (note) => note.order, { cascade: ['insert', 'remove'] }) notes: Note[];
  @ManyToMany(() => Tag) @JoinTable({ name: 'order_tags' }) tags: Tag[];
}
@Injectable() export class Orders {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}
  async run(order: Order) { await this.orders.METHOD(order); }
}
@Module({ providers: [Orders] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("save", {("orders", "insert"), ("lines", "insert"), ("notes", "insert")}),
        # TypeORM 0.3 follows no cascade on removal, whatever the option says, but it empties every joining table.
        ("remove", {("orders", "delete"), ("order_tags", "delete")}),
        ("softRemove", {("orders", "update"), ("lines", "update")}),
        ("recover", {("orders", "update"), ("lines", "update")}),
    ],
)
def test_each_method_follows_the_cascades_of_its_own(
    tmp_path: Path, method: str, expected: set[tuple[str, str]]
) -> None:
    """``cascade: true`` means all of them; what is removed softly is an update of what hangs on it."""
    found = small(tmp_path, {"src/app.module.ts": ORDERS.replace("METHOD", method)})

    assert {(each.table, each.operation) for each in found.facts.accesses} == expected


SHELVES = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Entity, JoinTable, ManyToMany, ManyToOne, OneToMany, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('tags') export class Tag { @PrimaryGeneratedColumn() id: number; }
@Entity('books') export class Book {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Shelf, (shelf) => shelf.books) shelf: Shelf;
  @ManyToMany(() => Tag) @JoinTable({ name: 'book_tags' }) tags: Tag[];
}
@Entity('shelves') export class Shelf {
  @PrimaryGeneratedColumn() id: number;
  @OneToMany(() => Book, (book) => book.shelf, { cascade: true }) books: Book[];
  @ManyToMany(() => Tag) @JoinTable({ name: 'shelf_tags' }) tags: Tag[];
}
@Injectable() export class Shelves {
  constructor(
    @InjectRepository(Shelf) private readonly shelves: Repository<Shelf>,
    @InjectRepository(Book) private readonly books: Repository<Book>,
  ) {}
  async run(shelf: Shelf, tags: Tag[], dto: any) { STATEMENTS }
}
@Module({ providers: [Shelves] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("statements", "joining"),
    [
        ("const made = this.shelves.create({ tags }); await this.shelves.save(made);", {"shelf_tags"}),
        ("await this.shelves.save(this.shelves.create({ ...dto, tags }));", {"shelf_tags"}),
        ("await this.shelves.save(this.shelves.create([{ tags }]));", {"shelf_tags"}),
        ("this.shelves.merge(shelf, { tags }); await this.shelves.save(shelf);", {"shelf_tags"}),
        ("Object.assign(shelf, dto, { tags }); await this.shelves.save(shelf);", {"shelf_tags"}),
        ("await this.shelves.save(await this.shelves.preload({ id: 1, tags }));", {"shelf_tags"}),
        ("shelf.tags.push(...tags); await this.shelves.save(shelf);", {"shelf_tags"}),
        ("await this.shelves.save({ ...shelf, tags });", {"shelf_tags"}),
        ("await this.shelves.save({ books: [{ tags }] });", {"book_tags"}),
        ("await this.shelves.save({ books: [this.books.create({ tags })] });", {"book_tags"}),
        # The shelf has tags of its own: what is assigned is not taken for those of its books.
        ("shelf.tags = tags; await this.shelves.save(shelf);", {"shelf_tags"}),
        ("const made = this.shelves.create({ books: [] }); await this.shelves.save(made);", set()),
        ("dto.tags.push(tags[0]); await this.books.update(1, { id: 1 });", set()),
    ],
)
def test_a_joining_table_is_written_however_the_relation_is_set(
    tmp_path: Path, statements: str, joining: set[str]
) -> None:
    found = small(tmp_path, {"src/app.module.ts": SHELVES.replace("STATEMENTS", statements)})

    assert {each.table for each in found.facts.accesses} & {"shelf_tags", "book_tags"} == joining


CHILDREN = SHELVES.replace(
    "(book) => book.shelf, { cascade: true }) books: Book[];",
    "(book) => book.shelf) books: Book[];\n  @OneToMany(() => Label, (label) => label.shelf, { cascade: true }) labels: Label[];",
).replace(
    "@Entity('shelves')",
    """@Entity('labels') export class Label {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Shelf, (shelf) => shelf.labels, { orphanedRowAction: 'ORPHANS' }) shelf: Shelf;
}
@Entity('shelves')""",
)


@pytest.mark.parametrize(
    ("statements", "orphans", "expected"),
    [
        ("await this.shelves.save(dto);", "nullify", {("labels", "insert")}),
        ("await this.shelves.save(dto);", "delete", {("labels", "insert"), ("labels", "delete")}),
        ("await this.shelves.save(dto);", "soft-delete", {("labels", "insert"), ("labels", "update")}),
        ("await this.shelves.save({ id: 1, books: dto.books });", "disable", {("labels", "insert"), ("books", "update")}),
        ("const made = this.shelves.create({ books: [] }); await this.shelves.save(made);", "nullify", {("labels", "insert"), ("books", "update")}),
        ("dto.books = []; await this.shelves.save(shelf);", "nullify", {("labels", "insert")}),
        ("await this.shelves.remove(shelf);", "delete", {("shelf_tags", "delete")}),
    ],
)  # fmt: skip
def test_a_saved_list_of_children_writes_their_rows(
    tmp_path: Path, statements: str, orphans: str, expected: set[tuple[str, str]]
) -> None:
    """They hold the key: TypeORM sets it without a cascade too, and removes rows that are no longer listed where told to."""
    source = CHILDREN.replace("STATEMENTS", statements).replace("ORPHANS", orphans)
    found = small(tmp_path, {"src/app.module.ts": source})

    written = {(each.table, each.operation) for each in found.facts.accesses if each.mode == "write"}
    assert {each for each in written if each[0] != "shelves"} == expected
