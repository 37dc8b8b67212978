"""Connections of which only an interface is known, and classes that Nest calls although nothing decorates them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

ENTITIES = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('kites') export class Kite { @PrimaryGeneratedColumn() id: number; }
"""


def _app(outer: str, members: str) -> str:
    return f"""
import {{ ArgumentsHost, CanActivate, Controller, ExceptionFilter, Get, Injectable, Module, UseGuards }} from '@nestjs/common';
import {{ applyDecorators, NestInterceptor, NestMiddleware, PipeTransform }} from '@nestjs/common';
import {{ DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository }} from 'typeorm';
import {{ Kite }} from './entities';
{outer}
@Injectable() export class Sky {{ {members} }}
@Module({{ providers: [Sky] }}) export class AppModule {{}}
"""


@pytest.mark.parametrize(
    ("outer", "call"),
    [
        ("interface Link { kites(): Repository<Kite> } export let link: Link;", "link.kites().find()"),
        (
            "interface Link { kites(): Promise<Repository<Kite>> } let link: Link;",
            "(await link.kites()).find()",
        ),
        (
            "interface Link { getRepository<T extends ObjectLiteral>(of: EntityTarget<T>): Repository<T> }"
            " export let link = {} as Link;",
            "link.getRepository(Kite).find()",
        ),
        (
            "interface Link { readonly getRepository: <T extends ObjectLiteral>(of: EntityTarget<T>) => Repository<T> }"
            " export let link = {} as Link;",
            "link.getRepository(Kite).find()",
        ),
        ("const link: any = (globalThis as any).link;", "link.getRepository(Kite).find()"),
    ],
)
def test_what_an_interface_gives_is_followed(outer: str, call: str, tmp_path: Path) -> None:
    texts = {
        "src/app.module.ts": _app(outer, f"async list() {{ return {call}; }}"),
        "src/entities.ts": ENTITIES,
    }
    found = small(tmp_path, texts)

    assert found.uses() == {("Sky.list", "read", "kites")}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    ("interface", "method"),
    [
        ("CanActivate", "canActivate"),
        ("NestInterceptor", "intercept"),
        ("PipeTransform<string>", "transform"),
        ("ExceptionFilter", "catch"),
        ("NestMiddleware", "use"),
    ],
)
def test_a_class_that_nest_calls_is_read_without_a_decorator(
    interface: str, method: str, tmp_path: Path
) -> None:
    outer = (
        "export let link: DataSource;\n"
        f"class Wind implements {interface} {{ async {method}() {{ return link.getRepository(Kite).find(); }} }}"
    )
    texts = {"src/app.module.ts": _app(outer, ""), "src/entities.ts": ENTITIES}

    assert small(tmp_path, texts).uses() == {(f"Wind.{method}", "read", "kites")}


@pytest.mark.parametrize(
    "body",
    [
        "const all: Repository<Kite> = given; return all.find();",
        "const all: Repository<Kite> = given.kites; return all.find();",
        "const link: EntityManager = given.link; return link.find(Kite);",
        "return (given.kites as Repository<Kite>).find();",
        "return (given as unknown as Repository<Kite>).find();",
        "let all: Repository<Kite>; all = given.kites; return all.find();",
        "let all: Repository<Kite> = null; if (given) { all = given.open(); } return all.find();",
        "const each: Repository<Kite>[] = given.every; for (const all of each) { await all.find(); }",
        "const { all }: { all: Repository<Kite> } = given; return all.find();",
        "const open = (): Repository<Kite> => given.kites; return open().find();",
    ],
)
def test_what_is_written_of_a_value_is_believed_where_no_caller_knows_it(body: str, tmp_path: Path) -> None:
    texts = {
        "src/app.module.ts": _app("", f"async list(given: any) {{ {body} }}"),
        "src/entities.ts": ENTITIES,
    }
    found = small(tmp_path, texts)

    assert found.uses() == {("Sky.list", "read", "kites")}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "members",
    [
        "private open(given: any): Repository<Kite> { return given.kites; }"
        " list(given: any) { return this.open(given).find(); }",
        "private all: Repository<Kite>; onModuleInit(given: any) { this.all = given; } list() { return this.all.find(); }",
    ],
)
def test_what_is_written_of_a_result_or_a_field_is_believed(members: str, tmp_path: Path) -> None:
    texts = {"src/app.module.ts": _app("", members), "src/entities.ts": ENTITIES}
    found = small(tmp_path, texts)

    assert found.uses() == {("Sky.list", "read", "kites")}
    assert found.unresolved() == []


def test_a_caller_that_knows_more_than_what_is_written_is_heard(tmp_path: Path) -> None:
    members = (
        "private keep(given: any) { const link: EntityManager = given.link; return link.delete(Kite, 1); }"
        " drop(source: DataSource) { return source.transaction((link) => this.keep({ link })); }"
    )
    found = small(tmp_path, {"src/app.module.ts": _app("", members), "src/entities.ts": ENTITIES})

    assert found.uses() == {("Sky.keep", "write", "kites")}
    assert found.transactions() == {"Sky.drop": ((), ("kites",))}
