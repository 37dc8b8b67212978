"""Whose row it is that is saved, after it went through an array, a dictionary, a map, a generator or a package's function."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_monolith import Small, small

ENTITIES = """
import { BaseEntity, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('crates') export class Crate extends BaseEntity { @PrimaryGeneratedColumn() id: number; size: number; }
@Entity('tags') export class Tag extends BaseEntity { @PrimaryGeneratedColumn() id: number; }
"""

ONE_ROW = {
    "map": "const byId = new Map(rows.map((r) => [r.id, r])); await byId.get(1).save();",
    "map of a block": "const m = new Map(rows.map((r) => { return [r.id, r] as const; })); await m.get(1)!.save();",
    "typed map": "await typed.get(1).save();",
    "typed field": "await this.cache.get(1).save();",
    "weak map": "const m = new WeakMap(); m.set(dto, rows[0]); await m.get(dto).save();",
    "dictionary of entries": "const d = Object.fromEntries(rows.map((r) => [r.id, r])); await d[ids[0]].save();",
    "entries of a map": "const m = new Map([['a', rows[0]]]); await Object.fromEntries(m).a.save();",
    "entries and back": "const d = Object.fromEntries(Object.entries({ a: rows[0] }).map(([k, v]) => [k, v])); await d.a.save();",
    "filled dictionary": "const d = {}; for (const r of rows) { d[r.id] = r; } await d[1].save();",
    "filled by a callback": "const d = {}; rows.forEach((r) => (d[r.id] = r)); await d[ids[0]].save();",
    "record type": "const d: Record<string, Crate> = JSON.parse('{}'); await d.abc.save();",
    "empty record": "const d: Record<string, Crate> = {}; this.fill(d); await d[ids[0]].save();",
    "index signature": "const d: { [id: number]: Crate } = {}; this.fill(d); await d[ids[0]].save();",
    "reduced": "const d = rows.reduce((all, r) => { all[r.id] = r; return all; }, {}); await d[1].save();",
    "reduced by copies": "const d = rows.reduce((all, r) => ({ ...all, [r.id]: r }), {}); await d[ids[0]].save();",
    "reduced from the right": "await rows.reduceRight((a, b) => a ?? b).save();",
    "reduced and cast": "const d = dto.reduce((all, r) => all, {} as Record<number, Crate>); await d[3].save();",
    "settled": "const all = await Promise.allSettled(ids.map(() => this.one())); await all[0].value.save();",
    "empty list of a type": "const list: Crate[] = []; this.fill(list); await list[0].save();",
    "with": "await rows.with(0, rows[1])[0].save();",
    "sorted copy": "await rows.toSorted((a, b) => a.id - b.id)[0].save();",
    "flat": "await [rows, rows].flat()[0].save();",
    "flat map": "await ids.flatMap(() => rows)[0].save();",
    "array of": "await Array.of(rows[0])[0].save();",
    "list by index": "const list = []; for (let i = 0; i < 3; i++) { list[i] = rows[i]; } await list[0].save();",
    "angle brackets": "await (<Crate>dto).save();",
    "default of a parameter": "const save = (row = rows[0]) => row.save(); await save();",
    "cast of a parameter": "await (dto as Crate).save();",
    "lodash find": "await _.find(rows, { id: 1 }).save();",
    "lodash index": "await _.keyBy(rows, 'id')[ids[0]].save();",
    "lodash chain": "await _.chain(rows).sortBy('id').first().value().save();",
    "lodash wrapped": "await _(rows).filter('size').head().save();",
    "lodash function": "await last(rows).save();",
    "lodash file": "await cloneDeep(rows[0]).save();",
    "lodash values": "await Object.values(_.mapValues(_.groupBy(rows, 'size'), (some) => some[0]))[0].save();",
}

MANY_ROWS = {
    "grouped": "const d = rows.reduce((all, r) => { (all[r.size] ||= []).push(r); return all; }, {}); const list = d[1];",
    "grouped in a loop": (
        "const d: Record<number, Crate[]> = {};"
        " for (const r of rows) { if (!d[r.size]) d[r.size] = []; d[r.size].push(r); } const list = d[ids[0]];"
    ),
    "object.groupBy": "const list = Object.groupBy(rows, (r) => r.size)['x'];",
    "map.groupBy": "const list = Map.groupBy(rows, (r) => r.size).get(1);",
    "lodash groupBy": "const list = groupBy(rows, 'size').x;",
    "lodash partition": "const [list] = partition(rows, (r) => r.size > 3);",
    "lodash chunk": "const list = chunk(rows, 10)[0];",
    "lodash sortBy": "const list = _.sortBy(rows, 'id');",
    "rest": "const [head, ...list] = rows;",
    "spread map": "const list = [...new Map(rows.map((r) => [r.id, r]))].map(([, r]) => r);",
    "array from a map": "const list = Array.from(new Map(rows.map((r) => [r.id, r])), ([, r]) => r);",
    "array from": "const list = Array.from({ length: 3 }, () => Crate.create());",
    "new array": "const list = new Array(3).fill(null).map(() => new Crate());",
    "set": "const list = new Set(); rows.forEach((r) => list.add(r));",
    "typed set": "const list = new Set<Crate>(); this.fill(list);",
    "values": "const list = rows.values();",
    "generator": "const list = this.stream();",
    "delegating generator": "const list = this.streams();",
    "typed generator": "const list = this.typedStream();",
    "either of two": "const list = dto.x ? rows : [Crate.create()];",
}


def _service(statements: dict[str, str]) -> str:
    methods = "\n".join(
        f"  async {name}(rows: Crate[], typed: Map<number, Crate>, ids: number[], dto: any) {{ {text} }}"
        for name, text in statements.items()
    )
    return f"""
import {{ Injectable, Module }} from '@nestjs/common';
import * as _ from 'lodash';
import {{ chunk, groupBy, last, partition }} from 'lodash';
import cloneDeep from 'lodash/cloneDeep';
import {{ Crate, Tag }} from './entities';
@Injectable() export class Depot {{
  private readonly cache: Map<number, Crate> = new Map();
  fill(into: unknown) {{ return JSON.parse(String(into)); }}
  one(): Promise<Crate> {{ return JSON.parse(''); }}
  async *stream() {{ const rows = [new Crate()]; for (const r of rows) yield r; }}
  *streams() {{ yield* [new Crate()]; }}
  async *typedStream(): AsyncGenerator<Crate> {{ yield JSON.parse(''); }}
{methods}
}}
@Module({{ providers: [Depot] }}) export class AppModule {{}}
"""


def _method(name: str) -> str:
    return "m_" + "".join(each if each.isalnum() else "_" for each in name)


SAVES = {
    **ONE_ROW,
    **{
        name: f"{text} for await (const row of list) {{ await row.save(); }}"
        for name, text in MANY_ROWS.items()
    },
}
UNKNOWN_ROWS = {
    "of_nothing_known": "const row = JSON.parse('{}'); await row.save();",
    "of_a_parameter": "await dto.row.save();",
}


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    statements = {_method(name): text for name, text in SAVES.items()} | UNKNOWN_ROWS
    folder = tmp_path_factory.mktemp("depot")
    yield small(folder, {"src/entities.ts": ENTITIES, "src/app.module.ts": _service(statements)})


@pytest.mark.parametrize("name", SAVES)
def test_a_row_keeps_its_entity_in_whatever_holds_it(depot: Small, name: str) -> None:
    assert depot.of(f"Depot.{_method(name)}") == {"write crates"}


def test_a_row_of_which_nothing_is_known_is_told_where_it_saves_itself(depot: Small) -> None:
    assert depot.unresolved() == ["receiver: row.save()", "receiver: dto.row.save()"]


def test_what_saves_itself_is_no_row_where_no_entity_does(tmp_path: Path) -> None:
    entities = ENTITIES.replace(" extends BaseEntity", "")
    found = small(tmp_path, {"src/entities.ts": entities, "src/app.module.ts": _service(UNKNOWN_ROWS)})
    assert found.unresolved() == []
