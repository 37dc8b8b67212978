"""Migrations as the only place in which the schema stands: statements, builder calls, and what is put together of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

from woosh_split.sources.code.typeorm.migration_files import in_order, may_migrate
from woosh_split.sources.code.typeorm.migrations import COMPUTED, HALF_KNOWN, TOO_LONG, read_migration

APP = """
import { Injectable, Module } from '@nestjs/common';
import { getManager } from 'typeorm';
@Injectable() export class Desk {
  sell() { return getManager().query('INSERT INTO moves (item_id, delta) VALUES (1, -1)'); }
  close() { return getManager().query('CALL close_day(1)'); }
}
@Module({ providers: [Desk] }) export class AppModule {}
"""
HEAD = "import { MigrationInterface, QueryRunner, Table, TableColumn, TableForeignKey } from 'typeorm';\n"


def migration(name: str, body: str, more: str = "") -> str:
    return f"{HEAD}{more}\nexport class {name} implements MigrationInterface {{\n  async up(q: QueryRunner) {{{body}}}\n  async down(q: QueryRunner) {{ await q.query('DROP TABLE items'); }}\n}}\n"


def read(body: str, more: str = "") -> dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]:
    """Return each table's columns, and its foreign keys as pairs of column and table."""
    found = read_migration(migration("A1600000000000", body, more).encode(), "migrations/1600000000000-A.ts")
    assert found.unresolved == ()
    return {
        table.name: (
            tuple(column.name for column in table.columns),
            tuple((key.columns[0], key.table) for key in table.foreign_keys),
        )
        for table in found.tables
    }


def shop(folder: Path, **more: str) -> Small:
    first = migration(
        "First1600000000000",
        """
        await q.query('CREATE TABLE items (id int PRIMARY KEY, stock int NOT NULL)');
        await q.createTable(new Table({ name: 'moves', columns: [{ name: 'id', type: 'int', isPrimary: true }] }));
        """,
    )
    second = migration(
        "Second1700000000000",
        """
        await q.addColumn('moves', new TableColumn({ name: 'item_id', type: 'int' }));
        await q.query(`CREATE TRIGGER tr_moves AFTER INSERT ON moves FOR EACH ROW
          UPDATE items SET stock = stock + NEW.delta WHERE id = NEW.item_id`);
        await q.query('CREATE PROCEDURE close_day(IN d INT) BEGIN DELETE FROM moves; UPDATE items SET stock = 0; END');
        """,
    )
    texts = {
        "src/app.module.ts": APP,
        "src/migrations/1700000000000-Second.ts": second,
        "src/migrations/1600000000000-First.ts": first,
    }
    return small(folder, {**texts, **more})


def test_triggers_and_procedures_of_migrations_are_followed(tmp_path: Path) -> None:
    found = shop(tmp_path)

    assert [(table.name, table.declared_by) for table in found.facts.tables] == [
        ("items", ("ddl",)),
        ("moves", ("ddl",)),
    ]
    assert found.of("Desk.sell") == {"write moves", "write items"}
    assert found.of("Desk.close") == {"write moves", "write items"}
    assert [(each.name, each.file) for each in found.facts.triggers] == [
        ("tr_moves", "src/migrations/1700000000000-Second.ts")
    ]
    assert found.unresolved() == []


def test_a_dump_says_it_better(tmp_path: Path) -> None:
    found = shop(tmp_path, **{"schema.sql": "CREATE TABLE other (id int PRIMARY KEY);"})

    assert [table.name for table in found.facts.tables] == ["other"]


def test_migrations_that_began_when_there_were_tables_say_so_once_and_prove_no_drift(tmp_path: Path) -> None:
    app = """
    import { Module } from '@nestjs/common';
    import { Entity, PrimaryGeneratedColumn } from 'typeorm';
    import { TypeOrmModule } from '@nestjs/typeorm';
    @Entity('items') export class Item { @PrimaryGeneratedColumn() id: number; }
    @Entity('moves') export class Move { @PrimaryGeneratedColumn() id: number; }
    @Module({ imports: [TypeOrmModule.forFeature([Item, Move])] }) export class AppModule {}
    """
    changes = (
        "await q.query('ALTER TABLE items ADD price int'); await q.query('ALTER TABLE items ADD cost int');\n"
        "await q.query('ALTER TABLE moves ADD at datetime'); await q.query('CREATE TABLE logs (id int PRIMARY KEY)');"
    )
    found = small(
        tmp_path, {"src/app.module.ts": app, "src/migrations/1600000000000-A.ts": migration("A", changes)}
    )

    (told,) = [each for each in found.facts.unresolved if each.kind == "ddl"]
    assert (told.file, told.text) == ("src/migrations/1600000000000-A.ts", "items, moves")
    assert [table.name for table in found.facts.tables] == ["items", "logs", "moves"]
    assert found.facts.drift == ()


