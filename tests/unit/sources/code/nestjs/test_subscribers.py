"""What a subscriber of TypeORM writes, it writes for whoever saves what it listens to."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.graph.attribution import attributed
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest

FILES = {
    "package.json": '{"name": "shop", "dependencies": {"@nestjs/core": "10", "typeorm": "0.3"}}',
    "src/main.ts": "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n"
    "async function start() { await (await NestFactory.create(AppModule)).listen(3000); }\nstart();\n",
    "src/app.module.ts": "import { Module } from '@nestjs/common';\nimport { TypeOrmModule } from '@nestjs/typeorm';\n"
    "import { AuditModule } from './audit/audit.module';\nimport { OrdersModule } from './orders/orders.module';\n"
    "import { StockModule } from './stock/stock.module';\nimport { Watch } from './audit/watch';\n"
    "@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql', subscribers: [Watch] }), AuditModule, OrdersModule, StockModule] })\n"
    "export class AppModule {}\n",
    "src/entities.ts": "import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';\n"
    "export abstract class Row { @PrimaryGeneratedColumn() id: number; }\n"
    "@Entity('orders') export class Order extends Row { @Column() n: number; }\n"
    "@Entity('stock') export class Stock extends Row { @Column() n: number; }\n"
    "@Entity('idle') export class Idle extends Row { @Column() n: number; }\n"
    "@Entity('trail') export class Trail { @PrimaryGeneratedColumn() id: number; }\n",
    "src/orders/orders.module.ts": "",
    "src/stock/stock.module.ts": "",
    "src/audit/audit.module.ts": "import { Module } from '@nestjs/common';\nimport { Watch } from './watch';\n"
    "@Module({ providers: [/*PROVIDED*/] })\nexport class AuditModule {}\n",
    "src/audit/watch.ts": "import { EntitySubscriberInterface, EventSubscriber, InsertEvent } from 'typeorm';\n"
    "import { Idle, Order, Row, Trail } from '../entities';\n"
    "@EventSubscriber()\nexport class Watch implements EntitySubscriberInterface {\n  /*LISTENS*/\n"
    "  async afterInsert(event: InsertEvent<Order>) { await event.manager.getRepository(Trail).insert({}); }\n}\n",
}


def saving(folder: str, entity: str) -> str:
    """Return a module that saves an entity."""
    name = folder.title()
    return (
        "import { Injectable, Module } from '@nestjs/common';\nimport { InjectRepository } from '@nestjs/typeorm';\n"
        f"import {{ Repository }} from 'typeorm';\nimport {{ {entity} }} from '../entities';\n"
        f"@Injectable()\nexport class {name}Service {{\n  constructor(@InjectRepository({entity}) private rows: "
        f"Repository<{entity}>) {{}}\n  add() {{ return this.rows.insert({{ n: 1 }}); }}\n}}\n"
        f"@Module({{ providers: [{name}Service] }})\nexport class {name}Module {{}}\n"
    )


@pytest.mark.parametrize(
    ("listens", "stock", "provided", "expected"),
    [
        ("listenTo() { return Order; }", "Stock", False, ["orders"]),
        ("listenTo() { return Order; }", "Order", False, ["orders", "stock"]),
        ("listenTo() { return Row; }", "Stock", False, ["orders", "stock"]),
        ("", "Stock", False, ["orders", "stock"]),
        ("listenTo() { return Idle; }", "Stock", False, ["audit"]),
        ("listenTo() { return Order; }", "Stock", True, ["audit"]),
    ],
    ids=["the saver", "every saver", "a base class", "all entities", "nobody saves", "Nest provides it"],
)
def test_a_subscriber_writes_for(
    listens: str, stock: str, provided: bool, expected: list[str], tmp_path: Path
) -> None:
    made = {
        "src/orders/orders.module.ts": saving("orders", "Order"),
        "src/stock/stock.module.ts": saving("stock", stock),
    }
    for name, text in (FILES | made).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        told = text.replace("/*LISTENS*/", listens).replace("/*PROVIDED*/", "Watch" if provided else "")
        (tmp_path / name).write_text(told, encoding="utf-8")
    facts = analyse(AnalyseRequest(root=tmp_path, jobs=1))
    found = [access for access in facts.accesses if access.table == "trail"]
    assert [access.module for access in found] == expected
    assert {(access.function, access.file) for access in found} == {
        ("Watch.afterInsert", "src/audit/watch.ts")
    }


@pytest.mark.parametrize(
    ("decorator", "listens", "expected"),
    [
        ("@EventSubscriber()", "listenTo() { return Order; }", ["orders"]),
        ("@Injectable()", "listenTo() { return Order; }", ["orders"]),
        ("@Injectable()", "", ["orders", "stock"]),
        ("@Injectable()", "listenTo() { return Idle; }", []),
    ],
)
def test_whoever_saves_calls_the_subscriber_that_nest_provides(
    decorator: str, listens: str, expected: list[str], tmp_path: Path
) -> None:
    """Where its module is shared code it writes for them all: the database refused it, and the saver's statement was undone."""
    made = {
        "src/orders/orders.module.ts": saving("orders", "Order"),
        "src/stock/stock.module.ts": saving("stock", "Stock"),
    }
    for name, text in (FILES | made).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        told = (
            text.replace("/*LISTENS*/", listens)
            .replace("/*PROVIDED*/", "Watch")
            .replace("subscribers: [Watch]", "")
        )
        told = told.replace("@EventSubscriber()", decorator)
        (tmp_path / name).write_text(f"import {{ Injectable }} from '@nestjs/common';\n{told}" if "watch.ts" in name else told,
                                     encoding="utf-8")  # fmt: skip
    facts = analyse(AnalyseRequest(root=tmp_path, jobs=1))
    found = [each for each in facts.shared_calls if each.to_function == "Watch.afterInsert"]
    assert [each.from_module for each in found] == expected
    assert {each.to_file for each in found} <= {"src/audit/watch.ts"}
    kept = attributed(facts, ("audit",)).accesses
    assert [each.module for each in kept if each.table == "trail"] == (expected or ["audit"])


