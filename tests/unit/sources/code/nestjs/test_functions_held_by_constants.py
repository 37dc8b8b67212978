"""Functions that stand in objects and lists at the top level of a file, or were made for a constant there."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.graph.crossings import crossings
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement

SOURCE = """
import { DataSource, EntityManager } from 'typeorm';
import { Order } from './order.entity';
export const source = new DataSource({ type: 'mysql' });
"""
ENTITY = "import { Entity } from 'typeorm'; @Entity('orders') export class Order {}"


def reading(
    tmp_path: Path, common: str, work: str = "", names: str = "source", own: str = "", more: str = ""
) -> Facts:
    """Return the facts of a monolith with a file of no module; ``OrdersService.run`` does some work with what is in it."""
    return small(
        tmp_path,
        {
            "src/common/order.entity.ts": ENTITY,
            "src/common/held.ts": SOURCE + common,
            "src/orders/orders.module.ts": f"""
import {{ Controller, Get, Injectable, Module }} from '@nestjs/common';
import {{ DataSource, EntityManager }} from 'typeorm';
import {{ {names} }} from '../common/held';
{own}
@Injectable() export class OrdersService {{
  constructor(private readonly own: DataSource) {{}}
  async run() {{ {work} }}
}}
@Controller('orders') export class OrdersController {{
  constructor(private readonly orders: OrdersService) {{}}
  @Get() run() {{ return this.orders.run(); }}
}}
@Module({{ providers: [OrdersService{more}], controllers: [OrdersController] }}) export class OrdersModule {{}}
""",
            "src/app.module.ts": """
import { Module } from '@nestjs/common';
import { OrdersModule } from './orders/orders.module';
@Module({ imports: [OrdersModule] }) export class AppModule {}
""",
        },
    ).facts


def test_a_static_method_that_is_handed_on_runs_with_what_its_caller_has(tmp_path: Path) -> None:
    """As the work of a transaction, out of a list of loaders, and bound to its first argument."""
    own = """
class Writer {
  static async run(em: EntityManager) { await em.query('INSERT INTO orders (id) VALUES (1)'); await Writer.count(em); }
  static count(em: any) { return em.query('UPDATE stock SET n = 1'); }
  static load(db: any, name: string) { return db.query(`SELECT * FROM ${name}`); }
}
class Fast extends Writer {}
const LOADERS = { users: Writer.load };
"""
    work = """
