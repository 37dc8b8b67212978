"""SQL out of files that a helper reads once and keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

APP = """import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { text } from './texts';
@Injectable() export class Sums {
  constructor(private readonly source: DataSource) {}
  all() { return this.source.query(text('sums.sql')); }
}
@Module({ providers: [Sums] }) export class AppModule {}
"""
HELPER = """import { readFileSync } from 'fs';
import { resolve } from 'path';
const kept = new Map<string, string>();
const held: Record<string, string> = {};
export function text(name: string): string { const file = resolve(__dirname, 'sql', name); %s }
"""


@pytest.mark.parametrize(
    "body",
    [
        "if (!kept.has(file)) kept.set(file, readFileSync(file, 'utf8')); return kept.get(file)!;",
        "if (!held[file]) held[file] = readFileSync(file, 'utf8'); return held[file];",
        "if (!(file in held)) { held[file] = readFileSync(file, 'utf8'); } return held[file];",
        "return held[file] ?? (held[file] = readFileSync(file, 'utf8'));",
        "return held[file] || (held[file] = readFileSync(file, 'utf8'));",
        "return (held[file] ??= readFileSync(file, 'utf8'));",
    ],
)
def test_a_text_that_is_read_once_and_kept_is_known(tmp_path: Path, body: str) -> None:
    found = small(
        tmp_path,
        {
            "src/app.module.ts": APP,
            "src/texts.ts": HELPER % body,
            "src/sql/sums.sql": "SELECT SUM(amount) FROM payments",
        },
    )
    assert found.of("Sums.all") == {"read payments"}
    assert found.unresolved() == []


def test_what_is_put_under_another_key_is_not_taken(tmp_path: Path) -> None:
    body = "held['other'] = readFileSync(file, 'utf8'); return held[file];"
    found = small(
        tmp_path,
        {
            "src/app.module.ts": APP,
            "src/texts.ts": HELPER % body,
            "src/sql/sums.sql": "SELECT 1 FROM payments",
        },
    )
    assert found.unresolved() == ["sql: text('sums.sql')"]
