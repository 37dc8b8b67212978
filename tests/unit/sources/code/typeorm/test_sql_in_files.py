"""Statements that the code reads from files of the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest

HEAD = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import * as fs from 'fs';
import { readFileSync } from 'node:fs';
import { readFile } from 'fs/promises';
import * as path from 'path';
import { join, resolve } from 'path';
const FOLDER = path.join(__dirname, '../sql');
const REPORT = fs.readFileSync(join(FOLDER, 'report.sql'), 'utf8');
"""
FILES = {
    "src/sql/report.sql": "-- the report\nSELECT o.id FROM orders o\n JOIN shops s ON s.id = o.shop;\n",
    "src/sql/tidy.sql": "\ufeffDELETE FROM carts WHERE day < :day;",
}
READS = {"read orders", "read shops"}


def reports(folder: Path, body: str) -> Small:
    """Read a service whose one public method has the body given."""
    text = (
        HEAD
        + "@Injectable() export class Reports {\n  constructor(private readonly ds: DataSource) {}\n"
        + f"  async run(name: string) {{ {body} }}\n"
        + "  private load(name: string) { return readFileSync(`${__dirname}/../sql/${name}.sql`).toString(); }\n"
        + "}\n@Module({ providers: [Reports] }) export class ReportsModule {}\n"
    )
    app = (
        "import { Module } from '@nestjs/common';\n"
        "import { ReportsModule } from './reports/reports.module';\n"
        "@Module({ imports: [ReportsModule] }) export class AppModule {}\n"
    )
    return small(folder, {**FILES, "src/reports/reports.module.ts": text, "src/app.module.ts": app})


@pytest.mark.parametrize(
    ("body", "uses"),
    [
        ("return this.ds.query(readFileSync(join(__dirname, '..', 'sql', 'report.sql'), 'utf8'));", READS),
        ("return this.ds.query(fs.readFileSync(resolve('src/sql/report.sql')).toString());", READS),
        ("return this.ds.query(fs.readFileSync(process.cwd() + '/src/sql/report.sql', 'utf-8'));", READS),
        ("const sql = await readFile(path.resolve(__dirname, '../sql/tidy.sql'), 'utf8'); return this.ds.query(sql);",
         {"write carts"}),
        ("return this.ds.query(await fs.promises.readFile(`${FOLDER}/report.sql`, 'utf8'));", READS),
        ("return this.ds.query(REPORT);", READS),
        ("return this.ds.query(this.load('report'));", READS),
        ("const file = join(FOLDER, 'report.sql'); return this.ds.query(readFileSync(file, 'utf8'));", READS),
        ("const here = __dirname; return this.ds.query(readFileSync(join(here, '../sql/report.sql')) + '');", READS),
        ("const file = `${process.cwd()}/src/sql/report.sql`; return this.ds.query(readFileSync(file, 'utf8'));",
         READS),
    ],
)  # fmt: skip
def test_a_statement_is_read_from_its_file(tmp_path: Path, body: str, uses: set[str]) -> None:
    found = reports(tmp_path, body)

    assert found.of("Reports.run") == uses
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "body",
    [
        "return this.ds.query(this.load(name));",
        "return this.ds.query(readFileSync('src/sql/gone.sql', 'utf8'));",
        "return this.ds.query(readFileSync('../../sql/report.sql', 'utf8'));",
    ],
)
def test_a_file_that_is_not_known_is_unresolved(tmp_path: Path, body: str) -> None:
    found = reports(tmp_path, body)

    assert found.uses() == set()
    assert [each.reason for each in found.facts.unresolved] == ["the text of the SQL is not known"]


def test_a_statement_that_changes_in_its_file_is_read_anew_in_spite_of_the_cache(tmp_path: Path) -> None:
    root, cache = tmp_path / "monolith", tmp_path / "cache"
    reports(root, "return this.ds.query(REPORT);")
    before = Small(analyse(AnalyseRequest(root, cache_dir=cache)))
    (root / "src/sql/report.sql").write_text("DELETE FROM shops", "utf-8")
    after = Small(analyse(AnalyseRequest(root, cache_dir=cache)))

    assert before.of("Reports.run") == READS
    assert after.of("Reports.run") == {"write shops"}


def test_a_file_is_run_by_whoever_names_it(tmp_path: Path) -> None:
    """The helper that reads it, and keeps what it has read, runs it for the one who hands the name in."""
    queries = """
import { Global, Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readFileSync } from 'fs';
import { join } from 'path';
const FOLDER = join(__dirname, 'sql');
const known = new Map<string, string>();
@Injectable() export class Queries {
  constructor(private readonly source: DataSource) {}
  file(name: string, values: unknown[] = []) {
    const path = join(FOLDER, `${name}.sql`);
    let text = known.get(path);
    if (!text) {
      text = readFileSync(path, { encoding: 'utf8' });
      known.set(path, text);
    }
    return this.source.query(text, values);
  }
}
@Global() @Module({ providers: [Queries], exports: [Queries] }) export class QueriesModule {}
"""
    reports = """
import { Injectable, Module } from '@nestjs/common';
import { Queries } from '../queries/queries.module';
@Injectable() export class Reports {
  constructor(private readonly queries: Queries) {}
  monthly(month: string) { return this.queries.file('monthly', [month]); }
  tidy() { return this.queries.file('nightly/tidy'); }
}
@Module({ providers: [Reports] }) export class ReportsModule {}
"""
    app = (
        "import { Module } from '@nestjs/common';\n"
        "import { QueriesModule } from './queries/queries.module';\n"
        "import { ReportsModule } from './reports/reports.module';\n"
        "@Module({ imports: [QueriesModule, ReportsModule] }) export class AppModule {}\n"
    )
    found = small(
        tmp_path,
        {
            "src/queries/queries.module.ts": queries,
            "src/queries/sql/monthly.sql": "SELECT * FROM invoices WHERE month = ?;\n",
            "src/queries/sql/nightly/tidy.sql": "DELETE FROM carts\n",
            "src/reports/reports.module.ts": reports,
            "src/app.module.ts": app,
        },
    )
    assert {(each.module, each.function, each.table, each.mode) for each in found.facts.accesses} == {
        ("reports", "Reports.monthly", "invoices", "read"),
        ("reports", "Reports.tidy", "carts", "write"),
    }
    assert found.unresolved() == []
