"""Imports of the project's own code that lead to no file are told: what they would give is not known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_monolith import small

MODULE = """
import { Module } from '@nestjs/common';
%s
@Module({}) export class AppModule {}
"""
PATHS = {"compilerOptions": {"baseUrl": ".", "paths": {"@lib/*": ["../lib/src/*"], "@shop": ["src/shop"]}}}


def _missing(folder: Path, statement: str, **texts: str) -> list[str]:
    found = small(
        folder,
        {
            "src/app.module.ts": MODULE % statement,
            "tsconfig.json": json.dumps(PATHS),
            **{path.replace("__", "/"): text for path, text in texts.items()},
        },
    )
    return [f"{each.line} {each.text}" for each in found.facts.unresolved if each.kind == "import"]


@pytest.mark.parametrize(
    "statement",
    [
        "import { User } from './user.entity';",
        "import type { User } from './user.entity';",
        "export * from './user.entity';",
        "const { User } = require('./user.entity');",
        "import { User } from './user.entity.js';\nimport { Role } from './user.entity.js';",
    ],
)
def test_a_relative_import_of_no_file_is_told_once(statement: str, tmp_path: Path) -> None:
    assert [each.removesuffix(".js") for each in _missing(tmp_path, statement)] == ["3 ./user.entity"]


@pytest.mark.parametrize("specifier", ["@lib/users", "@shop"])
def test_an_alias_that_leads_out_of_the_tree_is_told(specifier: str, tmp_path: Path) -> None:
    assert _missing(tmp_path, f"import {{ User }} from '{specifier}';") == [f"3 {specifier}"]


def test_a_package_by_the_name_of_an_alias_is_no_missing_file(tmp_path: Path) -> None:
    package = json.dumps({"name": "app", "dependencies": {"@lib/users": "1.0.0", "@nestjs/core": "10.0.0"}})
    assert _missing(tmp_path, "import { User } from '@lib/users';", **{"package.json": package}) == []


@pytest.mark.parametrize(
    ("statement", "file"),
    [
        ("import data from './data.json';", "src/data.json"),
        ("import plain from './plain';", "src/plain.js"),
        ("import { Shape } from './shapes';", "src/shapes.d.ts"),
        ("import { Shape } from './shapes.js';", "src/shapes.d.ts"),
        ("import old from './old';", "src/old/index.js"),
        ("import './page.html';", "src/page.html"),
        ("import { Thing } from 'somewhere/else';", "src/unused.ts"),
    ],
)
def test_what_is_there_and_no_typescript_is_not_missing(statement: str, file: str, tmp_path: Path) -> None:
    assert _missing(tmp_path, statement, **{file: "{}"}) == []