await this.own.transaction(Fast.run);
await LOADERS.users(this.own, 'users');
const load = Writer.load; await load(this.own, 'roles');
['stores'].map(Writer.load.bind(null, this.own));
"""
    facts = reading(tmp_path, "", work, own=own)
    assert {(table, mode) for _, _, table, mode in accesses(facts)} == {
        ("orders", "write"), ("stock", "write"), ("users", "read"), ("roles", "read"), ("stores", "read"),
    }  # fmt: skip
    assert [(each.function, each.writes) for each in facts.transactions] == [
        ("OrdersService.run", ("orders", "stock"))
    ]
    assert not facts.unresolved


def accesses(facts: Facts) -> set[tuple[str, str, str, str]]:
    """Return module, function, table and mode of each access."""
    return {(each.module, each.function, each.table, each.mode) for each in facts.accesses}


AUDIT = """
export const audit = {
  async write() { await source.query('INSERT INTO audit (a) VALUES (1)'); },
  read: async () => source.query('SELECT * FROM audit'),
  old: { purge: function () { return source.query('DELETE FROM audit'); } },
  both() { return this.later(); },
  later() { return source.query('DELETE FROM later'); },
};
const step = () => source.query('DELETE FROM step');
export const steps = [step, () => source.query('DELETE FROM listed')];
export const frozen = Object.freeze({ run: () => source.query('DELETE FROM frozen') });
export default { other: () => source.query('DELETE FROM other') };
"""


@pytest.mark.parametrize(
    ("work", "names", "function", "table"),
    [
        ("await audit.write();", "audit", "audit.write", "audit"),
        ("const { read } = audit; await read();", "audit", "audit.read", "audit"),
        ("await audit.old.purge();", "audit", "audit.old.purge", "audit"),
        ("[1, 2].forEach(audit.read);", "audit", "audit.read", "audit"),
        ("await audit.both();", "audit", "audit.later", "later"),
        ("for (const each of steps) await each();", "steps", "steps", "listed"),
        ("await frozen.run();", "frozen", "frozen.run", "frozen"),
        ("await held.other();", "default as held", "default.other", "other"),
    ],
)
def test_what_a_function_of_a_shared_object_does_crosses_from_the_module_that_calls_it(
    tmp_path: Path, work: str, names: str, function: str, table: str
) -> None:
    facts = reading(tmp_path, AUDIT, work, names)
    assert ("~shared", function, table) in {each[:3] for each in accesses(facts)}

    found = crossings(facts, Placement({"orders": "ordering"}, {table: "records"}))
    assert {
        (each.kind, each.from_service)
        for each in found
        if each.what == table and each.from_service == "ordering"
    } == {("read" if function == "audit.read" else "write", "ordering")}


def test_functions_of_objects_are_read_where_nobody_calls_them_and_no_function_is_charged_for_another_one(
    tmp_path: Path,
) -> None:
    """``both`` and ``later`` were lost: nobody ran what an object at the top level holds, and its ``this`` was unknown."""
    facts = reading(tmp_path, AUDIT, "await audit.write();", "audit")
    assert accesses(facts) == {
        ("~shared", "audit.write", "audit", "write"),
        ("~shared", "audit.read", "audit", "read"),
        ("~shared", "audit.old.purge", "audit", "write"),
        ("~shared", "audit.later", "later", "write"),
        ("~shared", "step", "step", "write"),
        ("~shared", "steps", "listed", "write"),
        ("~shared", "frozen.run", "frozen", "write"),
        ("~shared", "default.other", "other", "write"),
    }
    called = {(each.from_module, each.function, each.to_function) for each in facts.shared_calls}
    assert called == {
        ("orders", "OrdersService.run", "audit.write"),
        ("~shared", "audit.both", "audit.later"),
    }


def test_an_object_of_a_module_keeps_its_module_and_joins_the_transaction_that_it_is_handed(
    tmp_path: Path,
) -> None:
    own = """
const rows = {
  async one(manager: EntityManager) { await manager.query('UPDATE one SET a = 1'); return this.two(manager); },
  two(manager: EntityManager) { return manager.query('UPDATE two SET a = 1'); },
  unused(manager: EntityManager) { return manager.query('UPDATE three SET a = 1'); },
};
"""
    facts = reading(tmp_path, "", "await this.own.transaction((manager) => rows.one(manager));", own=own)
    assert accesses(facts) == {
        ("orders", "rows.one", "one", "write"),
        ("orders", "rows.two", "two", "write"),
        ("orders", "rows.unused", "three", "write"),
    }
    assert [set(each.writes) for each in facts.transactions] == [{"one", "two"}]


MAKERS = """
const log = (table: string) => ({
  add: async () => source.query(`INSERT INTO ${table} (a) VALUES (1)`),
  all: async () => source.query(`SELECT * FROM ${table}`),
});
export const visits = log('visits');
export const logins = log('logins');
function rows(entity: any) { return { find: () => source.getRepository(entity).find() }; }
export const orders = rows(Order);
"""


def test_functions_that_are_made_for_a_constant_are_told_apart_by_its_name(tmp_path: Path) -> None:
    """Who calls ``visits.add`` writes the one table; the accesses are no longer those of whoever made the functions."""
    facts = reading(tmp_path, MAKERS, "await visits.add(); await orders.find();", "visits, orders")
    found = accesses(facts)
    assert ("~shared", "visits.add", "visits", "write") in found
    assert ("~shared", "orders.find", "orders", "read") in found
    assert not {each for each in found if each[1] in ("rows", "log")}
    assert {
        (each.from_module, each.to_function) for each in facts.shared_calls if each.from_module == "orders"
    } == {
        ("orders", "visits.add"),
        ("orders", "orders.find"),
    }
    placement = Placement(
        {"orders": "ordering"}, {"visits": "records", "logins": "records", "orders": "records"}
    )
    crossed = {each.what for each in crossings(facts, placement) if each.from_service == "ordering"}
    assert crossed == {"visits", "orders"}


def test_a_maker_that_a_module_calls_too_keeps_what_its_functions_do(tmp_path: Path) -> None:
    facts = reading(
        tmp_path,
        MAKERS.replace("function rows", "export function rows"),
        "await rows(Order).find();",
        "rows, Order",
    )
    assert ("~shared", "rows", "orders", "read") in accesses(facts)
    assert ("orders", "rows") in {(each.from_module, each.to_function) for each in facts.shared_calls}


def test_what_a_constant_starts_as_its_file_is_loaded_is_read_though_nobody_asks_for_it(
    tmp_path: Path,
) -> None:
    facts = reading(
        tmp_path,
        """
