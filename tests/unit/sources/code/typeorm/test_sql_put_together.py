"""SQL that is put together in the ways of JavaScript: cut, replaced, reduced, formatted, bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

HEAD = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import * as mysql from 'mysql2';
import { format, escapeId } from 'mysql2/promise';
import * as util from 'util';
import { format as sprintf, promisify } from 'util';
const sql = (strings: TemplateStringsArray, ...values: any[]) =>
  strings.reduce((text, piece, index) => text + piece + (values[index] ?? ''), '');
"""


def built(folder: Path, body: str) -> Small:
    """Read one method whose body is given; ``input`` is what nobody knows."""
    text = (
        HEAD
        + "@Injectable() export class Store {\n"
        + "  constructor(private readonly ds: DataSource, private readonly em: EntityManager) {}\n"
        + f"  run(input: any) {{ {body} }}\n"
        + "}\n@Module({ providers: [Store] }) export class AppModule {}\n"
    )
    return small(folder, {"src/app.module.ts": text})


@pytest.mark.parametrize(
    ("body", "uses"),
    [
        (
            "let q = 'UPDATE parts SET '; if (input.a) { q += 'a = ?, '; } if (input.b) { q += 'b = ?, '; }"
            " q = q.slice(0, -2); q += ' WHERE id = ?'; return this.ds.query(q);",
            {"write parts"},
        ),
        (
            "let q = 'SELECT * FROM parts WHERE '; for (const k of input) q += `${k} = ? AND `;"
            " return this.ds.query(q.substring(0, q.length - 5));",
            {"read parts"},
        ),
        ("return this.ds.query('SELECT *\\n FROM parts'.replace(/\\s+/g, ' '));", {"read parts"}),
        ("return this.ds.query('DELETE FROM parts WHERE :w'.replace(':w', input.w));", {"write parts"}),
        ("const p = ['FROM parts']; p.unshift('SELECT *'); return this.ds.query(p.join(' '));", {"read parts"}),
        ("return this.ds.query(sql`SELECT * FROM parts WHERE id = ${1} AND b = ${input}`);", {"read parts"}),
        ("return this.ds.query(mysql.format('SELECT * FROM ?? WHERE id = ?', ['parts', 1]));", {"read parts"}),
        ("return this.ds.query(format('DELETE FROM parts WHERE id = ?', [1]));", {"write parts"}),
        ("return this.ds.query(`SELECT * FROM ${escapeId('parts')}`);", {"read parts"}),
        ("return this.ds.query('SELECT ?? FROM ??', ['id', 'shop.parts']);", {"read parts"}),
        ("return this.ds.query('SELECT ?? FROM ?? p', [['id', 'b'], 'parts']);", {"read parts"}),
        ("return this.ds.query(sprintf('SELECT * FROM %s WHERE id = %d', 'parts', 3));", {"read parts"}),
        ("return this.ds.query(util.format('SELECT * FROM parts WHERE id = %s', input));", {"read parts"}),
        ("const run = this.ds.query.bind(this.ds); return run('SELECT * FROM parts');", {"read parts"}),
        ("const run = promisify(this.em.query).bind(this.em); return run('SELECT * FROM parts');", {"read parts"}),
        ("return this.ds.query('DELETE FROM parts, bins USING parts JOIN bins JOIN lots');",
         {"write parts", "write bins", "read lots"}),
    ],
)  # fmt: skip
def test_sql_is_put_together(tmp_path: Path, body: str, uses: set[str]) -> None:
    found = built(tmp_path, body)

    assert found.of("Store.run") == uses
    assert found.unresolved() == []


def test_a_name_that_a_placeholder_stands_for_and_nobody_knows_is_unresolved(tmp_path: Path) -> None:
    found = built(tmp_path, "return this.ds.query('SELECT * FROM ?? JOIN bins', [input.table]);")

    assert found.of("Store.run") == {"read bins"}
    assert found.unresolved() == ["sql: SELECT * FROM ${…} JOIN bins"]


