"""Code that is loaded when it is needed, with ``import('...')``, is the application's too."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

MAIN = """
import { NestFactory } from '@nestjs/core';
async function bootstrap() {
  const { BootModule } = await import('./boot/boot.module');
  const app = await NestFactory.create(BootModule);
  app.setGlobalPrefix('api');
  await app.listen(3000);
}
bootstrap();
"""
BOOT = """
import { Controller, Get, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
@Controller('bins') export class Bins {
  constructor(private readonly source: DataSource) {}
  @Get() async list() {
    const { COUNT } = await import('../texts/count');
    return import('../texts/all').then((texts) => this.source.query(`${COUNT} UNION ${texts.ALL}`));
  }
}
@Module({ controllers: [Bins] }) export class BootModule {}
"""


def test_a_root_module_that_is_loaded_by_main_is_the_root(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/main.ts": MAIN,
            "src/boot/boot.module.ts": BOOT,
            "src/other/other.module.ts": "import { Module } from '@nestjs/common';\n@Module({}) export class AppModule {}\n",
            "src/texts/count.ts": "export const COUNT = 'SELECT COUNT(*) FROM bins';\n",
            "src/texts/all.ts": "export const ALL = 'SELECT id FROM boxes';\n",
        },
    )

    assert [each.name for each in found.facts.modules] == ["app"]
    assert found.facts.modules[0].class_name == "BootModule"
    assert [each.path for each in found.facts.routes] == ["/api/bins"]
    assert found.of("Bins.list") == {"read bins", "read boxes"}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "statement",
    [
        "export const later = () => import('./late');",
        "export const later = () => import(`./late`);",
        "const { LATE } = require('./late');",
        "export function later() { return require('./late').LATE; }",
    ],
)
def test_what_is_loaded_later_is_an_import_of_the_file(statement: str, tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": "import { Module } from '@nestjs/common';\n"
            f"{statement}\n@Module({{}}) export class AppModule {{}}\n",
            "src/late.ts": "export const LATE = 1;\n",
        },
    )

    assert ("src/app.module.ts", "src/late.ts", 2) in {
        (each.from_file, each.to_file, each.line) for each in found.facts.imports
    }


def test_many_comments_behind_the_word_are_read_in_time(tmp_path: Path) -> None:
    comments = "/**/" * 3_000
    found = small(
        tmp_path,
        {
            "src/app.module.ts": "import { Module } from '@nestjs/common';\n"
            f"export const word = 'import {comments}';\nexport const later = () => import{comments}('./late');\n"
            "@Module({}) export class AppModule {}\n",
            "src/late.ts": "export const LATE = 1;\n",
        },
    )

    assert "src/late.ts" in {each.to_file for each in found.facts.imports}
