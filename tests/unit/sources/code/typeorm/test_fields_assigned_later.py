"""Fields that methods other than the constructor set, from each other's."""

from __future__ import annotations

from pathlib import Path

import pytest
from processor_time import moments
from small_monolith import Small, small

MANY = range(14)


def _store(members: str, folder: Path) -> Small:
    code = f"""
import {{ Entity, PrimaryGeneratedColumn, DataSource, Repository }} from 'typeorm';
import {{ Injectable, Module }} from '@nestjs/common';
@Entity('drums') export class Drum {{ @PrimaryGeneratedColumn() id: number; }}
class Shelf {{
  constructor(private readonly held: any) {{}}
  all() {{ return this.held.find(); }}
}}
@Injectable() export class Store {{
  constructor(private readonly source: DataSource) {{}}
  {members}
}}
@Module({{ providers: [Store] }}) export class AppModule {{}}
"""
    return small(folder, {"src/app.module.ts": code})


def test_fields_that_one_method_sets_from_each_other_are_found_at_once(tmp_path: Path) -> None:
    """Each order of them was tried: a class of statistics with a dozen counters took hours."""
    sums = " ".join(
        f"this.sum{each} = {' + '.join(f'this.sum{other}' for other in MANY if other != each)};"
        for each in MANY
    )
    with moments():
        found = _store(
            f"reset() {{ {sums} }} list() {{ return this.source.getRepository(Drum).find(); }}", tmp_path
        )
    assert found.of("Store.list") == {"read drums"}


def test_fields_that_many_methods_set_from_each_other_are_found_at_once(tmp_path: Path) -> None:
    methods = "\n".join(
        f"add{each}() {{ this.sum{each} = {' + '.join(f'this.sum{other}' for other in MANY if other != each)}; }}"
        for each in MANY
    )
    with moments():
        found = _store(f"{methods} list() {{ return this.source.getRepository(Drum).find(); }}", tmp_path)
    assert found.of("Store.list") == {"read drums"}


@pytest.mark.parametrize(
    "methods",
    [
        "start() { this.drums = this.source.getRepository(Drum); this.shelf = new Shelf(this.drums); }",
        "start() { if (this.drums) { this.shelf = new Shelf(this.drums); } else { this.drums = this.source.getRepository(Drum); } }",
        "start() { this.shelf = new Shelf(this.drums); this.full = true; }"
        "open() { if (this.full) { this.drums = this.source.getRepository(Drum); } }",
    ],
)
def test_a_field_is_known_that_is_set_from_one_that_is_set_before_below_or_elsewhere(
    methods: str, tmp_path: Path
) -> None:
    found = _store(f"list() {{ return this.shelf.all(); }} {methods}", tmp_path)
    assert found.of("Shelf.all") == {"read drums"}