def test_an_edited_migration_changes_the_facts(tmp_path: Path) -> None:
    shop(tmp_path)
    edited = migration("Second1700000000000", "\n await q.query('CREATE TABLE late (id int)');\n")
    found = small(tmp_path, {"src/migrations/1700000000000-Second.ts": edited})

    assert [table.name for table in found.facts.tables] == ["items", "late", "moves"]


def test_builder_calls_change_the_schema() -> None:
    tables = read(
        """
        await q.createTable(new Table({
          name: 'shop.carts',
          columns: [ID, { name: 'buyer', type: 'int', isNullable: true }, money('total'), { name: 'gone', type: 'int' }],
          foreignKeys: [{ columnNames: ['buyer'], referencedTableName: 'users', referencedColumnNames: ['id'] }],
        }), true);
        await q.createForeignKey('carts', new TableForeignKey({ name: 'fk_t', columnNames: ['total'], referencedTableName: 'sums', referencedColumnNames: ['id'] }));
        await q.renameColumn('carts', 'buyer', 'user_id');
        await q.dropColumn('carts', 'gone');
        await q.createTable(new Table({ name: 'temp', columns: [ID] }));
        await q.renameTable('temp', 'kept');
        await q.createTable(new Table({ name: 'dropped', columns: [ID] }));
        await q.dropTable('dropped');
        """,
        "const ID = { name: 'id', type: 'int', isPrimary: true };\nconst money = (name: string) => ({ name, type: 'decimal', precision: 12, scale: 2 });",
    )

    assert tables == {
        "carts": (("id", "user_id", "total"), (("total", "sums"), ("user_id", "users"))),
        "kept": (("id",), ()),
    }


def test_every_case_of_a_switch_is_carried_out() -> None:
    """Which database a migration meets is not known: what it does to any of them is done."""
    tables = read(
        """
        switch (q.connection.options.type) {
          case 'mysql':
            return await create(q, 'carts');
          default:
            return await create(q, 'baskets');
        }
        """,
        "const create = (q: QueryRunner, name: string) => q.query(`CREATE TABLE ${name} (id int)`);",
    )

    assert tables == {"baskets": (("id",), ()), "carts": (("id",), ())}


def test_of_a_switch_over_databases_that_only_returns_the_case_of_mysql_is_carried_out() -> None:
    tables = read(
        """
        switch (q.connection.options.type) {
          case 'sqlite':
          case 'postgres':
            return await create(q, 'baskets');
          case 'mariadb':
          case 'mysql':
            return await create(q, 'carts');
        }
        """,
        "const create = (q: QueryRunner, name: string) => q.query(`CREATE TABLE ${name} (id int)`);",
    )

    assert tables == {"carts": (("id",), ())}


def test_loops_helpers_and_lists_are_carried_out() -> None:
    tables = read(
        """
        for (const sql of ['CREATE TABLE a (id int, b_id int)', `CREATE TABLE ${B} (id int)`]) { await q.query(sql); }
        for (const [table, column, target] of KEYS) {
          await q.query(`ALTER TABLE \\`${table}\\` ADD CONSTRAINT fk FOREIGN KEY (${column}) REFERENCES ${target} (id)`);
        }
        if (process.env.MORE) { await this.more(q); }
        await q.query("INSERT INTO a VALUES (1, 2)");
        await q.query(`UPDATE a SET b_id = ${Math.random()}`);
        await q.query('CREATE TABLE c (id int); CREATE TABLE d (id int)');
        ['e', 'f'].forEach(async (name) => { await q.query('CREATE TABLE ' + name + ' (id int)'); });
      }
      private async more(q: QueryRunner) {
        await q.manager.query(['CREATE TABLE m (', 'id int', ')'].join('\\n'));
        """,
        "const B = 'b';\nconst KEYS: [string, string, string][] = [['a', 'b_id', B]];",
    )

    assert sorted(tables) == ["a", "b", "c", "d", "e", "f", "m"]
    assert tables["a"] == (("id", "b_id"), (("b_id", "b"),))


