"""Fields that a method sets which the constructor calls: ``this.use(repository)``."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small


@pytest.mark.parametrize(
    ("base", "call"),
    [
        ("rows: Repository<T>; use(rows: any) { this.rows = rows; }", "this.use(rows);"),
        ("rows; use(rows) { this.rows = rows; }", "this.use(rows);"),
        ("rows; use(rows) { this.keep(rows); } keep(rows) { this.rows = rows; }", "this.use(rows);"),
        ("rows: Repository<T>; use(rows: any) { this.rows = rows; }", ""),
    ],
)
def test_a_field_is_what_the_method_is_handed_that_the_constructor_calls(
    tmp_path: Path, base: str, call: str
) -> None:
    code = f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ InjectRepository }} from '@nestjs/typeorm';
import {{ Entity, PrimaryColumn, Repository }} from 'typeorm';
@Entity('shops') export class Shop {{ @PrimaryColumn() id: number; }}
class Base<T> {{ {base} one(id: any) {{ return this.rows.findOneBy({{ id }}); }} }}
@Injectable() export class Shops extends Base<Shop> {{
  constructor(@InjectRepository(Shop) rows: Repository<Shop>) {{ super(); {call} }}
  keep_() {{ return this.rows.save({{}} as any); }}
}}
@Module({{ providers: [Shops] }}) export class AppModule {{}}
"""
    found = small(tmp_path, {"src/app.module.ts": code})
    assert found.uses() == {("Shops.one", "read", "shops"), ("Shops.keep_", "write", "shops")}
    assert found.unresolved() == []


def test_methods_that_call_each_other_again_and_again_are_followed_once_for_each_call(tmp_path: Path) -> None:
    """Each step twice, and the last one the first again: 2 ** 40 ways through, which once were all gone."""
    steps = "\n".join(
        f"m{step}(db: any) {{ this.f{step} = db; this.m{step + 1}(db); this.m{step + 1}(db); }}"
        for step in range(40)
    )
    code = f"""
import {{ Injectable, Module }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
class Work {{
  constructor(db: DataSource) {{ this.m0(db); this.m0(db); }}
  {steps}
  m40(db: any) {{ this.db = db; this.m0(db); }}
  go() {{ return this.db.query('DELETE FROM shops'); }}
}}
@Injectable() export class Shops {{ constructor(private db: DataSource) {{}} run() {{ return new Work(this.db).go(); }} }}
@Module({{ providers: [Shops] }}) export class AppModule {{}}
"""
    found = small(tmp_path, {"src/app.module.ts": code})
    assert found.uses() == {("Work.go", "write", "shops")}
