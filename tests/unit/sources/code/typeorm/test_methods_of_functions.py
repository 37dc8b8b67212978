"""``call``, ``apply``, ``bind`` and ``Reflect`` run what they are handed, as if it was called itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small


def reading(tmp_path: Path, work: str) -> Small:
    """Return the facts of a monolith whose ``Boats.work`` does some work, with the helpers that it names."""
    free = (
        "function free(source: DataSource, sql: string) { return source.query(sql); }"
        if "free" in work
        else ""
    )
    run = "private run(sql: string) { return this.source.query(sql); }" if "this.run" in work else ""
    return small(
        tmp_path,
        {
            "src/app.module.ts": f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ InjectRepository }} from '@nestjs/typeorm';
import {{ DataSource, Entity, PrimaryColumn, Repository }} from 'typeorm';
@Entity('boats') export class Boat {{ @PrimaryColumn() id: number; }}
{free}
@Injectable() export class Boats {{
  constructor(@InjectRepository(Boat) private readonly boats: Repository<Boat>, private readonly source: DataSource) {{}}
  work(given?: string) {{ {work} }}
  {run}
}}
@Module({{ providers: [Boats] }}) export class AppModule {{}}
"""
        },
    )


@pytest.mark.parametrize(
    "work",
    [
        "return Reflect.apply(this.source.query, this.source, ['DELETE FROM docks']);",
        "return Reflect.apply(this.run, this, ['DELETE FROM docks']);",
        "return Reflect.get(this.source, 'query').call(this.source, 'DELETE FROM docks');",
        "return this.source.query.apply(this.source, ['DELETE FROM docks']);",
        "const run = this.source.query.bind(this.source, 'DELETE FROM docks'); return run();",
        "return this.run.bind(this)('DELETE FROM docks');",
        "return free.apply(null, [this.source, 'DELETE FROM docks']);",
        "return free.bind(null, this.source)('DELETE FROM docks');",
        "const own = (sql: string) => this.source.query(sql); return own.apply(this, ['DELETE FROM docks']);",
        "const own = (sql: string) => this.source.query(sql); return own.bind(this, 'DELETE FROM docks')();",
    ],
)
def test_the_statement_is_run(tmp_path: Path, work: str) -> None:
    facts = reading(tmp_path, work)
    assert "write docks" in facts.of("Boats.work") | facts.of("Boats.run") | facts.of("free")
    assert facts.unresolved() == []


@pytest.mark.parametrize(
    ("work", "use"),
    [
        ("return Reflect.apply(this.boats.save, this.boats, [{}]);", "write boats"),
        ("return this.boats.createQueryBuilder.call(this.boats, 'b').getMany();", "read boats"),
    ],
)
def test_the_repository_is_used(tmp_path: Path, work: str, use: str) -> None:
    assert reading(tmp_path, work).of("Boats.work") == {use}


def test_a_statement_that_is_not_known_is_told(tmp_path: Path) -> None:
    facts = reading(tmp_path, "return Reflect.apply(this.source.query, this.source, [given]);")
    assert [each.reason for each in facts.facts.unresolved] == ["the text of the SQL is not known"]