@pytest.mark.parametrize(
    "body",
    [
        "await q.query(`CREATE TABLE ${process.env.PREFIX}_a (id int)`);",
        "await q.query(read('a.sql'));",
        "await q.createTable(new Table({ name: process.env.NAME, columns: [] }));",
        "await q.addColumn(table, new TableColumn({ name: 'x', type: 'int' }));",
        "await q.query(old ? 'CREATE TABLE a (id int)' : 'CREATE TABLE b (id int)');",
        "await q.query(process.env.SQL || 'CREATE TABLE a (id int)');",
        "await q.query('' || 'CREATE TABLE a (id int)');",
        "await q.query('' ?? 'CREATE TABLE a (id int)');",
        "await q.dropForeignKey('a', found);",
        "await q.dropForeignKey('a', new TableForeignKey({ name: '', columnNames: ['b_id'] }));",
        "await q.dropForeignKey('a', new TableForeignKey({ name: named, columnNames: ['b_id'] }));",
    ],
)
def test_what_is_computed_is_told_with_its_line(body: str) -> None:
    text = migration("A1600000000000", f"\n{body}\n")
    found = read_migration(text.encode(), "migrations/1600000000000-A.ts")

    (told,) = found.unresolved
    assert (told.kind, text.splitlines()[told.line - 1], told.reason) == ("ddl", body, COMPUTED)


CHILDREN = """
await q.query('CREATE TABLE parents (id int PRIMARY KEY)');
await q.query('CREATE TABLE children (id int PRIMARY KEY, mother_id int, father_id int)');
await q.createForeignKeys('children', [
  new TableForeignKey({ columnNames: ['mother_id'], referencedTableName: 'parents', referencedColumnNames: ['id'] }),
  new TableForeignKey({ columnNames: ['father_id'], referencedTableName: 'parents', referencedColumnNames: ['id'] }),
]);
"""


def test_a_key_without_a_name_is_dropped_by_its_columns() -> None:
    """The other key without a name stays."""
    dropped = "await q.dropForeignKey('children', new TableForeignKey({ columnNames: ['MOTHER_ID'], referencedTableName: 'parents', referencedColumnNames: ['id'] }));"
    found = read(CHILDREN + dropped)
    assert found["children"][1] == (("father_id", "parents"),)


@pytest.mark.parametrize("kind", ["type", "isNullable", "isPrimary"])
def test_a_column_that_hangs_on_a_condition_is_declared_and_told(kind: str) -> None:
    """The table is there, and nothing is said of what is not known: neither a type nor that it must be filled."""
    body = f"\nawait q.createTable(new Table({{ name: 'a', columns: [{{ type: 'int', name: 'x', {kind}: old ? 'datetime' : 'timestamp' }}] }}));"
    text = migration("A1600000000000", body)
    found = read_migration(text.encode(), "migrations/1600000000000-A.ts")
    (table,) = found.tables
    assert [each.name for each in table.columns] == ["x"]
    assert table.columns[0].type == ("" if kind == "type" else "int")
    assert kind != "isNullable" or not found.required_columns
    (told,) = found.unresolved
    assert (told.line, told.reason) == (text[: text.index("await q.createTable")].count("\n") + 1, HALF_KNOWN)


@pytest.mark.parametrize(
    "helper",
    [
        "function name() { if (old) { return 'a'; } return 'b'; }",
        "function name() { if (old) { return 'a'; } else { return 'b'; } }",
        "const name = () => old ? 'a' : 'b';",
    ],
)
def test_a_helper_that_returns_one_of_two_texts_is_told(helper: str) -> None:
    """Neither branch is taken for what runs; where both return the same there is nothing to choose."""
    body = "await q.query(`CREATE TABLE ${name()} (id int)`);"
    text = migration("A1600000000000", body, helper)
    found = read_migration(text.encode(), "migrations/1600000000000-A.ts")
    assert found.tables == ()
    assert [each.reason for each in found.unresolved] == [COMPUTED]
    assert list(read(body, helper.replace("'b'", "'a'"))) == ["a"]


