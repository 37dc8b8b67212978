"""Hidden folders among the sources: generators write there what the code beside imports."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

APP = """
import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { QUERY } from './.generate/queries';
export class Desk {
  constructor(private readonly source: DataSource) {}
  list() { return this.source.query(QUERY); }
}
@Module({ providers: [Desk] }) export class AppModule {}
"""
NOBODYS = """
import { DataSource } from 'typeorm';
export class Copy { constructor(private readonly db: DataSource) {} go() { return this.db.query('DELETE FROM orders'); } }
"""


def test_what_the_application_imports_from_a_hidden_folder_is_read(tmp_path: Path) -> None:
    """A compiler follows the import, too; what nobody imports from there is none of the program."""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": APP,
            "src/.generate/queries.ts": "export const QUERY = 'SELECT * FROM orders';",
            "src/.generate/copy.ts": NOBODYS,
        },
    )

    assert found.uses() == {("Desk.list", "read", "orders")}
    assert not found.facts.unresolved
