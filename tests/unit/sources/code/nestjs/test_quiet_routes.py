"""Which routes change nothing: the handler, what it calls, what it starts, and its guards."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import MAIN, small

SOURCE = """
import { Controller, Get, Injectable, Module, UseGuards } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { Column, DataSource, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
import axios from 'axios';
@Entity('orders') export class Order { @PrimaryGeneratedColumn() id: number; @Column() state: string; }
@Injectable() export class Orders {
  constructor(@InjectRepository(Order) private readonly repo: Repository<Order>, private readonly db: DataSource,
    private readonly events: EventEmitter2) {}
  list() { return this.repo.find(); }
  async touch() { const all = await this.list(); await this.repo.save(all); }
  deep() { return this.inner(); }
  private inner() { return this.touch(); }
  later() { setTimeout(() => this.repo.delete(1), 10); return this.list(); }
  tell() { this.events.emit('seen', 1); return this.list(); }
  send() { return axios.get('http://x'); }
  raw() { return this.db.query('SELECT * FROM orders'); }
  rawWrite() { return this.db.query('UPDATE orders SET state = 1'); }
  unknown(sql: string) { return this.db.query(sql); }
  locked() { return this.repo.findOne({ where: { id: 1 }, lock: { mode: 'pessimistic_write' } }); }
}
@Injectable() export class Stamp {
  constructor(@InjectRepository(Order) private readonly repo: Repository<Order>) {}
  async canActivate() { await this.repo.update(1, { state: 'seen' }); return true; }
}
@Controller('o') export class OrdersController {
  constructor(private readonly orders: Orders) {}
  @Get('handler') handler() { return BODY; }
}
@UseGuards(Stamp) @Controller('g') export class GuardedController {
  constructor(private readonly orders: Orders) {}
  @Get('handler') handler() { return this.orders.list(); }
}
@Module({ imports: [TypeOrmModule.forFeature([Order])], controllers: [OrdersController, GuardedController],
  providers: [Orders, Stamp] })
export class AppModule {}
"""


def quiet(folder: Path, body: str) -> dict[str, bool]:
    """Return for each controller whether its route is quiet."""
    facts = small(folder, {"src/app.module.ts": SOURCE.replace("BODY", body)}).facts
    return {route.handler.split(".")[0]: route.quiet for route in facts.routes}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1", True), ("this.orders.list()", True), ("this.orders.raw()", True),
        ("this.orders.touch()", False), ("this.orders.deep()", False), ("this.orders.later()", False),
        ("this.orders.tell()", False), ("this.orders.send()", False), ("this.orders.rawWrite()", False),
        ("this.orders.unknown(process.env.X)", False), ("this.orders.locked()", False),
    ],
)  # fmt: skip
def test_a_route_is_quiet_if_nothing_that_it_reaches_changes_anything(
    tmp_path: Path, body: str, expected: bool
) -> None:
    assert quiet(tmp_path, body)["OrdersController"] is expected


def test_a_guard_that_writes_makes_its_routes_loud(tmp_path: Path) -> None:
    assert quiet(tmp_path, "1")["GuardedController"] is False


AROUND = {
    "src/log.ts": """import { DataSource } from 'typeorm';
import { Injectable } from '@nestjs/common';
@Injectable() export class Log {
  constructor(private readonly db: DataSource) {}
  intercept(context: any, next: any) { COND this.write(); return next.handle(); }
  use(req: any, res: any, next: any) { COND this.write(); next(); }
  private write() { return this.db.query('INSERT INTO log (at) VALUES (1)'); }
}
""",
    "src/app.module.ts": """import { Controller, Get, Module, UseInterceptors } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Log } from './log';
@Controller('a') export class AController { @Get() one() { return 1; } @Get('b') MINE two() { return 2; } }
@Module({ controllers: [AController], providers: [PROVIDED] })
export class AppModule { configure(consumer: any) { APPLIED } }
""",
}


@pytest.mark.parametrize(
    ("provided", "applied", "mine", "main", "loud"),
    [
        ("", "", "", "", set()),
        ("{ provide: APP_INTERCEPTOR, useClass: Log }", "", "", "", {"one", "two"}),
        ("", "consumer.apply(Log).forRoutes('*');", "", "", {"one", "two"}),
        ("", "", "", "app.useGlobalInterceptors(new Log(app.get(DataSource)));", {"one", "two"}),
        ("Log", "", "@UseInterceptors(Log)", "", {"two"}),
    ],
)
@pytest.mark.parametrize("told", [False, True])
def test_what_stands_around_a_handler_and_writes_makes_it_loud(
    tmp_path: Path, told: bool, provided: str, applied: str, mine: str, main: str, loud: set[str]
) -> None:
    """Found in an exam: a request that is sent to both sides would have been logged twice. What tells reads from writes is let pass."""
    texts = {
        path: text.replace("PROVIDED", provided).replace("APPLIED", applied).replace("MINE", mine)
        for path, text in AROUND.items()
    }
    texts["src/log.ts"] = texts["src/log.ts"].replace("COND", "if (context.method !== 'GET')" if told else "")
    if not (provided or applied or mine or main):
        del texts["src/log.ts"]
        texts["src/app.module.ts"] = texts["src/app.module.ts"].replace("import { Log } from './log';\n", "")
    texts["src/main.ts"] = MAIN.replace("await app.listen", main + " await app.listen").replace(
        "import { AppModule }",
        "import { DataSource } from 'typeorm'; import { Log } from './log';\nimport { AppModule }",
    )
    facts = small(tmp_path, texts).facts
    assert {each.handler.split(".")[1] for each in facts.routes if not each.quiet} == (
        set() if told else loud
    )