LISTED = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rest } from 'elsewhere';
const JOINS = { team: 'JOIN teams t ON t.id = g.team', hall: 'JOIN halls h ON h.id = g.hall' };
@Injectable() export class Games {
  constructor(private readonly source: DataSource) {}
  of(keys: ('team' | 'hall')[]) { BODY }
}
@Module({ providers: [Games] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    "body",
    [
        "return this.source.query(['SELECT * FROM games g', ...keys.map((key) => JOINS[key])].join(' '));",
        "const joins = keys.map((key) => JOINS[key]).join(' '); return this.source.query(`SELECT * FROM games g ${joins}`);",
    ],
)
def test_pieces_that_a_list_of_a_caller_chooses_are_any_of_them(tmp_path: Path, body: str) -> None:
    found = small(tmp_path, {"src/app.module.ts": LISTED.replace("BODY", body)})

    assert found.of("Games.of") == {"read games", "read halls", "read teams"}
    assert found.unresolved() == []


def test_pieces_of_a_list_that_nobody_knows_are_told(tmp_path: Path) -> None:
    body = "return this.source.query(['SELECT * FROM games g', ...rest(keys)].join(' '));"
    found = small(tmp_path, {"src/app.module.ts": LISTED.replace("BODY", body)})

    assert found.of("Games.of") == {"read games"}
    assert found.unresolved() == ["sql: SELECT * FROM games g ${…}"]


def test_a_list_of_placeholders_is_no_piece_of_a_statement(tmp_path: Path) -> None:
    body = "return this.source.query(`SELECT * FROM games WHERE id IN (${keys.map((_, at) => `@${at}`).join(', ')})`, keys);"
    found = small(tmp_path, {"src/app.module.ts": LISTED.replace("BODY", body)})

    assert found.of("Games.of") == {"read games"}
    assert found.unresolved() == []


def test_a_script_is_run_statement_by_statement(tmp_path: Path) -> None:
    """Each piece of a text that is split is a statement of its own."""
    script = "const script = `UPDATE parts SET a = 1;\\n DELETE FROM trays WHERE b = ${input.b};\\n`;"
    found = built(
        tmp_path, f"{script} return script.split(';').filter(Boolean).map((each) => this.ds.query(each));"
    )
    assert found.of("Store.run") == {"write parts", "write trays"}
    assert found.unresolved() == []


def test_a_function_beside_a_text_is_no_statement_that_nobody_knows(tmp_path: Path) -> None:
    """A table of reports holds texts, and functions that make them: each is run as what it is."""
    found = built(
        tmp_path,
        "const all: any = { a: { sql: 'SELECT * FROM parts' }, b: { sql: (p: any) => `SELECT * FROM trays WHERE c = ${p.c}` } };"
        " const one = all[input.name]; const text = typeof one.sql === 'function' ? one.sql(input) : one.sql;"
        " return this.ds.query(text);",
    )
    assert (found.of("Store.run"), found.unresolved()) == ({"read parts", "read trays"}, [])


@pytest.mark.parametrize("spelt", ["String(q)", "`${q}`", "`${q} LIMIT 1`", "q.toString()"])
def test_an_object_in_a_text_is_what_its_own_method_says(tmp_path: Path, spelt: str) -> None:
    body = (
        "class Query { private conditions: string[] = []; constructor(private readonly head: string) {}"
        " where(each: string) { this.conditions.push(each); return this; }"
        " toString() { return this.conditions.length ? `${this.head} WHERE ${this.conditions.join(' AND ')}` : this.head; } }"
        f" const q = new Query('SELECT * FROM parts').where('a = 1'); return this.ds.query({spelt});"
    )
    found = built(tmp_path, body)
    assert (found.of("Store.run"), found.unresolved()) == ({"read parts"}, [])


def test_of_a_text_that_may_be_hundreds_of_others_a_few_are_listed_and_how_many_more_there_are(
    tmp_path: Path,
) -> None:
    kinds = ", ".join(f"k{number}: 'SELEKT {number}'" for number in range(40))
    module = f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
const TEXTS = {{ {kinds} }};
@Injectable() export class Reports {{
  constructor(private readonly source: DataSource) {{}}
  run(kind: string) {{ return this.source.query(TEXTS[kind]); }}
}}
@Module({{ providers: [Reports] }}) export class AppModule {{}}
"""
    found = [each.text for each in small(tmp_path, {"src/app.module.ts": module}).facts.unresolved]
    assert (found[:2], found[5:]) == (["35 more", "SELEKT 0"], ["SELEKT 4"])
