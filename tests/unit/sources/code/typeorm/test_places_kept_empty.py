"""Names that begin with ``null`` or ``{}`` and are filled later: their declared type says what they are."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from small_monolith import small

ENTITIES = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('buoys') export class Buoy { @PrimaryGeneratedColumn() id: number; }
@Entity('piers') export class Pier { @PrimaryGeneratedColumn() id: number; }
"""


def _app(outer: str, members: str) -> str:
    return f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ InjectRepository }} from '@nestjs/typeorm';
import {{ DataSource, EntityManager, FindManyOptions, QueryRunner, Repository }} from 'typeorm';
import {{ Buoy, Pier }} from './entities';
{outer}
@Injectable() export class Harbour {{
  {members}
  constructor(
    private readonly source: DataSource,
    @InjectRepository(Buoy) private readonly buoys: Repository<Buoy>,
    @InjectRepository(Pier) private readonly piers: Repository<Pier>,
  ) {{}}
}}
@Module({{ providers: [Harbour] }}) export class AppModule {{}}
"""


def _read(folder: Path, outer: str, members: str) -> tuple[set[tuple[str, str, str]], list[str]]:
    found = small(folder, {"src/app.module.ts": _app(outer, members), "src/entities.ts": ENTITIES})
    return found.uses(), found.unresolved()


@pytest.mark.parametrize(
    ("outer", "members"),
    [
        ("let db: DataSource = null;", "async list() { return db.getRepository(Buoy).find(); }"),
        ("export let db: DataSource | null = null;", "async list() { return db.manager.find(Buoy); }"),
        ("export let db = {} as DataSource;", "async list() { return db.getRepository(Buoy).find(); }"),
        (
            "interface Link { readonly manager: EntityManager } export let link = {} as Link;",
            "async list() { return link.manager.find(Buoy); }",
        ),
        ("", "private held: EntityManager = null; async list() { return this.held.find(Buoy); }"),
        ("", "async list() { let store: Repository<Buoy> = null; return store.find(); }"),
        ("", "async list() { return (null as EntityManager).find(Buoy); }"),
    ],
)
def test_the_declared_type_says_what_is_there(outer: str, members: str, tmp_path: Path) -> None:
    assert _read(tmp_path, outer, members) == ({("Harbour.list", "read", "buoys")}, [])


def test_what_is_put_there_says_more_than_the_type(tmp_path: Path) -> None:
    members = """async list(kind: string) {
    let store: Repository<any> | null = null;
    if (kind === 'buoy') { store = this.buoys; } else { store = this.piers; }
    return store.find();
  }"""

    assert _read(tmp_path, "", members) == (
        {("Harbour.list", "read", "buoys"), ("Harbour.list", "read", "piers")},
        [],
    )


def test_empty_options_that_are_cast_are_filled_like_others(tmp_path: Path) -> None:
    members = """async list() {
    const options = {} as FindManyOptions<Buoy>;
    options.lock = { mode: 'pessimistic_write' };
    return this.buoys.find(options);
  }"""
    found = small(tmp_path, {"src/app.module.ts": _app("", members), "src/entities.ts": ENTITIES})

    assert [(each.table, each.lock) for each in found.facts.accesses] == [("buoys", True)]


def test_a_runner_that_begins_as_null_still_opens_its_transaction(tmp_path: Path) -> None:
    members = """async list() {
    let runner: QueryRunner = null;
    try {
      runner = this.source.createQueryRunner();
      await runner.startTransaction();
      await runner.manager.save(Buoy, {});
      await runner.commitTransaction();
    } catch (problem) { await runner.rollbackTransaction(); }
  }"""
    found = small(tmp_path, {"src/app.module.ts": _app("", members), "src/entities.ts": ENTITIES})

    assert found.transactions() == {"Harbour.list": ((), ("buoys",))}


def test_classes_that_fill_each_others_fields_are_read_once(tmp_path: Path) -> None:
    """In all the orders in which fields can be asked for, five take seconds and seven no end."""
    fields = "abcde"
    declared = "".join(f"{each}: number; " for each in fields)
    filled = "".join(f"this.{each} = from.{each}; " for each in fields)
    outer = "".join(
        f"export class {one} {{ {declared} set(from: {other}) {{ {filled} return this; }} }}\n"
        for one, other in (("Row", "Sheet"), ("Sheet", "Row"))
    )
    members = "async list(row: Row) { new Sheet().set(row); return this.piers.find(); }"
    began = time.process_time()
    uses, unresolved = _read(tmp_path, outer, members)
    assert (uses, unresolved) == ({("Harbour.list", "read", "piers")}, [])
    assert time.process_time() - began < 5
