"""Transactions whose manager is kept in an ``AsyncLocalStorage`` or a ``ClsService``, by a decorator or by a unit of work."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

STORE = """
import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, EntityManager } from 'typeorm';
STORAGE
let shared: DataSource;
@Injectable() export class Work {
  constructor(private readonly source: DataSource) { shared = source; }
  get manager(): EntityManager { return MANAGER; }
  run<R>(work: () => Promise<R>): Promise<R> { return this.source.transaction((manager) => current.run(KEPT, work)); }
}
export function Together(): MethodDecorator {
  return (_target, _key, descriptor: PropertyDescriptor) => {
    const original = descriptor.value;
    descriptor.value = function (...args: unknown[]) {
      return shared.transaction((manager) => current.run(KEPT, () => original.apply(this, args)));
    };
    return descriptor;
  };
}
"""
APP = """
import { Module, Injectable } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Together, Work } from './work';
@Entity('boats') export class Boat { @PrimaryGeneratedColumn() id: number; @Column() name: string; }
@Entity('logs') export class Log { @PrimaryGeneratedColumn() id: number; @Column() text: string; }
@Injectable() export class Logs { constructor(private work: Work) {}
  add(text: string) { return this.work.manager.insert(Log, { text }); } }
@Injectable() export class Boats {
  constructor(private readonly work: Work, private readonly logs: Logs) {}
  @Together() async rename(id: number, name: string) {
    await this.work.manager.update(Boat, id, { name });
    await this.logs.add(name);
  }
  async drop(id: number) {
    return this.work.run(async () => {
      await this.work.manager.getRepository(Boat).delete(id);
      await this.logs.add('dropped');
    });
  }
  async plain() { await this.logs.add('nothing'); }
}
@Module({ imports: [TypeOrmModule.forFeature([Boat, Log])], providers: [Boats, Logs, Work] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("storage", "manager", "kept"),
    [
        (
            "const current = new AsyncLocalStorage<EntityManager>();",
            "current.getStore() ?? this.source.manager",
            "manager",
        ),
        ("const current = new AsyncLocalStorage<EntityManager>();", "current.getStore()!", "manager"),
        (
            "interface Kept { manager: EntityManager }\nconst current = new AsyncLocalStorage<Kept>();",
            "current.getStore()?.manager ?? this.source.manager",
            "{ manager }",
        ),
    ],
)
def test_the_work_is_in_the_transaction_of_the_kept_manager(
    tmp_path: Path, storage: str, manager: str, kept: str
) -> None:
    """The function whose work it is is charged, what it calls is in it, and the wrappers have none."""
    store = STORE.replace("STORAGE", storage).replace("MANAGER", manager).replace("KEPT", kept)
    found = small(tmp_path, {"src/work.ts": store, "src/app.module.ts": APP})

    assert (found.transactions(), found.unresolved()) == (
        {"Boats.rename": ((), ("boats", "logs")), "Boats.drop": ((), ("boats", "logs"))},
        [],
    )


CLS = """
import { Injectable } from '@nestjs/common';
import { ClsService, ClsStore } from 'nestjs-cls';
import { DataSource, EntityManager } from 'typeorm';
const KEY = Symbol('manager');
interface Kept extends ClsStore { manager: EntityManager }
@Injectable() export class Work {
  constructor(private readonly cls: TYPE, private readonly source: DataSource) {}
  get manager(): EntityManager { return MANAGER; }
  run<R>(work: () => Promise<R>): Promise<R> { return this.source.transaction((manager) => RUN); }
}
"""
SET = "this.cls.run(async () => { this.cls.set(KEY_OF, manager); return work(); })"


@pytest.mark.parametrize(
    ("type_", "manager", "run"),
    [
        (
            "ClsService",
            "(this.cls.isActive() && this.cls.get<EntityManager>(KEY as any)) || this.source.manager",
            SET.replace("KEY_OF", "KEY as any"),
        ),
        ("ClsService<Kept>", "this.cls.get('manager')", SET.replace("KEY_OF", "'manager'")),
        ("ClsService<Kept>", "this.cls.get().manager", "this.cls.runWith({ manager } as Kept, work)"),
    ],
)
def test_a_cls_service_keeps_the_manager_as_well(tmp_path: Path, type_: str, manager: str, run: str) -> None:
    work = CLS.replace("TYPE", type_).replace("MANAGER", manager).replace("RUN", run)
    app = APP.replace("  @Together() async rename", "  async rename").replace(
        "import { Together, Work }", "import { Work }"
    )
    found = small(tmp_path, {"src/work.ts": work, "src/app.module.ts": app})

    assert (found.transactions(), found.unresolved()) == ({"Boats.drop": ((), ("boats", "logs"))}, [])
    assert ("Boats.rename", "write", "boats") in found.uses()


KEPT = """
import { AsyncLocalStorage } from 'async_hooks';
import { Injectable, Module } from '@nestjs/common';
import { DataSource, Entity, PrimaryColumn, QueryRunner } from 'typeorm';
@Entity('boats') export class Boat { @PrimaryColumn() id: number; }
const store = new AsyncLocalStorage<Map<string, any>>();
@Injectable() export class Runners {
  private readonly runners = new Map<string, QueryRunner>();
  constructor(private readonly source: DataSource) {}
  async begin(id: string) {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    this.runners.set(id, runner);
  }
  async work(id: string) { const runner = this.runners.get(id)!; await runner.manager.save(Boat, {}); await runner.query('DELETE FROM docks'); }
  async end(id: string) { await this.runners.get(id)!.commitTransaction(); this.runners.delete(id); }
  async all(id: string) { await this.begin(id); await this.work(id); await this.end(id); await this.source.query('DELETE FROM logs'); }
  stored() {
    return this.source.transaction((manager) => store.run(new Map([['manager', manager]]), () => this.step()));
  }
  private async step() { await store.getStore()!.get('manager').save(Boat, {}); }
}
@Module({ providers: [Runners] }) export class AppModule {}
"""


def test_a_manager_or_a_runner_in_a_map_is_part_of_its_transaction(tmp_path: Path) -> None:
    facts = small(tmp_path, {"src/app.module.ts": KEPT})
    assert facts.transactions() == {
        "Runners.all": ((), ("boats", "docks")),
        "Runners.stored": ((), ("boats",)),
    }
    assert facts.of("Runners.step") == {"write boats"}


@pytest.mark.parametrize(
    ("work", "uses", "unresolved"),
    [
        (
            "const em: any = this.found(); await em.save(Boat, {}); await em.x.delete(Boat, 1);",
            {"write boats"},
            [],
        ),
        ("await given.delete(Boat, 1);", set(), ["receiver: given.delete(Boat, 1)"]),
        ("given.find(Boat);", set(), []),
    ],
)
def test_what_takes_an_entity_and_something_else_is_a_manager(
    tmp_path: Path, work: str, uses: set[str], unresolved: list[str]
) -> None:
    text = KEPT.replace(
        "  stored()", f"  found(): any {{ return null; }}\n  async given(given: any) {{ {work} }}\n  stored()"
    )
    facts = small(tmp_path, {"src/app.module.ts": text})
    assert facts.of("Runners.given") == uses
    assert facts.unresolved() == unresolved


WORK = """
import { Injectable } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, EntityManager } from 'typeorm';
const current = new AsyncLocalStorage<EntityManager>();
@Injectable() export class Work {
  static it: Work;
  constructor(private readonly source: DataSource) { Work.it = this; }
  get manager() { return current.getStore() ?? this.source.manager; }
  run<R>(work: () => Promise<R>): Promise<R> { return this.source.transaction((manager) => current.run(manager, work)); }
}
export const together = <R>(work: () => Promise<R>) => Work.it.run(work);
export function Together(): MethodDecorator {
  return (_target, _key, descriptor: PropertyDescriptor) => {
    const original = descriptor.value;
    descriptor.value = function (...args: unknown[]) { return CALL(() => original.apply(this, args)); };
  };
}
"""


@pytest.mark.parametrize("call", ["Work.it.run", "opened"])
def test_a_decorator_may_leave_it_to_others_to_open_the_transaction(tmp_path: Path, call: str) -> None:
    """To a method of a class that it names, or to a function; it was none, and so was no transaction."""
    opened = (
        "\nfunction opened(work: any) { return shared.transaction(() => work()); }\nlet shared: DataSource;"
    )
    work = WORK.replace("CALL", call) + (opened if call == "opened" else "")
    found = small(tmp_path, {"src/work.ts": work, "src/app.module.ts": APP})
    assert found.transactions()["Boats.rename"] == ((), ("boats", "logs"))


STEPS = """
import { Module, Injectable } from '@nestjs/common';
import { Together, Work } from './work';
@Injectable() export class Logs { constructor(private work: Work) {}
  add(text: string) { return this.work.manager.query('INSERT INTO logs (text) VALUES (?)', [text]); } }
@Injectable() export class Boats {
  constructor(private readonly work: Work, private readonly logs: Logs) {}
  private readonly steps: any = STEPS;
  @Together() async go(to: string) { await CALLED; }
}
@Module({ providers: [Boats, Logs, Work] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("steps", "called"),
    [
        ("{ sold: () => this.logs.add('sold'), lost: async () => {} }", "this.steps[to]?.()"),
        ("new Map([['sold', () => this.logs.add('sold')]])", "this.steps.get(to)()"),
        ("[() => this.logs.add('sold')]", "Promise.all(this.steps.map((step) => step()))"),
    ],
)
def test_functions_in_a_field_work_in_the_transaction_of_who_runs_them(
    tmp_path: Path, steps: str, called: str
) -> None:
    """Found in an exam: the handlers of an order's states were in no transaction."""
    app = STEPS.replace("STEPS", steps).replace("CALLED", called)
    work = WORK.replace("CALL", "Work.it.run")
    found = small(tmp_path, {"src/work.ts": work, "src/app.module.ts": app})
    assert found.transactions()["Boats.go"] == ((), ("logs",))
