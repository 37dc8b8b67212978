"""What each service touches is followed once, and kept for as long as nothing changes that it depends on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from woosh_split.model.facts import Facts
from woosh_split.model.split import Contract, Service, SplitFile
from woosh_split.pipeline import reach
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.reach import service_reach
from woosh_split.pipeline.request import AnalyseRequest

FILES = {
    "package.json": '{"name": "shop", "dependencies": {"@nestjs/core": "10", "typeorm": "0.3"}}',
    "src/main.ts": "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n"
    "async function start() { const app = await NestFactory.create(AppModule); await app.listen(3000); }\nstart();\n",
    "src/app.module.ts": "import { Module } from '@nestjs/common';\nimport { OrdersModule } from './orders.module';\n"
    "@Module({ imports: [OrdersModule] })\nexport class AppModule {}\n",
    "src/orders.module.ts": "import { Injectable, Module } from '@nestjs/common';\nimport { DataSource } from 'typeorm';\n"
    "@Injectable()\nexport class Orders {\n  constructor(private source: DataSource) {}\n"
    "  all() { return this.source.query('SELECT id FROM orders'); }\n}\n"
    "@Module({ providers: [Orders] })\nexport class OrdersModule {}\n",
}
SPLIT = SplitFile(services=(Service("ordering", ("orders",), ("orders",)),))


@pytest.fixture
def asked(tmp_path: Path) -> AnalyseRequest:
    for name, text in FILES.items():
        (tmp_path / "shop" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "shop" / name).write_text(text, encoding="utf-8")
    return AnalyseRequest(root=tmp_path / "shop", cache_dir=tmp_path / "cache", jobs=1)


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows whenever the code is followed."""
    times: list[int] = []
    really = reach._followed

    def counting(*given: object) -> object:
        times.append(1)
        return really(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reach, "_followed", counting)
    return times


def reached(asked: AnalyseRequest, facts: Facts, split: SplitFile = SPLIT) -> dict[str, list[str]]:
    found = service_reach(asked, facts, split)
    assert found is not None
    return {name: [each.table for each in accesses] for name, accesses in found.items()}


def test_the_second_run_follows_nothing_and_says_the_same(asked: AnalyseRequest, followed: list[int]) -> None:
    facts = analyse(asked)
    first = service_reach(asked, facts, SPLIT)
    assert service_reach(asked, analyse(asked), SPLIT) == first
    assert len(followed) == 1
    assert service_reach(replace(asked, cache_dir=None), facts, SPLIT) == first
    assert len(followed) == 2


def test_another_split_other_facts_and_another_file_are_followed_anew(
    asked: AnalyseRequest, followed: list[int]
) -> None:
    facts = analyse(asked)
    assert reached(asked, facts) == {"ordering": ["orders"], "monolith": []}
    assert reached(asked, facts, SplitFile()) == {"monolith": ["orders"]}
    assert reached(asked, replace(facts, accesses=())) == {"ordering": [], "monolith": []}

    file = asked.root / "src" / "orders.module.ts"
    file.write_text(FILES["src/orders.module.ts"].replace("FROM orders", "FROM bills"), encoding="utf-8")
    assert reached(asked, analyse(asked))["ordering"] == ["bills"]
    assert len(followed) == 4


