"""Entities and naming strategies of data sources."""

from __future__ import annotations

import pytest
from nest_projects import backend

from woosh_split.sources.code.nestjs.registrations import DataSources, read_data_sources

HEAD = """import { Module } from '@nestjs/common'; import { NestFactory } from '@nestjs/core';
import { ConfigModule, ConfigService, registerAs } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm'; import { DataSource, DefaultNamingStrategy } from 'typeorm';
import { SnakeNamingStrategy } from 'typeorm-naming-strategies'; import { snakeCase, pluralize } from 'words';
import { join } from 'path';
export class A {} export class B {} export class C {}
const ALL = { A, B };
"""


def sources(imports: str, before: str = "", providers: str = "") -> DataSources:
    """Read the data sources of one root module."""
    source = (
        f"{HEAD}{before}\n@Module({{ imports: [{imports}], providers: [{providers}] }}) export class AppModule {{}}\n"
        "NestFactory.create(AppModule);"
    )
    made, _, graph = backend({"src/main.ts": source})
    return read_data_sources(graph, made.world)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("{ entities: [A, B] }", {"A", "B"}),
        ("{ entities: Object.values(ALL) }", {"A", "B"}),
        ("{ entities: [A], autoLoadEntities: true }", {"A", "C"}),
        ("{ autoLoadEntities: true }", {"C"}),
        ("{ entities: [__dirname + '/**/*.entity{.ts,.js}'] }", set()),
        ("{ entities: [join(__dirname, '**', '*.entity.js'), A] }", set()),
        ("{ entities: load() }", set()),
        ("new DataSource({ entities: [A] }).options", {"A"}),
    ],
)
def test_the_listed_entities_are_registered_and_a_pattern_means_all(options: str, expected: set[str]) -> None:
    """The empty set stands for all."""
    found = sources(f"TypeOrmModule.forRoot({options}), TypeOrmModule.forFeature([C])")
    assert {decl.name for decl in found.registered} == expected


@pytest.mark.parametrize(
    "options",
    [
        "{ inject: [ConfigService], useFactory: async (config: ConfigService) => ({ entities: [A], host: config.get('H') }) }",
        "{ useFactory: options }",
        "{ useClass: Settings }",
        "{ inject: [ConfigService], useFactory: (config: ConfigService) => config.get('database') }",
    ],
)
def test_options_of_factories_classes_and_configuration_are_read(options: str) -> None:
    """A function, a class, a key of the configuration."""
    before = """function options() { const shared = { entities: [A] }; return { ...shared, type: 'mysql' }; }
    class Settings { createTypeOrmOptions() { return { entities: [A] }; } }
    const database = registerAs('database', () => ({ entities: [A] }));"""
    found = sources(
        f"ConfigModule.forRoot({{ load: [database] }}), TypeOrmModule.forRootAsync({options})", before
    )
    assert {decl.name for decl in found.registered} == {"A"}


def test_a_data_source_that_a_provider_makes_is_read_where_no_module_does() -> None:
    """The way of Nest's own database recipe."""
    found = sources(
        "", "", "{ provide: 'DB', useFactory: async () => new DataSource({ entities: [B] }).initialize() }"
    )
    assert {decl.name for decl in found.registered} == {"B"}


OWN = """const toSnake = (text: string) => text.replace(/([A-Z])/g, '_$1').toLowerCase();
class Names extends DefaultNamingStrategy {
  tableName(name: string, custom: string) { return custom || snakeCase(name); }
  columnName(name: string, custom: string) { return custom ?? this.made(name); }
  joinColumnName(relation: string, column: string) { return toSnake(`${relation}_${column}`); }
  joinTableName(a: string, b: string, c: string, d: string) { return super.joinTableName(a, b, c, d); }
  private made(name: string) { return snakeCase(name); }
}
class Plural extends SnakeNamingStrategy { tableName(name: string) { return pluralize(name); } }"""


