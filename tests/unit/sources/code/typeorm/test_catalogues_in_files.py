"""Catalogues of statements that lie in files: JSON that the code imports, folders of SQL that it reads into a map at start."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

from woosh_split.pipeline.analyse import analyse, analyse_as_json
from woosh_split.pipeline.request import AnalyseRequest

FILES = {
    "tsconfig.json": '{"compilerOptions": {"resolveJsonModule": true, "paths": {"@sql/*": ["./src/sql/*"]}}}',
    "src/sql/all.json": '{"orders": {"list": "SELECT * FROM orders", "drop": "DELETE FROM orders"}, "clients": "SELECT * FROM clients"}',
    "src/sql/by-name/stock.sql": "-- what there is\nSELECT * FROM stock",
    "src/sql/by-name/pay.sql": "UPDATE payments SET paid = 1 WHERE id = ?",
    "src/sql/by-name/README.md": "SELECT * FROM nothing",
    "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { SqlModule } from './sql/sql.module';
import { BoatsModule } from './boats/boats.module';
@Module({ imports: [SqlModule, BoatsModule] }) export class AppModule {}
""",
}


def reading(tmp_path: Path, head: str, members: str, statement: str, call: str = "own()") -> Small:
    """Return the facts of a monolith whose ``Sql`` runs a statement, for itself or by a key that ``Boats.work`` tells."""
    return small(
        tmp_path,
        {
            **FILES,
            "src/sql/sql.module.ts": f"""
import {{ Global, Injectable, Module }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
import * as fs from 'fs';
import {{ readFileSync, readdirSync }} from 'node:fs';
import {{ readFile, readdir }} from 'fs/promises';
import * as path from 'path';
import {{ basename, join, parse }} from 'path';
{head}
@Injectable() export class Sql {{
  constructor(private readonly source: DataSource) {{}}
  {members}
  run(key: string) {{ return this.source.query({statement}); }}
  own() {{ return this.source.query({statement}); }}
}}
@Global() @Module({{ providers: [Sql], exports: [Sql] }}) export class SqlModule {{}}
""",
            "src/boats/boats.module.ts": f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ Sql }} from '../sql/sql.module';
@Injectable() export class Boats {{ constructor(private readonly sql: Sql) {{}} work() {{ return this.sql.{call}; }} }}
@Module({{ providers: [Boats] }}) export class BoatsModule {{}}
""",
        },
    )


@pytest.mark.parametrize(
    ("head", "statement", "uses"),
    [
        ("import all from './all.json';", "all.orders.drop", {"write orders"}),
        ("import * as all from './all.json';", "all.clients", {"read clients"}),
        ("import { orders } from '@sql/all.json';", "orders.list", {"read orders"}),
        ("import all = require('./all.json');", "all.orders.list", {"read orders"}),
        ("const all = require('./all.json');", "all.orders.list", {"read orders"}),
        ("const all = JSON.parse(readFileSync(join(__dirname, 'all.json'), 'utf8'));", "all.clients", {"read clients"}),
        ("import all from './gone.json';", "all.clients", set()),
        ("import all from './all.json';", "all.gone", set()),
    ],
)  # fmt: skip
def test_statements_of_an_imported_json_file_are_read(
    tmp_path: Path, head: str, statement: str, uses: set[str]
) -> None:
    facts = reading(tmp_path, head, "", statement)
    assert facts.of("Sql.own") == uses
    assert bool(facts.unresolved()) is not bool(uses)


def test_a_key_of_a_json_file_is_told_by_the_caller(tmp_path: Path) -> None:
    facts = reading(tmp_path, "import all from './all.json';", "", "all.orders[key]", "run('drop')")
    assert facts.of("Boats.work") == {"write orders"}


FOLDER = "const FOLDER = join(__dirname, 'by-name');"


@pytest.mark.parametrize(
    ("head", "members", "statement"),
    [
        (
            f"{FOLDER} const TEXTS: Record<string, string> = {{}};\n"
            "for (const file of readdirSync(FOLDER)) TEXTS[basename(file, '.sql')] = readFileSync(join(FOLDER, file), 'utf8');",
            "",
            "TEXTS[key]",
        ),
        (
            FOLDER,
            """private readonly texts = new Map<string, string>();
            onModuleInit() {
              for (const file of fs.readdirSync(FOLDER)) {
                if (!file.endsWith('.sql')) continue;
                this.texts.set(file.replace('.sql', ''), fs.readFileSync(path.join(FOLDER, file), 'utf8'));
              }
            }""",
            "this.texts.get(key)!",
        ),
        (
            "",
            """private readonly texts: Record<string, string> = {};
            async onModuleInit() { await this.load(join(__dirname, 'by-name')); }
            private async load(folder: string) {
              const files = (await readdir(folder)).filter((each) => each.endsWith('.sql'));
              for (const file of files) { this.texts[parse(file).name] = await readFile(join(folder, file), 'utf8'); }
            }""",
            "this.texts[key]",
        ),
        (
            FOLDER,
            """private readonly texts = new Map(readdirSync(FOLDER).map((file): [string, string] =>
              [file.slice(0, -4), readFileSync(`${FOLDER}/${file}`, 'utf8')]));""",
            "this.texts.get(key)",
        ),
        (
            "",
            """private readonly texts = new Map<string, string>();
            onModuleInit() { this.texts.set('stock', 'SELECT * FROM stock'); this.texts.set('pay', 'UPDATE payments SET a = 1'); }""",
            "this.texts.get(key)",
        ),
    ],
)
def test_a_folder_of_statements_that_is_read_at_start_is_a_catalogue(
    tmp_path: Path, head: str, members: str, statement: str
) -> None:
    own = statement.replace("key", "'pay'")
    assert reading(tmp_path / "own", head, members, own).of("Sql.own") == {"write payments"}
    told = reading(tmp_path / "key", head, members, statement, "run('stock')")
    assert told.of("Boats.work") == {"read stock"}


def test_a_json_file_that_changes_is_read_anew_in_spite_of_the_cache(tmp_path: Path) -> None:
    root, cache = tmp_path / "monolith", tmp_path / "cache"
    reading(root, "import all from './all.json';", "", "all.clients")
    analyse_as_json(AnalyseRequest(root, cache_dir=cache))
    (root / "src/sql/all.json").write_text('{"clients": "DELETE FROM customers"}', "utf-8")
    assert Small(analyse(AnalyseRequest(root, cache_dir=cache))).of("Sql.own") == {"write customers"}
