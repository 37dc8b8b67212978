"""The service that owns sessions judges them for the gateway, by the guard that the monolith has."""

from __future__ import annotations

from pathlib import Path

from extractions import changed, shop_apart

GUARD = """import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { UsersService } from './users.service';

@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly users: UsersService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const token = context.switchToHttp().getRequest().headers.authorization;
    if ((await this.users.findOne(Number(token))) === null) {
      throw new UnauthorizedException();
    }
    return true;
  }
}
"""
GUARDED = {
    "src/users/session.guard.ts": GUARD,
    **changed(
        "src/users/users.controller.ts",
        ("  @Get() first()", "  @UseGuards(SessionGuard)\n  @Get() first()"),
        ("import { Controller, Get }", "import { Controller, Get, UseGuards }"),
        (
            "import { UsersService }",
            "import { SessionGuard } from './session.guard';\nimport { UsersService }",
        ),
    ),
}


def test_the_owner_of_the_table_judges_by_the_guard_and_a_handler_behind_it(tmp_path: Path) -> None:
    """What is written compiles: that is part of every extraction."""
    apart = shop_apart(tmp_path, GUARDED)
    module = apart.texts("people")["src/generated/service.module.ts"]
    assert "guard: SessionGuard, controller: UsersController, handler: 'first'," in " ".join(module.split())
    assert "import { SessionGuard } from '../users/session.guard';" in module
    for other in ("sales", "monolith"):
        assert "session:" not in apart.texts(other)["src/generated/service.module.ts"]


def test_without_a_guard_that_looks_nobody_judges(tmp_path: Path) -> None:
    apart = shop_apart(tmp_path, {})
    for service in ("people", "sales", "monolith"):
        assert "session:" not in apart.texts(service)["src/generated/service.module.ts"]