@pytest.mark.parametrize(
    ("strategy", "snake", "unresolved"),
    [
        (
            "new SnakeNamingStrategy()",
            {"tableName", "columnName", "joinColumnName", "joinTableColumnName"},
            0,
        ),
        ("new Names()", {"tableName", "columnName"}, 0),
        ("new Plural()", {"columnName", "joinColumnName", "joinTableColumnName"}, 1),
        ("undefined", set(), 0),
    ],
)
def test_a_naming_strategy_is_judged_by_what_its_methods_call(
    strategy: str, snake: set[str], unresolved: int
) -> None:
    """A package's, our own, and one whose names cannot be told."""
    found = sources(f"TypeOrmModule.forRoot({{ entities: [A], namingStrategy: {strategy} }})", OWN)
    assert (found.naming.snake, len(found.unresolved)) == (frozenset(snake), unresolved)


PREFIXED = """
import { snakeCase as snake } from 'typeorm/util/StringUtils';
class Prefixed extends DefaultNamingStrategy {
  tableName(name: string, custom: string) { return custom || `sch_${snake(name)}`; }
  columnName(name: string, custom: string, inside: string[]) { return snake(inside.concat('').join('_')) + (custom || snake(name)); }
  joinColumnName(relation: string, column: string) { return snake(`${relation}_${column}`); }
  joinTableName(first: string, second: string, property: string) { return snake(`${first}_${property.replace(/\\./gi, '_')}`); }
  joinTableColumnName(table: string, property: string, column?: string) { return snake(`${table.replace('sch_', '')}_${column || property}`); }
}"""
EXTENDED = """
import { camelCase } from 'lodash';
const PREFIX = 'app';
class Extended extends SnakeNamingStrategy {
  tableName(name: string, custom?: string) { const made = super.tableName(name, custom); return [PREFIX, made].join('_') + 's'; }
  columnName(name: string, custom: string | undefined, inside: string[]) {
    if (custom) { return custom; }
    return super.columnName(camelCase(name).toUpperCase(), custom, inside);
  }
}"""


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (
            PREFIXED,
            ("sch_order_line", "given", "created_at", "home_zip_code", "user_id", "sch_a_tags", "a_id"),
        ),
        (
            EXTENDED,
            (
                "app_order_lines",
                "app_givens",
                "createdat",
                "home_zipcode",
                "user_id",
                "sch_a_tags_sch_b",
                "sch_a_id",
            ),
        ),
    ],
)
def test_a_strategy_of_the_project_s_own_is_run_for_the_names(own: str, expected: tuple[str, ...]) -> None:
    """Found in a trial: what names tables by `sch_${snakeCase(name)}` was taken for plain snake case, and no dump was met."""
    name = "Prefixed" if own is PREFIXED else "Extended"
    found = sources(f"TypeOrmModule.forRoot({{ entities: [A], namingStrategy: new {name}() }})", own)
    naming = found.naming
    assert found.unresolved == ()
    assert (
        naming.table("OrderLine", None),
        naming.table("OrderLine", "given"),
        naming.column("createdAt", None, ()),
        naming.column("zipCode", None, ("home",)),
        naming.join_column("user", "id"),
        naming.join_table("sch_a", "sch_b", "tags"),
        naming.join_table_column("sch_a", "id"),
    ) == expected


def test_the_prefix_of_all_tables_is_kept() -> None:
    """``entityPrefix``."""
    found = sources("TypeOrmModule.forRoot({ entities: [A], entityPrefix: 'shop_' })")
    assert found.naming.table("OrderLine", None) == "shop_order_line"


@pytest.mark.parametrize(
    ("types", "told"),
    [
        (("'postgres'",), ["type: 'postgres'"]),
        (("'mysql'",), []),
        (("'mariadb'",), []),
        (("process.env.DB",), []),
        (("process.env.DB ? 'sqlite' : 'mysql'",), []),
        (("'postgres'", "'mysql'"), []),
        ((), []),
    ],
)
def test_a_monolith_on_another_database_is_told(types: tuple[str, ...], told: list[str]) -> None:
    """Nothing is said of one that may be on MySQL as well."""
    found = sources(", ".join(f"TypeOrmModule.forRoot({{ type: {each}, entities: [A] }})" for each in types))
    assert [each.text for each in found.unresolved] == told
