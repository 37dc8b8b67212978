"""What the entry file puts around all handlers works in every service, though a module provides it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.graph.crossings import crossings
from woosh_split.model.placement import Placement

ORDERS = """
import { Controller, Get, Module } from '@nestjs/common';
@Controller('orders') export class OrdersController { @Get() all() { return []; } }
@Module({ controllers: [OrdersController] }) export class OrdersModule {}
"""
APP = """
import { Module } from '@nestjs/common';
import { LogModule } from './log/log.module';
import { OrdersModule } from './orders/orders.module';
@Module({ imports: [LogModule, OrdersModule] }) export class AppModule {}
"""
LOG = """
import {{ Injectable, Module }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
@Injectable() export class Around {{
  constructor(private readonly source: DataSource) {{}}
  async {method}(one: any, two: any) {{ await this.store(one); return two; }}
  private store(one: any) {{ return this.source.query('INSERT INTO log (text) VALUES (?)', [String(one)]); }}
}}
@Module({{ providers: [Around], exports: [Around] }}) export class LogModule {{}}
"""
MAIN = """
import {{ NestFactory }} from '@nestjs/core';
import {{ AppModule }} from './app.module';
import {{ Around }} from './log/log.module';
async function start() {{ const app = await NestFactory.create(AppModule); {call}; await app.listen(3000); }}
start();
"""
PLACED = Placement({"log": "logging", "orders": "ordering"}, {"log": "logging"})


@pytest.mark.parametrize(
    ("call", "method", "crosses"),
    [
        ("app.useGlobalFilters(app.get(Around))", "catch", True),
        ("app.useGlobalInterceptors(app.get(Around))", "intercept", True),
        ("app.useGlobalPipes(app.get(Around))", "transform", True),
        ("await app.get(Around).catch('up', 1)", "catch", False),
    ],
)
def test_a_provided_class_that_main_sets_writes_in_every_service(
    tmp_path: Path, call: str, method: str, crosses: bool
) -> None:
    """Its access stands in a method of its own, so no call of another provider tells; what main only calls does not stand around."""
    texts = {
        "src/app.module.ts": APP, "src/orders/orders.module.ts": ORDERS, "src/log/log.module.ts": LOG.format(method=method),
        "src/main.ts": MAIN.format(call=call),
    }  # fmt: skip
    found = crossings(small(tmp_path, texts).facts, PLACED)
    writes = [(each.from_service, each.what) for each in found if each.kind == "write"]
    assert writes == ([("ordering", "log")] if crosses else [])


AUDIT = """
import {{ Injectable, MiddlewareConsumer, Module, RequestMethod }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
import {{ OrdersController }} from '../orders/orders.module';
@Injectable() export class Audit {{
  constructor(private readonly source: DataSource) {{}}
  use(one: any, two: any, next: any) {{ this.source.query('INSERT INTO log (text) VALUES (1)'); next(); }}
}}
@Module({{}}) export class LogModule {{
  configure(consumer: MiddlewareConsumer) {{ consumer.apply(Audit).forRoutes({routes}); }}
}}
"""


@pytest.mark.parametrize(
    ("routes", "crosses"),
    [("'*'", True), ("{ path: '*', method: RequestMethod.POST }", True), ("'log'", False)],
)
def test_middleware_that_a_module_applies_to_all_routes_writes_in_every_service(
    tmp_path: Path, routes: str, crosses: bool
) -> None:
    """The root only imports the module: nothing but its ``configure`` tells that its middleware stands before all others' routes."""
    texts = {
        "src/app.module.ts": APP, "src/orders/orders.module.ts": ORDERS, "src/log/log.module.ts": AUDIT.format(routes=routes),
        "src/main.ts": MAIN.format(call="").replace("import { Around } from './log/log.module';\n", ""),
    }  # fmt: skip
    found = crossings(small(tmp_path, texts).facts, PLACED)
    writes = [(each.from_service, each.what) for each in found if each.kind == "write"]
    assert writes == ([("ordering", "log")] if crosses else [])