def test_both_branches_of_a_condition_are_carried_out() -> None:
    """Also the second one, where the first returns."""
    found = read(
        "if (old) { return q.query('CREATE TABLE a (id int)'); } else { await q.query('CREATE TABLE b (id int)'); }"
    )
    assert set(found) == {"a", "b"}


@pytest.mark.parametrize("text", ["'CREATE TABLE a (id int)' || old", "null ?? 'CREATE TABLE a (id int)'"])
def test_a_text_that_is_there_is_taken_and_what_stands_for_null_is_too(text: str) -> None:
    assert list(read(f"await q.query({text});")) == ["a"]


def test_a_number_and_true_are_two_values_of_a_condition() -> None:
    body = "await q.createTable(new Table({ name: 'a', columns: [{ type: 'int', name: 'x', isNullable: old ? 1 : true }] }));"
    found = read_migration(migration("A1600000000000", body).encode(), "migrations/1600000000000-A.ts")
    assert [each.reason for each in found.unresolved] == [HALF_KNOWN]


def test_a_migration_without_an_end_is_told() -> None:
    numbers = ", ".join(map(str, range(400)))
    body = f"for (const a of [{numbers}]) {{ for (const b of [{numbers}]) {{ await q.query('DROP TABLE t' + a + b); }} }}"
    found = read_migration(migration("A", body).encode(), "migrations/1600000000000-A.ts")
    assert TOO_LONG in {each.reason for each in found.unresolved}


def test_files_are_read_in_the_order_of_their_times() -> None:
    assert in_order(["b/1700000000000-A.ts", "a/99-old.ts", "c/1600000000000-B.ts"]) == [
        "c/1600000000000-B.ts", "b/1700000000000-A.ts", "a/99-old.ts",
    ]  # fmt: skip
    paths = ("src/migrations/a.ts", "db/migration/1-x.js", "src/1600000000000-Init.ts", "src/migrate.ts")
    assert [may_migrate(path) for path in paths] == [True, True, True, False]


