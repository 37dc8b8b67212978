"""Objects that are made with a list of others: specifications that are put together, steps that are run in turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

PARTS = """
import { DataSource, Entity, FindManyOptions, FindOptionsWhere, ManyToOne, PrimaryColumn, Repository } from 'typeorm';
import { Injectable, Module } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
@Entity('areas') export class Area { @PrimaryColumn() id: number; }
@Entity('shops') export class Shop { @PrimaryColumn() id: number; @ManyToOne(() => Area) area: Area; }
interface Spec { where(): FindOptionsWhere<Shop>; options?(): FindManyOptions<Shop> }
class Any implements Spec { where() { return {}; } }
class InArea implements Spec {
  constructor(private readonly name: string) {}
  where() { return { name: this.name } as any; }
  options() { return { relations: { area: true } }; }
}
const options = (spec: Spec): FindManyOptions<Shop> => ({ where: spec.where(), ...(spec.options?.() ?? {}) });
interface Step { run(): Promise<unknown> }
class Clear implements Step { constructor(private readonly source: DataSource) {} run() { return this.source.query('DELETE FROM areas'); } }
class List implements Step { constructor(private readonly shops: Repository<Shop>) {} run() { return this.shops.find(); } }
"""


def read(folder: Path, outer: str, body: str) -> Small:
    """Read a monolith of one provider."""
    service = f"""
@Injectable() export class Shops {{
  constructor(@InjectRepository(Shop) private readonly shops: Repository<Shop>, private readonly source: DataSource) {{}}
  list() {{ {body} }}
}}
@Module({{ providers: [Shops] }}) export class AppModule {{}}
"""
    return small(folder, {"src/app.module.ts": PARTS + outer + service})


@pytest.mark.parametrize(
    ("kept", "made"),
    [
        ("constructor(private readonly parts: Spec[]) {}", "new And([new Any(), new InArea('a')])"),
        ("private readonly parts: Spec[]; constructor(...parts: Spec[]) { this.parts = parts; }", "new And(new Any(), new InArea('a'))"),
        ("private readonly parts: Spec[]; constructor(...parts: Spec[]) { this.parts = parts; }", "new And(new InArea('a'), new Any())"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "options",
    [
        "Object.assign({}, ...this.parts.map((each) => each.options?.() ?? {}))",
        "this.parts.reduce((all, each) => ({ ...all, ...each.options?.() }), {})",
    ],
)
def test_a_specification_that_is_made_of_a_list_of_others_loads_their_relations(
    tmp_path: Path, kept: str, made: str, options: str
) -> None:
    outer = (
        f"class And implements Spec {{ {kept} where() {{ return {{}}; }} options() {{ return {options}; }} }}"
    )
    found = read(tmp_path, outer, f"return this.shops.find(options({made}));")
    assert found.of("Shops.list") == {"read shops", "read areas"}


@pytest.mark.parametrize(
    "steps",
    [
        "class Steps { constructor(private readonly all: Step[]) {} async run() { for (const step of this.all) await step.run(); } }",
        "class Steps { private readonly all: Step[]; constructor(all: Step[]) { this.all = all; } run() { return Promise.all(this.all.map((each) => each.run())); } }",
    ],
)
def test_the_steps_of_a_list_are_run(tmp_path: Path, steps: str) -> None:
    found = read(
        tmp_path,
        steps,
        "return new Steps([new Clear(this.source), new List(this.shops)]).run();",
    )
    assert found.uses() == {("Clear.run", "write", "areas"), ("List.run", "read", "shops")}
