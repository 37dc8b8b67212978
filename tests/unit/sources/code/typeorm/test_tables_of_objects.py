"""Objects that are made with the name of their table, and statements around a name that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

DB = """
import { DataSource } from 'typeorm';
let source: DataSource;
export const run = (sql: string, values: any[] = []) => source.query(sql, values);
"""
TABLE = """
import { run } from './db';
export class Table {
  constructor(private readonly name: string) {}
  static of(name: string) { return new Table(name); }
  find(id: number) { return run(`SELECT * FROM ${this.name} WHERE id = ?`, [id]); }
}
export const made = (name: string) => new Table(name);
export const plural = (name: string) => new Table(`${name}s`);
"""


def read(folder: Path, outer: str, body: str) -> Small:
    """Read a monolith whose one handler asks a table."""
    shops = f"""
import {{ Controller, Get, Module, Query }} from '@nestjs/common';
import {{ made, plural, Table }} from './table';
{outer}
@Controller('shops') export class Shops {{ @Get() list(@Query('t') given: string) {{ return {body}; }} }}
@Module({{ controllers: [Shops] }}) export class AppModule {{}}
"""
    return small(folder, {"src/app.module.ts": shops, "src/db.ts": DB, "src/table.ts": TABLE})


@pytest.mark.parametrize(
    ("outer", "body"),
    [
        ("", "new Table('shops').find(1)"),
        ("", "Table.of('shops').find(1)"),
        ("", "made('shops').find(1)"),
        ("", "plural('shop').find(1)"),
        ("const shops = Table.of('shops');", "shops.find(1)"),
        ("const shops = made('shops');", "shops.find(1)"),
    ],
)
def test_an_object_that_a_function_makes_knows_its_table(tmp_path: Path, outer: str, body: str) -> None:
    found = read(tmp_path, outer, body)
    assert {f"{each.mode} {each.table}" for each in found.facts.accesses} == {"read shops"}
    assert found.unresolved() == []


@pytest.mark.parametrize("made", ["new Table(process.env.SHOPS!)", "Table.of(given)", "made(given)"])
def test_a_table_that_nobody_knows_is_told_however_often_it_is_asked(tmp_path: Path, made: str) -> None:
    """The helper that runs the statement is handed values, too, so its caller is read for each of these."""
    found = read(tmp_path, "", f"[{made}.find(1), {made}.find(2)]")
    assert found.facts.accesses == ()
    assert found.unresolved() == ["sql: SELECT * FROM ${…} WHERE id = ?"]


@pytest.mark.parametrize(
    ("statement", "expected"), [("TRUNCATE shops", "write shops"), ("DESCRIBE shops", "read shops")]
)
def test_a_statement_of_two_words_is_no_name_with_an_alias(
    tmp_path: Path, statement: str, expected: str
) -> None:
    found = read(tmp_path, "import { run } from './db';", f"run('{statement}')")
    assert [(f"{each.mode} {each.table}", each.file) for each in found.facts.accesses] == [
        (expected, "src/app.module.ts")
    ]
