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


FUNCTIONS = """
CREATE TABLE clients (id INT PRIMARY KEY);
CREATE TABLE payments (id INT PRIMARY KEY, client_id INT, amount INT);
DELIMITER //
CREATE FUNCTION balance(c INT) RETURNS INT READS SQL DATA
BEGIN RETURN (SELECT SUM(amount) FROM payments WHERE client_id = c); END //
CREATE FUNCTION strange(c INT) RETURNS INT READS SQL DATA BEGIN SELEC FROM FROM; RETURN 1; END //
DELIMITER ;
"""


def test_a_stored_function_whose_body_cannot_be_read_is_told_where_it_is_used(tmp_path: Path) -> None:
    service = """
@Injectable() export class Clients {
  constructor(private readonly source: DataSource) {}
  good() { return this.source.query('SELECT balance(id) FROM clients'); }
  bad() { return this.source.query('SELECT strange(id) FROM clients'); }
}
@Module({ providers: [Clients] }) export class AppModule {}
"""
    found = small(tmp_path, {"database/schema.sql": FUNCTIONS, "src/app.module.ts": HEAD + service})

    assert found.of("Clients.good") == {"read clients", "read payments"}
    assert [
        (each.line, each.reason) for each in found.facts.unresolved if each.file.endswith("app.module.ts")
    ] == [(8, "function strange: this is no SQL that we can parse")]


def test_a_stored_function_in_an_expression_of_a_builder_reads_what_its_body_reads(tmp_path: Path) -> None:
    service = """
import { Entity, PrimaryGeneratedColumn, Raw } from 'typeorm';
@Entity('clients') export class Client { @PrimaryGeneratedColumn() id: number; }
@Injectable() export class Clients {
  constructor(private readonly source: DataSource) {}
  shown() { return this.source.getRepository(Client).createQueryBuilder('c').select('c.id').addSelect('balance(c.id)', 'b').getRawMany(); }
  owing() { return this.source.getRepository(Client).createQueryBuilder('c').where('Balance(c.id) > :least', { least: 1 }).getMany(); }
  sorted() { return this.source.getRepository(Client).createQueryBuilder('c').orderBy('balance(c.id)', 'DESC').getMany(); }
  found() { return this.source.getRepository(Client).findBy({ id: Raw((name) => `${name} > balance(${name})`) }); }
  plain() { return this.source.getRepository(Client).createQueryBuilder('c').where('unbalance(c.id) > 1').getMany(); }
}
@Module({ providers: [Clients] }) export class AppModule {}
"""
    found = small(tmp_path, {"database/schema.sql": FUNCTIONS, "src/app.module.ts": HEAD + service})

    both = {"read clients", "read payments"}
    names = ("shown", "owing", "sorted", "found")
    assert {name: found.of(f"Clients.{name}") for name in names} == dict.fromkeys(names, both)
    assert found.of("Clients.plain") == {"read clients"}


def test_a_function_that_stands_for_a_table_is_told_where_nobody_knows_its_body(tmp_path: Path) -> None:
    service = """
@Injectable() export class Reports {
  constructor(private readonly source: DataSource) {}
  lost() { return this.source.query('SELECT * FROM crm.sp_sales($1::DATE) s JOIN clients c ON c.id = s.id'); }
  built() { return this.source.query("SELECT e FROM clients c, jsonb_array_elements(c.tags) e, generate_series(1, 3) n"); }
}
@Module({ providers: [Reports] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": HEAD + service})

    assert found.of("Reports.lost") == found.of("Reports.built") == {"read clients"}
    assert [(each.line, each.kind, each.text) for each in found.facts.unresolved] == [
        (7, "procedure", "sp_sales")
    ]


def test_a_stored_function_without_a_body_is_told_and_a_servers_own_is_not(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "database/schema.sql": DUMP,
            "src/app.module.ts": HEAD
            + """
@Injectable() export class Store {
  constructor(private readonly source: DataSource) {}
  may() { return this.source.query('SELECT may_do(?, ?) AS may'); }
  own() { return this.source.query('SELECT COUNT(*), JSON_NEWEST(a), ST_Later(b), last_move() FROM bins WHERE id IN (1)'); }
}
@Module({ providers: [Store] }) export class AppModule {}
""",
        },
    )

    assert found.of("Store.own") == {"read bins", "read moves"}
    assert found.unresolved() == ["procedure: may_do"]
