"""Passport with sessions: what tells who is signed in works in every service, and asks the owner of the users."""

from __future__ import annotations

from pathlib import Path

from extractions import PROJECT, changed, shop_apart

FACADE = "src/generated/remote/people/users/users.module.ts"
CLIENT = "src/generated/remote/people/users/users.service.ts"
IN_THE_MODULE = """@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(private readonly users: UsersService) { super(); }
  async validate(name: string) { return this.users.byName(name); }
}

@Injectable()
export class UserSerializer extends PassportSerializer {
  constructor(private readonly users: UsersService) { super(); }
  serializeUser(user: { id: number }, done: (error: unknown, id: number) => void) { done(null, user.id); }
  deserializeUser(id: number, done: (error: unknown, user: unknown) => void) {
    void this.users.ofSession(id).then((user) => done(null, user));
  }
}

@Module"""
MODULE = (
    ("{ Module }", "{ Injectable, Module }"),
    ("import { User }", "import { PassportSerializer, PassportStrategy } from '@nestjs/passport';\nimport { Strategy } from 'passport-local';\nimport { User }"),
    ("@Module", IN_THE_MODULE),
    ("providers: [UsersService]", "providers: [UsersService, LocalStrategy, UserSerializer]"),
)  # fmt: skip
USERS = changed(
    "src/users/users.service.ts",
    (
        "  async findOne",
        "  async byName(name: string): Promise<User | null> { return this.users.findOneBy({ name }); }\n"
        "  async ofSession(id: number): Promise<User | null> { return this.users.findOneBy({ id }); }\n"
        "  async unused(): Promise<number> { return this.users.count(); }\n  async findOne",
    ),
)
MAIN = PROJECT["src/main.ts"].replace(
    "  await app.listen", "  app.use(passport.initialize(), passport.session());\n  await app.listen"
)
GUARD = """import { AuthGuard } from '@nestjs/passport';

export class LoginGuard extends AuthGuard('local') {}
"""
GUARDED = changed(
    "src/orders/orders.controller.ts",
    ("  @Post() place()", "  @UseGuards(LoginGuard) @Post() place()"),
    ("{ Controller, Get, Post }", "{ Controller, Get, Post, UseGuards }"),
    ("import { OrdersService }", "import { LoginGuard } from '../common/login.guard';\nimport { OrdersService }"),
)  # fmt: skip


def test_a_strategy_in_the_file_of_its_module_asks_the_owner_of_the_users(tmp_path: Path) -> None:
    """Found in a trial: the client had no method that the strategy calls, and the service did not compile."""
    files = {
        **USERS,
        **changed("src/users/users.module.ts", *MODULE),
        "src/common/login.guard.ts": GUARD,
        **GUARDED,
    }
    apart = shop_apart(tmp_path, files)
    sales = apart.texts("sales")
    assert apart.of("sales").refusals == ()
    assert "providers: [UsersService, LocalStrategy]" in sales[FACADE]
    assert "byName(" in sales[CLIENT]
    assert "ofSession(" not in sales[CLIENT] and "unused(" not in sales[CLIENT]
    assert "'byName'" in apart.texts("people")["src/generated/service.module.ts"]


def test_with_sessions_the_serializer_comes_along_and_asks_the_owner_of_the_users(tmp_path: Path) -> None:
    """Found in a trial: nothing names it, and without it no service knew who a session is of."""
    files = {
        **USERS,
        **changed("src/users/users.module.ts", *MODULE),
        "src/main.ts": "import * as passport from 'passport';\n" + MAIN,
    }
    apart = shop_apart(tmp_path, files)
    sales = apart.texts("sales")
    assert apart.of("sales").refusals == ()
    assert "providers: [UsersService, UserSerializer]" in sales[FACADE]
    assert "export class UserSerializer extends PassportSerializer" in sales[FACADE]
    assert "UsersModule" in sales["src/app.module.ts"]
    assert "ofSession(" in sales[CLIENT] and "byName(" not in sales[CLIENT]
