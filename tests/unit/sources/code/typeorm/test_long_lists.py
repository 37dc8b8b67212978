"""Loops over many entities or tables: each of them is touched, not the first few."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

COUNT = 120
ENTITIES = "import { Entity, PrimaryGeneratedColumn } from 'typeorm';\n" + "\n".join(
    f"@Entity('t{number}') export class E{number} {{ @PrimaryGeneratedColumn() id: number; }}"
    for number in range(COUNT)
)
CLASSES = ", ".join(f"E{number}" for number in range(COUNT))
TABLES = ", ".join(f"'t{number}'" for number in range(COUNT))
MODULE = f"""
import {{ Module, Injectable }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
import {{ {CLASSES} }} from './entities';
@Injectable() export class Cleaner {{
  constructor(private readonly source: DataSource) {{}}
  async clear() {{ for (const each of [{CLASSES}]) {{ await this.source.getRepository(each).clear(); }} }}
  async empty() {{ for (const table of [{TABLES}]) {{ await this.source.query(`DELETE FROM ${{table}}`); }} }}
  async count() {{
    for (const table of [{TABLES}]) {{
      for (const other of [{TABLES}]) {{ await this.source.query(`SELECT 1 FROM ${{table}} JOIN ${{other}} USING (id)`); }}
    }}
  }}
  async drop() {{ await Promise.all([{CLASSES}].map((each) => this.source.manager.delete(each, {{}}))); }}
}}
@Module({{ providers: [Cleaner] }}) export class AppModule {{}}
"""


def test_every_entity_and_table_of_a_long_list_is_touched(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": MODULE})

    every = {f"write t{number}" for number in range(COUNT)}
    for method in ("clear", "empty", "drop"):
        assert found.of(f"Cleaner.{method}") == every
    assert found.of("Cleaner.count") == {f"read t{number}" for number in range(COUNT)}
