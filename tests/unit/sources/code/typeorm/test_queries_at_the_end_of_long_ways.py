"""Calls that are nested deeply: followed as far as anybody would write them, and said where they are not."""

from __future__ import annotations

from pathlib import Path

from small_monolith import Small, small

HEAD = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, Entity, EntityManager, PrimaryGeneratedColumn } from 'typeorm';
@Entity('stops') export class Stop { @PrimaryGeneratedColumn() id: number; }
"""


def journey(folder: Path, length: int) -> Small:
    """Read a service whose transaction hands its manager on through so many methods."""
    steps = "\n".join(
        f"  go{n}(m: EntityManager) {{ return [1].map(() => this.go{n + 1}(m)); }}" for n in range(length)
    )
    return small(
        folder,
        {
            "src/app.module.ts": HEAD
            + "@Injectable() export class Journey {\n  constructor(private readonly source: DataSource) {}\n"
            + "  start() { return this.source.transaction(async (m) => this.go0(m)); }\n"
            + f"{steps}\n  go{length}(m: EntityManager) {{ return m.find(Stop); }}\n"
            + "}\n@Module({ providers: [Journey] }) export class AppModule {}\n"
        },
    )


def test_a_manager_is_followed_through_many_methods(tmp_path: Path) -> None:
    found = journey(tmp_path, 80)

    assert found.transactions() == {"Journey.start": (("stops",), ())}
    assert found.unresolved() == []


def test_a_way_that_is_too_long_is_said_to_be_cut_off(tmp_path: Path) -> None:
    found = journey(tmp_path, 500)

    assert found.of("Journey.go500") == {"read stops"}
    assert "depth" in {each.kind for each in found.facts.unresolved}
