"""Classes that no module declares: what they inherit they do too, each with what is its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

IMPORTERS = """
import { Body, Controller, Module, Param, Post } from '@nestjs/common';
import { Column, DataSource, Entity, EntityManager, PrimaryColumn, Repository } from 'typeorm';
@Entity('boats') export class Boat { @PrimaryColumn() id: number; @Column() name: string; }
@Entity('ports') export class Port { @PrimaryColumn() id: number; @Column() name: string; }
abstract class Importer<T> {
  protected abstract get rows(): Repository<T>;
  async run(lines: string[]) { await this.rows.upsert(lines.map((name) => ({ name })) as any, ['name']); }
}
export class Boats extends Importer<Boat> {
  constructor(private readonly em: EntityManager) { super(); }
  protected get rows() { return this.em.getRepository(Boat); }
}
export class Ports extends Importer<Port> {
  constructor(private readonly em: EntityManager) { super(); }
  protected get rows() { return this.em.getRepository(Port); }
}
const importers = { boats: Boats, ports: Ports };
"""
BOTH = {("Boats.run", "write", "boats"), ("Ports.run", "write", "ports")}


def reading(tmp_path: Path, code: str) -> Small:
    """Return the facts of a monolith of one file."""
    return small(tmp_path, {"src/app.module.ts": IMPORTERS + code})


def test_an_inherited_method_that_nobody_calls_is_read_for_each_class(tmp_path: Path) -> None:
    """Found in an exam: it was read for the first of them alone, and the others' tables were in no fact."""
    assert reading(tmp_path, "@Module({}) export class AppModule {}").uses() == BOTH


def test_an_overridden_method_is_not_read_for_who_overrides_it(tmp_path: Path) -> None:
    """Of a class that has a body of its own the base's is not run."""
    own = "export class Mine extends Boats { async run() { await this.rows.clear(); } }"
    found = reading(tmp_path, own + "@Module({}) export class AppModule {}")
    assert found.uses("Mine.run") == {("Mine.run", "write", "boats")}
    assert len([each for each in found.facts.accesses if each.function == "Mine.run"]) == 1


@pytest.mark.parametrize(
    "made", ["new importers[kind](em)", "new (importers[kind])(em)", "new (importers as any)[kind](em)"]
)
def test_a_class_out_of_a_registry_is_any_of_them(tmp_path: Path, made: str) -> None:
    """Found in an exam: the transaction that runs it had no tables."""
    found = reading(
        tmp_path,
        f"""
        const importer = (kind: keyof typeof importers, em: EntityManager) => {made};
        @Controller('imports') export class ImportsController {{
          constructor(private readonly source: DataSource) {{}}
          @Post(':kind') run(@Param('kind') kind: any) {{ return this.source.transaction((em) => importer(kind, em).run(['a'])); }}
        }}
        @Module({{ controllers: [ImportsController] }}) export class AppModule {{}}
        """,
    )
    assert found.uses() == BOTH
    assert found.transactions() == {"ImportsController.run": ((), ("boats", "ports"))}


RULES = """
type Rule = { apply(cents: number): Promise<number> };
const rules = new Map<string, (source: DataSource) => Rule>();
const rule = (name: string, make: (source: DataSource) => Rule) => rules.set(name, (source) => ({ ...make(source) }));
rule('boats', (source) => ({ apply: async (cents) => { await source.WORK; return cents; } }));
@Module({}) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("work", "mode"),
    [
        ("createQueryBuilder(Boat, 'b').innerJoin(Port, 'p', 'p.id = b.id').getMany()", "read"),
        ("createQueryBuilder(Boat, 'b').delete().execute()", "write"),
        ("getRepository(Boat).find()", "read"),
    ],
)
def test_a_builder_of_an_entity_is_one_wherever_it_comes_from(tmp_path: Path, work: str, mode: str) -> None:
    """Nothing but a data source or a manager is asked for one of an entity's class: a callback's parameter has no type."""
    found = reading(tmp_path, RULES.replace("WORK", work))
    assert (mode, "boats") in {(kind, table) for _, kind, table in found.uses()}
    assert found.unresolved() == []


WITHIN = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource, EntityManager, EntityTarget, Entity, ObjectLiteral, PrimaryColumn } from 'typeorm';
@Entity('boats') export class Boat { @PrimaryColumn() id: number; }
abstract class Rows<T extends ObjectLiteral> {
  constructor(readonly manager: EntityManager, readonly target: EntityTarget<T>) {}
  put(row: any) { return this.manager.getRepository(this.target).insert(row); }
  within(manager: EntityManager): this { return new (this.constructor as any)(manager, this.target); }
}
export class Boats extends Rows<Boat> { constructor(manager: EntityManager) { super(manager, Boat); } }
@Injectable() export class Port {
  private readonly boats = new Boats(this.source.manager);
  constructor(private readonly source: DataSource) {}
  add() { return this.source.transaction((manager) => this.boats.within(manager).put({ id: 1 })); }
}
@Module({ providers: [Port] }) export class AppModule {}
"""


def test_an_object_makes_another_one_of_its_own_class(tmp_path: Path) -> None:
    """Found in an exam: `new this.constructor(manager)` made nothing, and the transaction was empty in silence."""
    found = small(tmp_path, {"src/app.module.ts": WITHIN})
    assert found.transactions() == {"Port.add": ((), ("boats",))}


def test_objects_that_make_others_of_their_class_come_to_an_end(tmp_path: Path) -> None:
    """In the constructor, too, and twice each time."""
    code = """
import { Injectable, Module } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
class Knot {
  kids: any[];
  constructor(readonly m: EntityManager, readonly of?: Knot) { this.kids = [new (this.constructor as any)(m, this), new (this.constructor as any)(m, this)]; }
  kid(): any { return new (this.constructor as any)(this.m, this); }
  twice(): any { return [this.kid().twice(), this.kid().kid().twice()]; }
  run() { return this.m.query('DELETE FROM knots'); }
  deep(n: number): any { return n ? this.kid().deep(n - 1) : this.kid().kid().run(); }
}
@Injectable() export class Net {
  constructor(private readonly source: DataSource) {}
  all() { const knot = new Knot(this.source.manager); knot.twice(); return knot.deep(9); }
}
@Module({ providers: [Net] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": code})
    assert found.of("Knot.run") == {"write knots"}
