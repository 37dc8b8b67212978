"""Packages that read and write tables out of the code's sight: said once each, with the place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.model.facts import Facts

SERVICE = """
import { Module } from '@nestjs/common';
import * as AdminJSTypeorm from '@adminjs/typeorm';
import type { Store } from 'connect-typeorm';
@Module({}) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("package", "file", "line", "words"),
    [
        ("@adminjs/typeorm", "src/app.module.ts", 3, "AdminJS reads and writes the tables of its resources"),
        ("typeorm-adapter", "package.json", 1, "casbin_rule"),
        ("express-mysql-session", "package.json", 1, "keeps sessions in a table"),
        ("mongoose", "package.json", 1, "Mongoose is a dependency, and nothing that was read imports it"),
    ],
)
def test_a_package_with_tables_of_its_own_is_told(
    tmp_path: Path, package: str, file: str, line: int, words: str
) -> None:
    """Where it is imported, or else where it is asked for; an import of a type alone runs nothing."""
    manifest = {"name": "shop", "dependencies": {"@nestjs/core": "^10.0.0", package: "^1.0.0"}}
    found = small(tmp_path, {"src/app.module.ts": SERVICE, "package.json": json.dumps(manifest)})
    told = {each.text: each for each in found.facts.unresolved if each.kind == "orm"}
    assert told.keys() == {"@adminjs/typeorm", package}
    assert (told[package].file, told[package].line) == (file, line)
    assert words in told[package].reason


STORES = """
import {{ NestFactory }} from '@nestjs/core';
import {{ DataSource }} from 'typeorm';
import {{ AppModule, Visit }} from './app.module';
import session from 'express-session';
import mysqlSession from 'express-mysql-session';
import {{ TypeormStore }} from 'connect-typeorm';
const config = {{ table: process.env.TABLE }};
async function bootstrap() {{
  const app = await NestFactory.create(AppModule);
  {store}
  await app.listen(3000);
}}
bootstrap();
"""

VISITS = """
import { Module } from '@nestjs/common';
import { Entity, PrimaryColumn } from 'typeorm';
@Entity('visits') export class Visit { @PrimaryColumn() id: string; }
@Module({}) export class AppModule {}
"""


def _with_store(folder: Path, store: str) -> Facts:
    return small(folder, {"src/main.ts": STORES.format(store=store), "src/app.module.ts": VISITS}).facts


@pytest.mark.parametrize(
    ("store", "table"),
    [
        ("const Store = mysqlSession(session as any); app.use(session({ store: new Store({ host: 'h' }) }));", "sessions"),
        ("const Store = mysqlSession(session); new Store({ host: 'h', schema: { tableName: 'kept' } }, app.get('pool'));", "kept"),
        ("const Store = require('express-mysql-session')(session); new Store({});", "sessions"),
        ("new TypeormStore({ ttl: 60 }).connect(app.get(DataSource).getRepository(Visit));", "visits"),
    ],
)  # fmt: skip
def test_a_store_of_sessions_works_on_its_table(tmp_path: Path, store: str, table: str) -> None:
    """The start file is every service's, and so is what it does."""
    found = _with_store(tmp_path, store)
    assert {(each.module, each.table, each.operation) for each in found.accesses} == {
        ("~shared", table, operation) for operation in ("select", "insert", "update", "delete")
    }
    other = "express-mysql-session" if table == "visits" else "connect-typeorm"
    assert [each.text for each in found.unresolved if each.kind == "orm"] == [other]


def test_a_store_of_sessions_whose_table_is_computed_is_told(tmp_path: Path) -> None:
    found = _with_store(tmp_path, "new (mysqlSession(session))({ schema: { tableName: config.table } });")
    assert found.accesses == ()
    assert ("sql", "table name is computed") in {(each.kind, each.reason) for each in found.unresolved}
