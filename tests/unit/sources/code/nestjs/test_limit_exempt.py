"""Which routes the limit of the application's throttler does not hold for, and that a gateway leaves them alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.artefacts.routes.table import make_table
from woosh_split.model.facts import Facts
from woosh_split.model.split import SplitFile
from woosh_split.pipeline.gateway import uncounted_routes

SOURCE = """
import { Controller, Get, Module, UseGuards, applyDecorators } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SkipThrottle, Throttle, ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
const Free = () => applyDecorators(SkipThrottle());
class Base { @SkipThrottle() @Get('inherited') inherited() {} }
@Controller('a') export class A extends Base {
  @Get('plain') plain() {}
  @Get('skipped') @SkipThrottle() skipped() {}
  @Get('own') @Throttle({ default: { limit: 3, ttl: 1000 } }) own() {}
  @Get('composed') @Free() composed() {}
  @Get('not') @SkipThrottle({ default: false }) not() {}
}
@SkipThrottle() @Controller('b') export class B {
  @Get('skipped') skipped() {}
  @Get('counted') @SkipThrottle({ default: false }) counted() {}
}
@Module({
  imports: [ThrottlerModule.forRoot([{ ttl: 900000, limit: 5 }])],
  controllers: [A, B],
  providers: [PROVIDED],
})
export class AppModule {}
"""
GLOBAL = "{ provide: APP_GUARD, useClass: ThrottlerGuard }"
SKIPPED = {"/a/inherited", "/a/skipped", "/a/own", "/a/composed", "/b/skipped"}


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Facts]:
    """Return what reads the facts of one module."""
    return lambda source: small(tmp_path, {"src/app.module.ts": source}).facts


def uncounted(facts: Facts) -> set[str]:
    split = SplitFile()
    paths = {each.id: each.path for each in make_table(facts, split).routes}
    return {paths[id_] for id_ in uncounted_routes(facts, split)}


def test_what_skips_the_limit_or_has_its_own_is_exempt(read: Callable[[str], Facts]) -> None:
    facts = read(SOURCE.replace("PROVIDED", GLOBAL))
    assert {each.path for each in facts.routes if each.limit_exempt} == SKIPPED
    assert len(facts.routes) == len(SKIPPED) + 3


def test_a_gateway_does_not_count_them(read: Callable[[str], Facts]) -> None:
    assert uncounted(read(SOURCE.replace("PROVIDED", GLOBAL))) == SKIPPED


def test_where_one_controller_is_limited_only_its_routes_are_counted(read: Callable[[str], Facts]) -> None:
    limited = SOURCE.replace("@Controller('a')", "@UseGuards(ThrottlerGuard) @Controller('a')")
    assert uncounted(read(limited.replace("PROVIDED", ""))) == {*SKIPPED, "/b/counted"}
