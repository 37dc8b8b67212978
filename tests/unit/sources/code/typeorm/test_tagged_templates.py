"""SQL that a tag of the project's own makes of a template, and statements with a comment before them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

APP = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
const TABLE = 'boats';
export function sql(parts: TemplateStringsArray, ...values: unknown[]) { TAG }
@Injectable() export class Runner {
  constructor(private readonly source: DataSource) {}
  all(statement: { text: string; values: unknown[] }) { return this.source.query(statement.text, statement.values); }
}
@Injectable() export class Boats {
  constructor(private readonly db: Runner) {}
  one(id: number, names: string[]) { return CALL; }
}
@Module({ providers: [Runner], exports: [Runner] }) export class RunnerModule {}
@Module({ imports: [RunnerModule], providers: [Boats] }) export class BoatsModule {}
@Module({ imports: [BoatsModule] }) export class AppModule {}
"""
JOINED = "return { text: parts.join('?'), values };"
REDUCED = "return { text: parts.reduce((text, part, at) => text + part + (at < values.length ? '?' : ''), ''), values };"

LOOPED = """let text = parts[0]; const bound: any[] = [];
  values.forEach((value: any, at) => {
    if (value && typeof value === 'object' && 'text' in value) { text += value.text; bound.push(...value.values); }
    else { text += '?'; bound.push(value); }
    text += parts[at + 1];
  });
  return { text, values: bound };"""


@pytest.mark.parametrize("tag", [JOINED, REDUCED, LOOPED])
@pytest.mark.parametrize(
    "call",
    [
        "this.db.all(sql`SELECT * FROM boats WHERE id = ${id}`)",
        "this.db.all(sql`SELECT * FROM boats WHERE id = ${id} AND name IN (${names}) LIMIT ${1}`)",
        "this.db.all(sql`SELECT * FROM boats`)",
        "this.db.all({ text: `-- the boats\\nSELECT * FROM boats`, values: [] })",
        "this.db.all({ text: `/* who asks */ SELECT * FROM ${TABLE}`, values: [] })",
    ],
)
def test_the_statement_is_whole_wherever_values_stand(tmp_path: Path, tag: str, call: str) -> None:
    """Whoever wrote the template is charged, in his own module, and a value at the end is a placeholder as well."""
    found = small(tmp_path, {"src/app.module.ts": APP.replace("TAG", tag).replace("CALL", call)})

    assert [(each.module, each.function, each.mode, each.table) for each in found.facts.accesses] == [
        ("boats", "Boats.one", "read", "boats")
    ]
    assert found.unresolved() == []


@pytest.mark.parametrize(
    ("package", "member", "type_"),
    [("sql-template-tag", "sql", "Sql"), ("sql-template-strings", "text", "SQLStatement")],
)
def test_a_packages_statement_is_known_to_whoever_runs_it(
    tmp_path: Path, package: str, member: str, type_: str
) -> None:
    module = f"""
import {{ Module, Injectable }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
import sql, {{ {type_}, join }} from '{package}';
@Injectable() export class Boats {{
  constructor(private readonly source: DataSource) {{}}
  private ask(query: {type_}) {{ return this.source.query(query.{member}, query.values); }}
  some(names: string[], more: boolean) {{
    const rest = more ? sql`AND EXISTS (SELECT 1 FROM crews)` : sql``;
    return this.ask(sql`SELECT * FROM boats WHERE name IN (${{join(names)}}) ${{rest}}`);
  }}
}}
@Module({{ providers: [Boats] }}) export class AppModule {{}}
"""
    found = small(tmp_path, {"src/app.module.ts": module})
    assert found.of("Boats.some") == {"read boats", "read crews"}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("this.db.all(sql`SELECT * FROM boats WHERE id = ${id} ${id ? sql`AND EXISTS (SELECT 1 FROM crews WHERE x = ${id})` : raw('')}`)",
         {"read boats", "read crews"}),
        ("this.db.all(sql`UPDATE ${raw('boats')} SET x = ${id} WHERE id IN (${sql`SELECT id FROM crews WHERE x = ${id}`}) LIMIT 5`)",
         {"write boats", "read crews"}),
        ("this.db.all(sql`SELECT * FROM boats WHERE a = ${id} AND b = ${id} ORDER BY ${raw('a')}`)", {"read boats"}),
    ],
)  # fmt: skip
def test_a_statement_in_a_statement_of_a_tag_that_loops(
    tmp_path: Path, call: str, expected: set[str]
) -> None:
    """Found in an exam: what follows which value is said by the template, and the loop made one text of every pair."""
    app = APP.replace("TAG", LOOPED).replace("CALL", call)
    app = app.replace(
        "@Injectable() export class Runner",
        "const raw = (text: string) => ({ text, values: [] });\n@Injectable() export class Runner",
    )
    found = small(tmp_path, {"src/app.module.ts": app})
    assert found.of("Boats.one") == expected
    assert found.unresolved() == []
