"""What the monolith signs: a gateway that asks for `sub` and `exp` would turn everybody away where neither is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.model.facts import Facts
from woosh_split.model.split import Service, SplitFile
from woosh_split.pipeline.gateway import make_gateway

CODE = """
import {{ Controller, Injectable, Module, Post }} from '@nestjs/common';
import {{ JwtModule, JwtService }} from '@nestjs/jwt';
import * as jwt from 'jsonwebtoken';
import {{ sign }} from 'jsonwebtoken';
interface Person {{ id: number; name: string }}
const REFRESH = 'r';
@Injectable() export class AuthService {{
  constructor(private readonly jwtService: JwtService, private readonly config: any) {{}}
  {0}
}}
@Controller('auth') export class AuthController {{
  constructor(private readonly auth: AuthService) {{}}
  @Post() login() {{ return (this.auth as any).login({{ id: 1, name: 'x' }}); }}
}}
@Module({{ imports: [JwtModule.{1}], controllers: [AuthController], providers: [AuthService] }}) export class AppModule {{}}
"""
ENDS = "register({ secret: 's', signOptions: { expiresIn: '1h' } })"
ENDLESS = "register({ secret: 's' })"
ASYNC = "registerAsync({ useFactory: () => ({ secret: 's', signOptions: { expiresIn: process.env.TTL } }) })"
UNKNOWN = "registerAsync({ useClass: Options })"


def facts(folder: Path, methods: str, module: str = ENDS) -> Facts:
    return small(folder, {"src/app.module.ts": CODE.format(methods, module)}).facts


def told(found: Facts) -> list[tuple[str, str]]:
    return [(each.subject, each.detail) for each in found.hazards if each.kind == "token-claims"]


BY_ID = "its tokens say who somebody is in `id`, not in `sub`"


@pytest.mark.parametrize(
    ("methods", "module", "detail"),
    [
        ("login(p: Person) { return this.jwtService.sign({ id: p.id, role: 'x' }); }", ENDS, BY_ID),
        ("login(p: Person) { const payload = { id: p.id }; return this.jwtService.signAsync(payload); }", ASYNC, BY_ID),
        ("login(p: Person) { return this.jwtService.sign(this.claims(p)); }\n  claims(p: Person) { return { id: p.id, email: 'x' }; }", ENDS, BY_ID),
        (
            "login(p: Person) { return this.jwtService.sign({ email: p.name, role: 'x' }); }",
            ENDS,
            "its tokens say who somebody is in `email`, not in `sub`",
        ),
        (
            "login(p: Person) { return this.jwtService.sign({ name: p.name, email: p.name, uuid: p.id }); }",
            ENDS,
            "its tokens say who somebody is in `uuid`, not in `sub`",
        ),
        ("login(p: Person) { return jwt.sign({ id: p.id }, 's', { expiresIn: '1h' }); }", ENDLESS, BY_ID),
        ("login(p: Person) { return sign({ id: p.id }, 's'); }", ENDS, f"{BY_ID} and never expire"),
        ("login(p: Person) { return this.jwtService.sign({ id: p.id }); }", ENDLESS, f"{BY_ID} and never expire"),
        ("login(p: Person) { return this.jwtService.sign({ id: p.id }, { secret: 't' }); }", ENDLESS, f"{BY_ID} and never expire"),
        ("login(p: Person) { return this.jwtService.sign({ id: p.id }, { expiresIn: 60 }); }", ENDLESS, BY_ID),
        ("login(p: Person) { return this.jwtService.sign({ id: p.id, exp: 5 }); }", ENDLESS, BY_ID),
        ("login(p: Person) { return this.jwtService.sign({ id: p.id }); }", UNKNOWN, BY_ID),
        ("login(p: Person) { return this.jwtService.sign({ sub: p.id }); }", ENDLESS, "its tokens never expire"),
        (
            "login(p: Person) { return this.jwtService.sign({ ticket: p.id }); }",
            ENDS,
            "its tokens have no claim `sub`, nor another that surely says who somebody is",
        ),
    ],
)  # fmt: skip
def test_what_is_unusual_in_a_token_is_told(tmp_path: Path, methods: str, module: str, detail: str) -> None:
    assert told(facts(tmp_path, methods, module)) == [("AuthService.login", detail)]


@pytest.mark.parametrize(
    "methods",
    [
        "login(p: Person) { return this.jwtService.sign({ sub: p.id }); }",
        "login(p: Person) { return this.jwtService.sign({ ...p }); }",
        "login(p: any) { return this.jwtService.sign(p.claims); }",
        "login(p: Person) { return this.other.sign({ id: p.id }); }",
        "login(p: Person) { return this.jwtService.sign({ sub: p.id }); }\n  sendResetMail(p: Person) { return this.jwtService.sign({ id: p.id }); }",
        "login(p: Person) { return [this.jwtService.sign({ sub: p.id }), this.jwtService.sign({ id: p.id })]; }",
    ],
)
def test_the_usual_claims_and_what_nobody_knows_are_not(tmp_path: Path, methods: str) -> None:
    assert told(facts(tmp_path, methods)) == []


def test_the_gateway_asks_for_the_claims_that_the_monolith_signs(tmp_path: Path) -> None:
    owned = SplitFile(services=(Service("users", modules=("app",)),))
    by_id = "login(p: Person) { return this.jwtService.sign({ id: p.id }); }"
    files = make_gateway(facts(tmp_path / "id", by_id, ENDLESS), owned).files
    main = files["src/main.ts"].decode()
    assert "// What the monolith's own tokens hold: AuthService.login, src/app.module.ts:" in main
    assert "    JWT_SUBJECT: 'id',\n    JWT_EXPIRY: 'optional',\n" in main
    assert b"# JWT_SUBJECT=id\n# JWT_EXPIRY=optional\n" in files[".env.example"]
    usual = make_gateway(facts(tmp_path / "sub", by_id.replace("id:", "sub:")), owned).files
    assert b"JWT_" not in usual["src/main.ts"]
    assert b"# JWT_SUBJECT=sub\n# JWT_EXPIRY=required\n" in usual[".env.example"]
