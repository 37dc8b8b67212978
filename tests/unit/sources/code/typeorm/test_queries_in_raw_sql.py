"""Raw SQL: what a text touches, statement by statement."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

HEAD = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
"""
DUMP = """
CREATE TABLE bins (id INT PRIMARY KEY);
CREATE TABLE moves (id INT PRIMARY KEY);
DELIMITER //
CREATE PROCEDURE empty_bins() BEGIN DELETE FROM bins; END //
CREATE FUNCTION last_move() RETURNS INT READS SQL DATA BEGIN RETURN (SELECT MAX(id) FROM moves); END //
DELIMITER ;
"""


def test_a_procedure_without_a_body_hides_nothing_else_of_its_text(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "database/schema.sql": DUMP,
            "src/app.module.ts": HEAD
            + """
@Injectable() export class Store {
  constructor(private readonly source: DataSource) {}
  clear() { return this.source.query('CALL forgotten(1); CALL empty_bins(); SELECT last_move()'); }
}
@Module({ providers: [Store] }) export class AppModule {}
""",
        },
    )

    assert found.of("Store.clear") == {"write bins", "read moves"}
    assert found.unresolved() == ["procedure: forgotten"]


def test_a_temporary_table_is_nobodys_in_later_statements_either(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "database/schema.sql": DUMP,
            "src/app.module.ts": HEAD
            + """
@Injectable() export class Store {
  constructor(private readonly source: DataSource) {}
  async sort() {
    const runner = this.source.createQueryRunner();
    await runner.query('CREATE TEMPORARY TABLE picked (id INT)');
    await runner.query('CREATE TEMPORARY TABLE bins SELECT 1');
    await runner.query('INSERT INTO picked SELECT id FROM moves');
    await this.take(runner);
    await runner.query('DROP TEMPORARY TABLE picked');
  }
  private take(runner: any) { return runner.query('UPDATE bins b JOIN Picked p ON p.id = b.id SET b.n = 0'); }
}
@Module({ providers: [Store] }) export class AppModule {}
""",
        },
    )

    assert found.uses() == {
        ("Store.sort", "read", "moves"),
        ("Store.take", "write", "bins"),
    }
    assert {each.joined_with for each in found.facts.accesses} == {()}