def test_what_is_damaged_in_the_cache_is_followed_anew(
    asked: AnalyseRequest, followed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = analyse(asked)
    first = service_reach(asked, facts, SPLIT)
    monkeypatch.setattr(reach, "unsqueezed", lambda blob: ("not", "ours"))
    assert service_reach(asked, facts, SPLIT) == first
    assert len(followed) == 2


def test_what_a_service_carries_along_and_only_others_call_is_not_its_own_access(tmp_path: Path) -> None:
    """A file of helpers comes as a whole: ``book`` of it is called by the one, ``count`` by the other."""

    def module(name: str, work: str) -> str:
        return (
            "import { Controller, Get, Injectable, Module } from '@nestjs/common';\nimport { book, count } from './common';\n"
            f"@Injectable()\nexport class {name} {{ run() {{ return {work}; }} }}\n"
            f"@Controller('{name}')\nexport class {name}Controller {{ constructor(private own: {name}) {{}} @Get() run() {{ return this.own.run(); }} }}\n"
            f"@Module({{ providers: [{name}], controllers: [{name}Controller] }})\nexport class {name}Module {{}}\n"
        )

    files = FILES | {
        "src/common.ts": "import { DataSource } from 'typeorm';\nconst source = new DataSource({ type: 'mysql' });\n"
        "export async function book() { await source.query('UPDATE ledger SET n = 1'); }\n"
        "export async function count() { return source.query('SELECT id FROM visits'); }\n",
        "src/books.module.ts": module("Books", "book()"),
        "src/tours.module.ts": module("Tours", "count()"),
        "src/app.module.ts": "import { Module } from '@nestjs/common';\nimport { BooksModule } from './books.module';\n"
        "import { ToursModule } from './tours.module';\n@Module({ imports: [BooksModule, ToursModule] })\nexport class AppModule {}\n",
    }
    for name, text in files.items():
        (tmp_path / "shop" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "shop" / name).write_text(text, encoding="utf-8")
    asked = AnalyseRequest(root=tmp_path / "shop", jobs=1)
    split = SplitFile(
        services=(Service("money", ("books",), ("ledger",)), Service("trips", ("tours",), ("visits",)))
    )
    found = reached(asked, analyse(asked), split)
    assert (found["money"], found["trips"]) == (["ledger"], ["visits"])


STRATEGY = """import { Injectable, Module } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { DataSource } from 'typeorm';

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(private readonly source: DataSource) { super({}); }
  async validate(payload: any) { return this.source.query('SELECT jti FROM revoked_tokens WHERE jti = ?', [payload.jti]); }
}

@Injectable()
export class AuthService {
  constructor(private readonly source: DataSource) {}
  logIn() { return this.source.query('INSERT INTO log_ins (at) VALUES (NOW())'); }
}

@Module({ providers: [JwtStrategy, AuthService] })
export class AuthModule {}
"""


def test_a_strategy_in_the_file_of_its_module_is_copied_too(asked: AnalyseRequest) -> None:
    """It stands in a generated file with the module; the service that lies beside it there stays where it is."""
    guarded = FILES["src/orders.module.ts"].replace(
        "@Module({", "import { AuthGuard } from '@nestjs/passport';\n"
        "@Controller('orders')\n@UseGuards(AuthGuard('jwt'))\nexport class OrdersController { @Get() all() { return []; } }\n"
        "@Module({ controllers: [OrdersController],",
    ).replace("import { Injectable, Module }", "import { Controller, Get, Injectable, Module, UseGuards }")  # fmt: skip
    root = FILES["src/app.module.ts"].replace("[OrdersModule]", "[AuthModule, OrdersModule]")
    for name, text in {
        "src/auth.module.ts": STRATEGY,
        "src/orders.module.ts": guarded,
        "src/app.module.ts": f"import {{ AuthModule }} from './auth.module';\n{root}",
    }.items():
        (asked.root / name).write_text(text, encoding="utf-8")
    people = Service("people", ("auth",), ("revoked_tokens", "log_ins"))
    split = SplitFile(services=(*SPLIT.services, people))
    found = reached(asked, analyse(asked), split)
    assert sorted(found["ordering"]) == ["orders", "revoked_tokens"]


def test_what_a_subscriber_writes_for_borrowed_code_is_in_reach(asked: AnalyseRequest) -> None:
    """The entity is saved by a provider of others, whose code comes along: the subscriber comes with the data source."""
    entity = (
        "import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';\n"
        "@Entity('shops') export class Shop { @PrimaryGeneratedColumn() id: number; @Column() name: string; }\n"
    )
    trail = (
        "import { EventSubscriber } from 'typeorm';\nimport { Shop } from './entities';\n"
        "@EventSubscriber() export class Trail {\n  listenTo() { return Shop; }\n"
        "  async afterUpdate(event: any) { await event.manager.query('INSERT INTO trail (id) VALUES (1)'); }\n}\n"
    )
    shops = (
        "import { Injectable, Module } from '@nestjs/common';\nimport { DataSource } from 'typeorm';\n"
        "import { Shop } from './entities';\n@Injectable()\nexport class Shops {\n  constructor(private source: DataSource) {}\n"
        "  save(shop: Shop) { return this.source.getRepository(Shop).save(shop); }\n}\n"
        "@Module({ providers: [Shops], exports: [Shops] })\nexport class ShopsModule {}\n"
    )
    orders = (
        FILES["src/orders.module.ts"]
        .replace("private source: DataSource", "private source: DataSource, private shops: Shops")
        .replace("  all()", "  async move(shop: any) { await this.shops.save(shop); }\n  all()")
        .replace("@Injectable", "import { Shops, ShopsModule } from './shops.module';\n@Injectable", 1)
        .replace("@Module({", "@Module({ imports: [ShopsModule],")
    )
    root = (
        "import { Module } from '@nestjs/common';\nimport { TypeOrmModule } from '@nestjs/typeorm';\n"
        "import { Trail } from './trail';\nimport { OrdersModule } from './orders.module';\nimport { ShopsModule } from './shops.module';\n"
        "@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql', subscribers: [Trail] }), OrdersModule, ShopsModule] })\n"
        "export class AppModule {}\n"
    )
    for name, text in {
        "src/entities.ts": entity, "src/trail.ts": trail, "src/shops.module.ts": shops, "src/orders.module.ts": orders, "src/app.module.ts": root,
    }.items():  # fmt: skip
        (asked.root / name).write_text(text, encoding="utf-8")
    facts = analyse(asked)
    (call,) = (each for each in facts.calls if each.provider == "Shops")
    assert call.method == "save"
    services = (*SPLIT.services, Service("trade", ("shops",), ("shops", "trail")))
    borrowed = Contract("x", "ordering", "trade", "call", "Shops.save", "borrow")
    split = SplitFile(services=services, crossings=(borrowed,))
    assert sorted(set(reached(asked, facts, split)["ordering"])) == ["orders", "shops", "trail"]


AROUND = {
    "src/main.ts": "import { NestFactory } from '@nestjs/core';\nimport { DataSource } from 'typeorm';\nimport { AppModule } from './app.module';\n"
    "import { LogFilter } from './core/log.filter';\nasync function start() {\n  const app = await NestFactory.create(AppModule);\n"
    "  app.useGlobalFilters(new LogFilter(app.get(DataSource)));\n  await app.listen(3000);\n}\nstart();\n",
    "src/app.module.ts": "import { Module } from '@nestjs/common';\nimport { CoreModule } from './core/core.module';\nimport { Ping } from './core/ping';\n"
    "import { OrdersModule } from './orders.module';\n@Module({ imports: [CoreModule, OrdersModule] })\n"
    "export class AppModule { configure(consumer) { consumer.apply(Ping).forRoutes('*'); } }\n",
    "src/core/core.module.ts": "import { Module } from '@nestjs/common';\nimport { Clock } from './clock';\n"
    "@Module({ providers: [Clock], exports: [Clock] })\nexport class CoreModule {}\n",
    "src/core/clock.ts": "import { Injectable } from '@nestjs/common';\nimport { DataSource } from 'typeorm';\nimport { Zones } from './zones';\n@Injectable()\n"
    "export class Clock {\n  constructor(private source: DataSource) {}\n  zones() { return new Zones(this.source).all(); }\n}\n",
    "src/core/zones.ts": "export class Zones {\n  constructor(private source) {}\n  all() { return this.source.query('SELECT id FROM zones'); }\n}\n",
    "src/core/log.filter.ts": "import { Catch } from '@nestjs/common';\nimport { DataSource } from 'typeorm';\n@Catch()\nexport class LogFilter {\n"
    "  constructor(private source: DataSource) {}\n  catch(error) { this.keep(error); }\n"
    "  private keep(error) { this.source.query('INSERT INTO errors (text) VALUES (?)', [error]); }\n}\n",
    "src/core/ping.ts": "import { Injectable } from '@nestjs/common';\nimport { DataSource } from 'typeorm';\n@Injectable()\nexport class Ping {\n"
    "  constructor(private source: DataSource) {}\n  use(req, res, next) { this.source.query('INSERT INTO pings (at) VALUES (1)'); next(); }\n}\n",
}  # fmt: skip


def test_filters_and_middleware_that_no_module_provides_come_along_with_what_they_write(
    asked: AnalyseRequest,
) -> None:
    """Found in an exam: they lie in the folder of a module, a filter is made by the main file, and a service had no right for either.

    The write failed without a word, since such code swallows its errors.
    """
    for name, text in AROUND.items():
        (asked.root / name).parent.mkdir(parents=True, exist_ok=True)
        (asked.root / name).write_text(text, encoding="utf-8")
    split = replace(SPLIT, services=(*SPLIT.services, Service("core", ("core",), ("zones",))))
    assert sorted(reached(asked, analyse(asked), split)["ordering"]) == ["errors", "orders", "pings"]
