"""Packages that read and write tables out of the code's sight: said once each, with the place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_monolith import small

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
