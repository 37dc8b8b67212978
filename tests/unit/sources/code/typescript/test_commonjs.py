"""Helper files of the CommonJS kind, plain JavaScript among them: they are read where code loads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

MODULE = """
import { Injectable, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { getManager } from 'typeorm';
LOAD
@Injectable() export class Desk { async go() { USE } }
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql' })], providers: [Desk] })
export class AppModule {}
"""
SQL = "await db.query('UPDATE counters SET value = value + 1')"


def desk(folder: Path, load: str, use: str, helper: str, path: str = "src/legacy/numbers.js") -> Small:
    """Return what is found where a provider loads and uses a helper file."""
    return small(
        folder, {"src/app.module.ts": MODULE.replace("LOAD", load).replace("USE", use), path: helper}
    )


@pytest.mark.parametrize(
    ("load", "use", "helper"),
    [
        ("const numbers = require('./legacy/numbers');", "numbers.next(getManager());",
         f"exports.next = async function (db) {{ {SQL}; }};"),
        ("const { next } = require('./legacy/numbers');", "next(getManager());",
         f"module.exports = {{ next: async (db) => {{ {SQL}; }} }};"),
        ("import { next } from './legacy/numbers';", "next(getManager());",
         f"async function next(db) {{ {SQL}; }}\nmodule.exports = {{ next }};"),
        ("import numbers from './legacy/numbers.js';", "numbers.next(getManager());",
         f"module.exports = exports = {{ async next(db) {{ {SQL}; }} }};"),
        ("import * as numbers from './legacy/numbers';", "numbers.next(getManager());",
         f"exports.next = exports.following = async (db) => {{ {SQL}; }};"),
        ("import next = require('./legacy/numbers');", "next(getManager());",
         f"async function next(db) {{ {SQL}; }}\nmodule.exports = next;"),
        ("const Numbers = require('./legacy/numbers');", "new Numbers().next(getManager());",
         f"module.exports = class Numbers {{ async next(db) {{ {SQL}; }} }};"),
        ("const numbers = require('./legacy');", "numbers.next(getManager());",
         "module.exports = require('./numbers');"),
    ],
)  # fmt: skip
def test_what_a_helper_file_gives_is_read(tmp_path: Path, load: str, use: str, helper: str) -> None:
    texts = {
        "src/legacy/numbers.js": helper,
        "src/app.module.ts": MODULE.replace("LOAD", load).replace("USE", use),
    }
    if helper.startswith("module.exports = require"):
        texts["src/legacy/index.js"] = helper
        texts["src/legacy/numbers.js"] = f"exports.next = async function (db) {{ {SQL}; }};"
    found = small(tmp_path, texts)

    assert [(each.module, each.table, each.mode, each.file) for each in found.facts.accesses] == [
        ("app", "counters", "write", "src/legacy/numbers.js")
    ]
    assert found.unresolved() == []


def test_a_helper_calls_what_it_exports_itself(tmp_path: Path) -> None:
    helper = f"""
    exports.raise = async function (db) {{ {SQL}; }};
    exports.next = async function (db) {{ return exports.raise(db); }};
    """
    found = desk(
        tmp_path, "const numbers = require('./legacy/numbers');", "numbers.next(getManager());", helper
    )

    assert "app" in {each.module for each in found.facts.accesses}
    assert found.of("raise") == {"write counters"}


def test_javascript_that_nothing_loads_is_no_code_of_the_application(tmp_path: Path) -> None:
    found = desk(tmp_path, "", "", f"exports.next = async function (db) {{ {SQL}; }};", "scripts/tidy.js")

    assert found.facts.accesses == ()


def test_a_typescript_file_of_the_commonjs_kind_is_read_too(tmp_path: Path) -> None:
    helper = f"async function next(db: any) {{ {SQL}; }}\nmodule.exports.next = next;"
    found = desk(
        tmp_path, "const numbers = require('./legacy/numbers');", "numbers.next(getManager());", helper,
        "src/legacy/numbers.ts",
    )  # fmt: skip

    assert found.of("next") == {"write counters"}
