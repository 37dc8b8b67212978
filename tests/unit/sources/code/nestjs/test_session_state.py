"""Tokens that a table can end: which strategies and guards look, and which service the gateway asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.graph.session_judges import routes_behind, session_judges
from woosh_split.model.facts import Facts
from woosh_split.model.placement import Placement
from woosh_split.model.split import Service, SplitFile
from woosh_split.pipeline.gateway import make_gateway

SESSIONS = """
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('sessions') export class Session { @PrimaryGeneratedColumn() id: number; }
@Entity('api_keys') export class ApiKey { @PrimaryGeneratedColumn() id: number; }
@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(Session) private readonly rows: Repository<Session>,
    @InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>,
  ) {}
  isLive(id: number) { return this.rows.findOneBy({ id }); }
  isKey(id: number) { return this.keys.findOneBy({ id }); }
}
"""
MODULE = """
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKey, Session, SessionsService } from './sessions';
import { Judge } from './judge';
@Controller('me') @UseGuards(Judge)
export class MeController { @Get() me() { return 1; } }
@Module({
  imports: [TypeOrmModule.forFeature([Session, ApiKey])],
  controllers: [MeController],
  providers: [SessionsService, Judge],
})
export class AuthModule {}
"""
ROOT = """
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from './auth/auth.module';
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql', autoLoadEntities: true }), AuthModule] })
export class AppModule {}
"""
STRATEGY = """
import {{ Injectable }} from '@nestjs/common';
import {{ PassportStrategy }} from '@nestjs/passport';
import {{ Strategy }} from '{package}';
import {{ SessionsService }} from './sessions';
@Injectable()
export class {name} extends PassportStrategy(Strategy) {{
  constructor(private readonly sessions: SessionsService) {{ super({{}}); }}
  async validate(payload: any) {{ {body} }}
}}
export {{ {name} as Judge }};
"""
LOOKS = "return this.sessions.isLive(payload.sid);"
GUARD = """
import {{ CanActivate, ExecutionContext, Injectable }} from '@nestjs/common';
import {{ SessionsService }} from './sessions';
@Injectable()
export class {name} implements CanActivate {{
  constructor(private readonly sessions: SessionsService) {{}}
  async canActivate(context: ExecutionContext) {{
    const found = context.switchToHttp().getRequest().headers['{header}'];
    return this.decide(found);
  }}
  private decide(found: any) {{ {body} }}
}}
export {{ {name} as Judge }};
"""


def facts(folder: Path, judge: str) -> Facts:
    """Return the facts of a monolith whose tokens are judged so."""
    return small(
        folder,
        {
            "src/app.module.ts": ROOT, "src/auth/auth.module.ts": MODULE, "src/auth/sessions.ts": SESSIONS,
            "src/auth/judge.ts": judge,
        },
    ).facts  # fmt: skip


def told(found: Facts) -> list[tuple[str, str]]:
    return [(each.subject, each.detail) for each in found.hazards if each.kind == "session-table"]


@pytest.mark.parametrize("package", ["passport-jwt", "passport-http-bearer"])
def test_a_strategy_for_bearer_tokens_that_looks_into_a_table_is_told(tmp_path: Path, package: str) -> None:
    found = facts(tmp_path, STRATEGY.format(package=package, name="TokenStrategy", body=LOOKS))
    assert told(found) == [("TokenStrategy.validate", "a token counts only while sessions says so")]
    (judge,) = session_judges(found, Placement({"auth": "users"}, {"sessions": "users"}))
    assert (judge.class_name, judge.owner, judge.tables) == ("TokenStrategy", "users", ("sessions",))


@pytest.mark.parametrize(
    "judge",
    [
        STRATEGY.format(package="passport-jwt", name="TokenStrategy", body="return payload;"),
        STRATEGY.format(package="passport-local", name="LoginStrategy", body=LOOKS),
        STRATEGY.format(package="passport-jwt", name="RefreshStrategy", body=LOOKS),
        GUARD.format(name="SessionGuard", header="authorization", body="return found !== undefined;"),
        GUARD.format(name="ApiKeyGuard", header="authorization", body="return this.sessions.isKey(found);"),
        GUARD.format(name="TokenGuard", header="x-tenant", body="return this.sessions.isLive(found);"),
    ],
    ids=[
        "looks nowhere",
        "a password",
        "a refresh token",
        "a guard that only reads",
        "a key",
        "another header",
    ],
)
def test_what_judges_something_else_or_looks_nowhere_is_not(tmp_path: Path, judge: str) -> None:
    assert told(facts(tmp_path, judge)) == []


def test_a_guard_that_reads_the_header_itself_is_told_and_a_route_behind_it_is_known(tmp_path: Path) -> None:
    guard = GUARD.format(
        name="SessionGuard", header="authorization", body="return this.sessions.isLive(found);"
    )
    found = facts(tmp_path, guard)
    placement = Placement({"auth": "users"})
    (judge,) = session_judges(found, placement)
    assert (judge.class_name, judge.method, judge.owner) == ("SessionGuard", "canActivate", "users")
    assert [each.handler for each in routes_behind(judge, found, placement)] == ["MeController.me"]


def test_the_gateway_says_who_tells_whether_a_token_counts(tmp_path: Path) -> None:
    guard = GUARD.format(
        name="SessionGuard", header="authorization", body="return this.sessions.isLive(found);"
    )
    found = facts(tmp_path / "looks", guard)
    owned = SplitFile(services=(Service("users", modules=("auth",)), Service("mail", modules=())))
    made = make_gateway(found, owned)
    assert made.sessions.startswith(
        "users decides whether a token is still valid (SessionGuard.canActivate, src/auth/judge.ts:"
    )
    assert b"SESSION_CHECK_SERVICE: 'users'," in made.files["src/main.ts"]
    nobody = make_gateway(found, SplitFile(services=(Service("mail", modules=()),)))
    assert "give SESSION_CHECK_URL a route of the monolith that asks for a token" in nobody.sessions
    assert b"SESSION_CHECK_SERVICE" not in nobody.files["src/main.ts"]
    plain = GUARD.format(name="SessionGuard", header="authorization", body="return found !== undefined;")
    assert (
        "signing out does not end a token" in make_gateway(facts(tmp_path / "plain", plain), owned).sessions
    )


def test_shared_code_is_asked_of_the_owner_of_its_table(tmp_path: Path) -> None:
    found = facts(tmp_path, STRATEGY.format(package="passport-jwt", name="TokenStrategy", body=LOOKS))
    library = Placement({"auth": "users"}, {"sessions": "accounts"}, libraries=frozenset({"auth"}))
    assert [each.owner for each in session_judges(found, library)] == ["accounts"]
    assert [each.owner for each in session_judges(found, Placement())] == ["monolith"]