def test_drift_from_migrations_is_told_of_the_migrations(tmp_path: Path) -> None:
    """There is no dump that could lack something."""
    first = migration(
        "First1600000000000", "await q.query('CREATE TABLE items (id int PRIMARY KEY, old int)');"
    )
    app = """
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('items') export class Item { @PrimaryGeneratedColumn() id: number; @Column() fresh: number; }
@Module({ imports: [TypeOrmModule.forFeature([Item])] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": app, "src/migrations/1600000000000-First.ts": first})
    assert [each.detail for each in found.facts.drift] == [
        "column fresh is declared by the entities and missing in the migrations",
        "column old is declared by the migrations and missing in the entities",
    ]


SEVERAL_DATABASES = """
  switch (q.connection.options.type as Db) {
    case Db.sqlite:
    case Db.betterSqlite3:
      await this.upOnSqlite(q);
      break;
    case Db.postgres:
      await q.query('CREATE TABLE "items" ("id" uuid PRIMARY KEY, "body" jsonb)');
      break;
    case LABEL:
      await this.upOnMysql(q);
      break;
    default:
      throw Error(`no migration for ${q.connection.options.type}`);
  }
}
async upOnSqlite(q: QueryRunner) {
  await q.query('CREATE TABLE "old_items" ("id" varchar PRIMARY KEY)');
  await q.query('ALTER TABLE "old_items" RENAME TO "items"');
}
async upOnMysql(q: QueryRunner) {
  await q.query('CREATE TABLE `items` (`id` varchar(36) NOT NULL PRIMARY KEY, `body` json NULL)');
"""


@pytest.mark.parametrize(
    "label", ["Db.mysql", "'mysql'", "'mariadb':\n    case 'aurora-mysql'", "DatabaseType.MARIADB"]
)
def test_of_a_migration_for_several_databases_the_branch_of_mysql_is_carried_out(label: str) -> None:
    script = migration("A1600000000000", SEVERAL_DATABASES.replace("LABEL", label))
    found = read_migration(script.encode(), "migrations/1600000000000-A.ts")

    assert found.unresolved == ()
    assert [(each.name, [(c.name, c.type) for c in each.columns]) for each in found.tables] == [
        ("items", [("id", "varchar(36)"), ("body", "json")])
    ]


def test_a_migration_without_a_branch_for_mysql_is_carried_out_as_a_whole() -> None:
    body = """
      switch (q.connection.options.type) {
        case 'postgres': await q.query('CREATE TABLE items (id int PRIMARY KEY)'); break;
        case 'sqlite': await q.query('ALTER TABLE items ADD body text'); break;
      }
    """
    assert read(body) == {"items": (("id", "body"), ())}


def test_a_choice_among_other_things_than_databases_is_carried_out_as_a_whole() -> None:
    body = """
      switch (process.env.STAGE) {
        case 'mysql': await q.query('CREATE TABLE items (id int PRIMARY KEY)'); break;
        case 'live': await q.query('CREATE TABLE sales (id int PRIMARY KEY)'); break;
      }
    """
    assert set(read(body)) == {"items", "sales"}


def test_the_fields_of_a_migration_are_values_of_its_file() -> None:
    script = """
import { MigrationInterface, QueryRunner } from 'typeorm';
const WIDTH = 36;
export class Authors1700000000000 implements MigrationInterface {
  private readonly tables = ['items', 'sales'];
  static readonly states = ['new', 'sold'];
  private list(values: string[]): string { return values.map((v) => `'${v}'`).join(', '); }
  public async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE TABLE items (id int PRIMARY KEY, state ENUM(${this.list(Authors1700000000000.states)}))`);
    await q.query('CREATE TABLE sales (id int PRIMARY KEY)');
    for (const table of this.tables) {
      const found: any[] = await q.query(`SHOW COLUMNS FROM \\`${table}\\` LIKE 'author'`);
      if (found.length === 0) await q.query(`ALTER TABLE \\`${table}\\` ADD COLUMN author varchar(${WIDTH}) NULL`);
    }
  }
}
"""
    found = read_migration(script.encode(), "migrations/1700000000000-Authors.ts")

    assert found.unresolved == ()
    assert [(each.name, [(c.name, c.type) for c in each.columns]) for each in found.tables] == [
        ("items", [("id", "int"), ("state", "enum('new','sold')"), ("author", "varchar(36)")]),
        ("sales", [("id", "int"), ("author", "varchar(36)")]),
    ]


def test_a_statement_that_only_shows_is_not_told_though_its_table_is_computed() -> None:
    script = migration("A1600000000000", "await q.query(`SHOW COLUMNS FROM \\`${process.env.TABLE}\\``);")

    assert read_migration(script.encode(), "migrations/1600000000000-A.ts").unresolved == ()


def test_a_field_that_a_migration_assigns_is_not_known() -> None:
    script = """
import { MigrationInterface, QueryRunner } from 'typeorm';
export class Later1700000000000 implements MigrationInterface {
  private table = 'items';
  public async up(q: QueryRunner): Promise<void> {
    this.table = process.env.TABLE;
    await q.query(`CREATE TABLE ${this.table} (id int PRIMARY KEY)`);
  }
}
"""
    found = read_migration(script.encode(), "migrations/1700000000000-Later.ts")

    assert found.tables == ()
    assert [each.reason for each in found.unresolved] == [COMPUTED]


@pytest.mark.parametrize(
    "search", ["key => key.columnNames.indexOf('user') !== -1", "(key) => key.columnNames.includes('user')"]
)
def test_a_foreign_key_that_is_looked_for_by_its_column_is_dropped(search: str) -> None:
    body = f"""
      await q.query('CREATE TABLE users (id int PRIMARY KEY)');
      await q.query('CREATE TABLE items (id int PRIMARY KEY, user int, boss int, FOREIGN KEY (user) REFERENCES users (id), '
        + 'FOREIGN KEY (boss) REFERENCES users (id))');
      const table = await q.getTable('items');
      const found = table?.foreignKeys.find({search});
      if (found) await q.dropForeignKey(table, found);
    """
    found = read_migration(migration("A1600000000000", body).encode(), "migrations/1600000000000-A.ts")

    assert found.unresolved == ()
    assert {each.name: [key.columns for key in each.foreign_keys] for each in found.tables} == {
        "items": [("boss",)],
        "users": [],
    }


def test_a_foreign_key_that_is_looked_for_otherwise_is_told() -> None:
    body = """
      const table = await q.getTable('items');
      await q.dropForeignKey('items', table.foreignKeys.find((key) => key.columnNames.includes('user') && key.name === 'FK'));
    """
    found = read_migration(migration("A1600000000000", body).encode(), "migrations/1600000000000-A.ts")

    assert [each.reason for each in found.unresolved] == [COMPUTED]
