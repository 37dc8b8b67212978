"""Statements with parameters of a name, which a helper of the house binds: ``:id`` becomes ``?``."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

SQL = """
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
export function bind(text: string, values: Record<string, any> = {}): [string, any[]] {
  const args: any[] = [];
  const sql = text.replace(/:(\\w+)/g, (_, name) => {
    const value = values[name];
    if (Array.isArray(value)) { args.push(...value); return value.map(() => '?').join(', '); }
    args.push(value);
    return '?';
  });
  return [sql, args];
}
@Injectable() export class Sql { constructor(private readonly source: DataSource) {}
  async all(text: string, values?: Record<string, any>) {
    const [sql, args] = bind(text, values);
    return this.source.query(sql, args);
  }
  async one(text: string, values?: Record<string, any>) { return (await this.all(text, values))[0]; }
  dollars(text: string, values: any[]) { return this.source.query(text.replace(/\\$(\\d+)/g, '?'), values); }
}
"""
APP = """
import { Injectable, Module } from '@nestjs/common';
import { Sql } from './sql';
@Injectable() export class Boats { constructor(private readonly sql: Sql) {}
  one(id: number) { return this.sql.one('SELECT b.* FROM boats b JOIN owners o ON o.id = b.owner_id WHERE b.id = :id', { id }); }
  some(ids: number[]) { return this.sql.all(`SELECT * FROM boats WHERE id IN (:ids)`, { ids }); }
  sell(id: number, to: number) { return this.sql.all('UPDATE boats SET owner_id = :to WHERE id = :id', { id, to }); }
  drop(id: number) { return this.sql.dollars('DELETE FROM boats WHERE id = $1', [id]); }
  told(list: string[], at: number) { return this.sql.all(list[at], {}); }
}
@Module({ providers: [Boats, Sql] }) export class AppModule {}
"""


@pytest.fixture(name="house")
def _house(tmp_path: Path) -> Small:
    return small(tmp_path, {"src/sql.ts": SQL, "src/app.module.ts": APP})


def test_the_caller_reads_what_he_wrote(house: Small) -> None:
    """Not the one line that runs all statements, and not nobody."""
    assert house.uses() == {
        ("Boats.one", "read", "boats"),
        ("Boats.one", "read", "owners"),
        ("Boats.some", "read", "boats"),
        ("Boats.sell", "write", "boats"),
        ("Boats.drop", "write", "boats"),
    }


def test_a_statement_that_nobody_knows_is_told_where_it_is_handed_in(house: Small) -> None:
    """The helper's other callers are no answer for this one."""
    assert [(each.kind, each.file, each.line) for each in house.facts.unresolved] == [
        ("sql", "src/app.module.ts", 9)
    ]