@pytest.mark.parametrize(
    ("hook", "entity", "expected"),
    [
        ("afterInsert", "Order", ("orders", "trail")),
        ("beforeUpdate", "Order", ("orders", "trail")),
        ("afterTransactionCommit", "Order", ("orders",)),
        ("afterInsert", "Stock", ("stock",)),
    ],
)
def test_what_a_subscriber_writes_is_in_the_transaction_that_saves(
    hook: str, entity: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    """Found in an exam: its manager is the transaction's; only what runs after the end of that is outside."""
    service = (
        saving("orders", entity)
        .replace("import { Repository }", "import { DataSource, Repository }")
        .replace("constructor(", "constructor(private source: DataSource, ")
        .replace("return this.rows.insert(", f"return this.source.transaction((m) => m.insert({entity}, ")
        .replace("{ n: 1 });", "{ n: 1 }));")
    )
    made = {"src/orders/orders.module.ts": service, "src/stock/stock.module.ts": saving("stock", "Order")}
    for name, text in (FILES | made).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        told = text.replace("/*LISTENS*/", "listenTo() { return Order; }").replace("/*PROVIDED*/", "")
        (tmp_path / name).write_text(told.replace("afterInsert", hook), encoding="utf-8")
    facts = analyse(AnalyseRequest(root=tmp_path, jobs=1))
    (transaction,) = facts.transactions
    assert transaction.writes == expected


def test_a_statement_passes_subscribers_by(tmp_path: Path) -> None:
    """Found in an exam: TypeORM broadcasts what goes through entities alone."""
    service = (
        saving("stock", "Stock")
        .replace("import { Repository }", "import { DataSource, Repository }")
        .replace("constructor(", "constructor(private source: DataSource, ")
        .replace(
            "this.rows.insert({ n: 1 })",
            "this.source.transaction((m) => m.query('INSERT INTO orders (n) VALUES (1)'))",
        )
    )
    made = {
        "src/orders/orders.module.ts": saving("orders", "Order"),
        "src/stock/stock.module.ts": service,
    }
    for name, text in (FILES | made).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        told = text.replace("/*LISTENS*/", "listenTo() { return Order; }").replace("/*PROVIDED*/", "")
        (tmp_path / name).write_text(told, encoding="utf-8")
    facts = analyse(AnalyseRequest(root=tmp_path, jobs=1))
    assert [access.module for access in facts.accesses if access.table == "trail"] == ["orders"]
    assert [each.writes for each in facts.transactions] == [("orders",)]


@pytest.mark.parametrize("place", ["src/audit/watch.ts", "src/common/keep.ts"])
def test_what_a_subscriber_has_a_function_write_is_the_savers(place: str, tmp_path: Path) -> None:
    """Found in an exam: it was charged to the folder of the subscriber, and stood in no transaction."""
    keep = (
        "import { EntityManager } from 'typeorm';\nimport { Trail } from '../entities';\n"
        "export const keep = (manager: EntityManager, what: string) => manager.getRepository(Trail).insert({ what } as any);\n"
    )
    service = (
        saving("orders", "Order")
        .replace("import { Repository }", "import { DataSource, Repository }")
        .replace("constructor(", "constructor(private source: DataSource, ")
        .replace("return this.rows.insert(", "return this.source.transaction((m) => m.insert(Order, ")
        .replace("{ n: 1 });", "{ n: 1 }));")
    )
    watch = FILES["src/audit/watch.ts"].replace("/*LISTENS*/", "listenTo = () => Order;")
    watch = watch.replace(
        "await event.manager.getRepository(Trail).insert({});", "await keep(event.manager, 'new');"
    )
    if place.endswith("watch.ts"):
        watch = keep.replace("import { Trail } from '../entities';\n", "") + watch
    else:
        watch = "import { keep } from '../common/keep';\n" + watch
    made = {"src/orders/orders.module.ts": service, "src/stock/stock.module.ts": saving("stock", "Stock")}
    made |= (
        {"src/audit/watch.ts": watch}
        if place.endswith("watch.ts")
        else {place: keep, "src/audit/watch.ts": watch}
    )
    for name, text in (FILES | made).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.replace("/*PROVIDED*/", ""), encoding="utf-8")
    facts = analyse(AnalyseRequest(root=tmp_path, jobs=1))
    found = [(each.module, each.function, each.file) for each in facts.accesses if each.table == "trail"]
    assert found == [("orders", "keep", place)]
    assert [each.writes for each in facts.transactions] == [("orders", "trail")]
