"""Repositories, entities and SQL that a map holds: whoever asks the map may get any of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

ENTITIES = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('drums') export class Drum { @PrimaryGeneratedColumn() id: number; }
@Entity('flutes') export class Flute { @PrimaryGeneratedColumn() id: number; }
"""
BOTH = {("Store.list", "read", "drums"), ("Store.list", "read", "flutes")}


def _app(outer: str, members: str, constructor: str = "") -> str:
    return f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ InjectRepository }} from '@nestjs/typeorm';
import {{ DataSource, Repository }} from 'typeorm';
import {{ Drum, Flute }} from './entities';
{outer}
@Injectable() export class Store {{
  constructor(
    private readonly source: DataSource,
    @InjectRepository(Drum) private readonly drums: Repository<Drum>,
    @InjectRepository(Flute) private readonly flutes: Repository<Flute>,
  ) {{ {constructor} }}
  {members}
}}
@Module({{ providers: [Store] }}) export class AppModule {{}}
"""


@pytest.mark.parametrize(
    ("outer", "members", "constructor"),
    [
        (
            "",
            "private held = new Map<string, Repository<any>>([['d', this.drums], ['f', this.flutes]]);"
            "list(kind: string) { return this.held.get(kind).find(); }",
            "",
        ),
        (
            "",
            "private readonly held = new Map<string, Repository<any>>();"
            "async list(kind: string) { const one = this.held.get(kind); return one.find(); }",
            "this.held.set('d', this.drums); this.held.set('f', this.flutes);",
        ),
        (
            "",
            "private readonly held: Map<string, Repository<any>>;"
            "async list() { for (const [name, one] of this.held) { await one.find(); } }",
            "this.held = new Map<string, Repository<any>>().set('d', this.drums).set('f', this.flutes);",
        ),
        (
            "const KINDS = new Map<string, any>([['d', Drum], ['f', Flute]]);",
            "list(kind: string) { return this.source.getRepository(KINDS.get(kind)).find(); }",
            "",
        ),
        (
            "",
            "async list() { const held = new Map<string, any>(); held.set('d', Drum); held.set('f', Flute);"
            " for (const one of held.values()) { await this.source.getRepository(one).find(); } }",
            "",
        ),
        (
            "",
            "async list() { const held = { d: this.drums, f: this.flutes };"
            " for (const [name, one] of Object.entries(held)) { await one.find(); } }",
            "",
        ),
        (
            "",
            "async list() { const held = new Map(Object.entries({ d: this.drums, f: this.flutes }));"
            " held.forEach(async (one, name) => { await one.find(); }); }",
            "",
        ),
        (
            "",
            "async list() { for (const one of new Set([Drum, Flute])) { await this.source.getRepository(one).find(); } }",
            "",
        ),
        (
            "const COLUMNS = { drums: 'id', flutes: 'id' };",
            "async list() { for (const [table, column] of Object.entries(COLUMNS)) {"
            " await this.source.query(`SELECT ${column} FROM ${table}`); } }",
            "",
        ),
    ],
)
def test_what_a_map_gives_is_any_of_what_it_holds(
    outer: str, members: str, constructor: str, tmp_path: Path
) -> None:
    found = small(
        tmp_path, {"src/app.module.ts": _app(outer, members, constructor), "src/entities.ts": ENTITIES}
    )

    assert found.uses() == BOTH
    assert found.unresolved() == []


def test_a_map_that_others_fill_is_not_guessed_and_not_passed_over(tmp_path: Path) -> None:
    members = """private readonly repositories = new Map<string, Repository<any>>();
  onModuleInit() { this.repositories.set('d', this.drums); }
  list(kind: string) { return this.repositories.get(kind).find(); }"""
    found = small(tmp_path, {"src/app.module.ts": _app("", members), "src/entities.ts": ENTITIES})

    assert found.uses() == set()
    assert found.unresolved() == ["entity: this.repositories.get(kind).find()"]


def test_a_map_that_others_fill_gives_what_its_type_says(tmp_path: Path) -> None:
    members = """private readonly any = new Map<string, Repository<any>>();
  private readonly some: Map<string, Repository<Drum>> = new Map();
  private readonly more = new Map<string, Repository<Flute>>();
  onModuleInit() { this.any.set('d', this.drums); this.some.set('d', this.drums); this.more.set('f', this.flutes); }
  open(kind: string) { return this.any.get(kind).find(); }
  list(kind: string) { return this.some.get(kind).find(); }
  async all() { for (const [kind, each] of this.more) { await each.find(); } }"""
    found = small(tmp_path, {"src/app.module.ts": _app("", members), "src/entities.ts": ENTITIES})

    assert found.uses() == {("Store.list", "read", "drums"), ("Store.all", "read", "flutes")}
    assert found.unresolved() == ["entity: this.any.get(kind).find()"]


def test_a_field_that_is_chosen_when_it_runs_is_any_of_those_of_such_a_name(tmp_path: Path) -> None:
    members = """
  list(kind: string) { return this[kind].find(); }
  some(kind: 'dr' | 'fl') { return this[`${kind}ums`].find(); }
  each() { return Promise.all(['flutes'].concat(['flutes']).map((kind) => this[kind].find())); }
  none(kind: string) { return this[`${kind}-of-nobody`].findOneBy({ id: 1 }); }"""
    found = small(tmp_path, {"src/app.module.ts": _app("", members), "src/entities.ts": ENTITIES})

    assert found.uses() == {*BOTH, ("Store.some", "read", "drums"), ("Store.each", "read", "flutes")}
    assert found.unresolved() == ["receiver: this[`${kind}-of-nobody`].findOneBy({…})"]


def test_a_cache_is_no_table(tmp_path: Path) -> None:
    members = """private readonly seen = new Map<number, Drum>();
  list(id: number) { this.seen.delete(id); this.seen.clear(); return this.seen.get(id); }
  keep(drum: Drum) { this.seen.set(drum.id, drum); }"""
    found = small(tmp_path, {"src/app.module.ts": _app("", members), "src/entities.ts": ENTITIES})

    assert found.uses() == set()
    assert found.unresolved() == []