export const timer = setInterval(() => source.query('DELETE FROM sessions'), 60000);
export const ready = source.query('UPDATE boot SET a = 1');
""",
    )
    assert accesses(facts) == {
        ("~shared", "(top level)", "sessions", "write"),
        ("~shared", "(top level)", "boot", "write"),
    }
    assert [(each.function, each.schedule) for each in facts.jobs] == [("(top level)", "60000")]


def test_methods_that_extend_a_repository_are_read_once_where_somebody_calls_them_and_else_where_they_stand(
    tmp_path: Path,
) -> None:
    facts = reading(
        tmp_path,
        """
export const Orders = source.getRepository(Order).extend({
  open() { return this.find(); },
  purge() { return this.delete({}); },
});
""",
        "await Orders.open();",
        "Orders",
    )
    assert accesses(facts) == {
        ("orders", "open", "orders", "read"),
        ("~shared", "(top level)", "orders", "write"),
    }


def test_an_object_that_is_made_with_the_name_of_its_table_works_for_the_module_that_calls_it(
    tmp_path: Path,
) -> None:
    """The table was `computed`: a text by itself was not kept with the object that is made with it."""
    facts = reading(
        tmp_path,
        """
export class Writer {
  constructor(private readonly table: string) {}
  write() { return source.query(`INSERT INTO ${this.table} (a) VALUES (1)`); }
}
export const shared = new Writer('kept');
""",
        "await shared.write(); await new Writer('made').write();",
        "shared, Writer",
    )
    assert accesses(facts) == {
        ("orders", "Writer.write", "kept", "write"),
        ("orders", "Writer.write", "made", "write"),
    }
    assert facts.unresolved == ()


def test_a_function_of_an_object_that_is_the_first_to_ask_for_another_object_is_read(tmp_path: Path) -> None:
    """Seen on a test monolith: what came to the functions of the file meanwhile ended the reading."""
    facts = reading(
        tmp_path,
        """
const inner = { run: () => source.query('DELETE FROM inner_rows') };
source.initialize().then(() => undefined);
export const one = { run: () => later.run(), other: () => source.query('DELETE FROM one') };
const later = inner.run ? { run: () => source.query('DELETE FROM later'), more: [() => inner.run()] } : { run() {} };
""",
    )
    assert {each[2] for each in accesses(facts)} >= {"inner_rows", "one", "later"}


def test_a_factory_in_a_constant_is_read_once_with_what_nest_hands_it(tmp_path: Path) -> None:
    own = """
const boot = {
  provide: 'BOOT', inject: [DataSource],
  useFactory: async (given: DataSource) => given.query('SELECT * FROM boot'),
};
"""
    facts = reading(tmp_path, "", own=own, more=", boot")
    assert accesses(facts) == {("orders", "(top level)", "boot", "read")}
