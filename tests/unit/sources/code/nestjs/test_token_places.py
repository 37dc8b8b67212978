"""Where strategies and guards look for the token: a gateway that checks tokens must look there, too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from small_monolith import small

from woosh_split.artefacts.routes.table import make_table
from woosh_split.model.facts import Facts
from woosh_split.model.split import Service, SplitFile
from woosh_split.pipeline.gateway import make_gateway
from woosh_split.pipeline.surface import surface_of

HEAD = """
import { Controller, Get, Injectable, Module, UseGuards } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { JwtService } from '@nestjs/jwt';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { COOKIE, fromCookie, Extractors } from './extractors';
"""
EXTRACTORS = """
export const COOKIE = 'access_token';
export const fromCookie = (request: any) => request?.cookies?.[COOKIE] ?? null;
export class Extractors {
  static own(request: any): string | null { const { sid } = request.cookies; return sid; }
}
"""
STRATEGY = """
@Injectable() export class TokenStrategy extends PassportStrategy(Strategy) {{
  constructor() {{ {0} super({1}); }}
  validate(payload: any) {{ return payload; }}
}}
const Judge = AuthGuard('jwt');
"""
GUARD = """
class TokenStrategy {{}}
@Injectable() export class Judge {{
  constructor(private readonly jwt: JwtService) {{}}
  async canActivate(context: any) {{
    const request = context.switchToHttp().getRequest();
    return !!(await this.jwt.verifyAsync(this.token(request)));
  }}
  private token(request: any) {{ {0} }}
}}
"""
TAIL = """
@Controller('me') @UseGuards(Judge) export class MeController { @Get() me() { return 1; } }
@Module({ controllers: [MeController], providers: [TokenStrategy] }) export class AppModule {}
"""


def strategy(extractor: str, before: str = "") -> str:
    return STRATEGY.format(before, f"{{ jwtFromRequest: {extractor}, secretOrKey: 's' }}")


def facts(folder: Path, judge: str) -> Facts:
    texts = {"src/extractors.ts": EXTRACTORS, "src/app.module.ts": HEAD + judge + TAIL}
    return small(folder, texts).facts


def told(found: Facts) -> list[str]:
    return [each.detail for each in found.hazards if each.kind == "token-place"]


@pytest.mark.parametrize(
    ("judge", "places"),
    [
        (strategy("ExtractJwt.fromHeader('X-Access-Token')"), "the header x-access-token"),
        (strategy("fromCookie"), "the cookie access_token"),
        (strategy("(request: any) => request.cookies['jwt']"), "the cookie jwt"),
        (strategy("Extractors.own"), "the cookie sid"),
        (
            strategy(
                "ExtractJwt.fromExtractors([fromCookie, ExtractJwt.fromAuthHeaderAsBearerToken()])"
            ),
            "the cookie access_token, the header authorization",
        ),
        (
            strategy(
                "(request: any) => request.cookies[COOKIE] || ExtractJwt.fromAuthHeaderAsBearerToken()(request)"
            ),
            "the cookie access_token, the header authorization",
        ),
        (STRATEGY.format("const options = 1;", "OPTIONS").replace("@Injectable", "const OPTIONS = { jwtFromRequest: fromCookie };\n@Injectable", 1), "the cookie access_token"),
        (strategy("found", "const found = (request: any) => request.cookies.jwt;"), "the cookie jwt"),
        (GUARD.format("return request.headers['x-access-token'];"), "the header x-access-token"),
        (GUARD.format("return request.header('x-auth-token');"), "the header x-auth-token"),
        (
            GUARD.format(
                "return request.headers.cookie.split('; ').find((each: string) => each.startsWith('jwt=')).slice(4);"
            ),
            "the cookie jwt",
        ),
        (GUARD.format("return /(?:^|; )auth_token=([^;]*)/.exec(request.headers['cookie'])[1];"), "the cookie auth_token"),
        (GUARD.format("return parse(request.headers.cookie ?? '').jwt;"), "the cookie jwt"),
        (
            GUARD.format("return request.cookies.jwt;").replace("this.jwt.verifyAsync(", "verifyToken("),
            "the cookie jwt",
        ),
        (GUARD.format("const { cookies } = request; return cookies.jwt;"), "the cookie jwt"),
        (
            GUARD.format("const { headers: { authorization }, cookies: { jwt } } = request; return authorization ?? jwt;"),
            "the header authorization, the cookie jwt",
        ),
        (
            GUARD.format("return request.headers.authorization?.split(' ')[1] ?? request.cookies?.token;"),
            "the header authorization, the cookie token",
        ),
    ],
)  # fmt: skip
def test_a_token_that_comes_elsewhere_is_told_and_the_route_asks_for_it(
    tmp_path: Path, judge: str, places: str
) -> None:
    found = facts(tmp_path, judge)
    assert told(found) == [f"the token comes in {places}"]
    assert [route.auth for route in found.routes] == ["required"]


@pytest.mark.parametrize(
    ("judge", "auth"),
    [
        (strategy("ExtractJwt.fromAuthHeaderAsBearerToken()"), "required"),
        (strategy("ExtractJwt.fromAuthHeaderWithScheme('JWT')"), "required"),
        (strategy("unheardOf()"), "required"),
        (strategy("ExtractJwt.fromUrlQueryParameter('token')"), "none"),
        (strategy("(request: any) => request.signedCookies.jwt"), "none"),
        (strategy("ExtractJwt.fromHeader('x-forwarded-access-token')"), "none"),
        (GUARD.format("return request.headers.authorization;"), "required"),
        (GUARD.format("request.tenant = request.headers['x-tenant']; return request.headers.authorization;"), "required"),
        (GUARD.format("return request.query.token;"), "none"),
        (GUARD.format("return request.headers.authorization ?? request.query['access_token'];"), "optional"),
        (GUARD.format("this.log(request.query.page); return request.headers.authorization;"), "required"),
        (GUARD.format("return this.find(request.body.id);"), "required"),
        (GUARD.format("return request.headers['x-api-key'];"), "none"),
        (GUARD.format("return request.cookies[request.name];"), "none"),
        (GUARD.format("return this.reads(request.headers.cookie);"), "none"),
        (GUARD.format("return request.cookies.sid;").replace("verifyAsync", "find"), "none"),
    ],
)  # fmt: skip
def test_the_usual_header_is_not_told_nor_what_no_gateway_can_read(
    tmp_path: Path, judge: str, auth: str
) -> None:
    """A session's cookie, a key for machines, a query and a signed cookie are for the guard alone to judge."""
    found = facts(tmp_path, judge)
    assert told(found) == []
    assert [route.auth for route in found.routes] == [auth]


def test_a_place_that_no_gateway_reads_is_told_beside_one_that_it_reads(tmp_path: Path) -> None:
    judge = strategy("ExtractJwt.fromExtractors([fromCookie, ExtractJwt.fromUrlQueryParameter('t')])")
    found = facts(tmp_path, judge)
    assert told(found) == ["the token comes in the cookie access_token, or where no gateway looks"]
    assert [route.auth for route in found.routes] == ["optional"]


def test_a_guard_of_passport_that_moves_a_cookie_into_the_header_is_told(tmp_path: Path) -> None:
    """The cookie's signature is checked by the strategy behind it."""
    judge = strategy("ExtractJwt.fromAuthHeaderAsBearerToken()").replace(
        "const Judge = AuthGuard('jwt');",
        """export class Judge extends AuthGuard('jwt') {
  canActivate(context: any) {
    const request = context.switchToHttp().getRequest();
    request.headers.authorization ??= `Bearer ${request.cookies.jwt}`;
    return super.canActivate(context);
  }
}""",
    )
    assert told(facts(tmp_path, judge)) == ["the token comes in the header authorization, the cookie jwt"]


@pytest.mark.parametrize(
    "mover",
    [
        """@Injectable() export class CookieMiddleware {
  use(request: any, response: any, next: () => void) {
    const { jwt } = request.cookies;
    if (jwt && !request.headers.authorization) { request.headers['authorization'] = `Bearer ${jwt}`; }
    next();
  }
}""",
        """export function cookieMiddleware(req: any, res: any, next: any) {
  if (req.cookies?.jwt) { req.headers.authorization = 'Bearer ' + req.cookies.jwt; }
  next();
}""",
    ],
)
def test_middleware_that_moves_a_cookie_into_the_header_is_told(tmp_path: Path, mover: str) -> None:
    judge = strategy("ExtractJwt.fromAuthHeaderAsBearerToken()")
    assert told(facts(tmp_path / "moves", judge + mover)) == ["the token comes in the cookie jwt"]
    reads = mover.replace("headers['authorization'] =", "seen =").replace("headers.authorization =", "seen =")
    assert told(facts(tmp_path / "reads", judge + reads)) == []
    asked = mover.replace("cookies", "query").replace("jwt", "token")
    assert told(facts(tmp_path / "asks", judge + asked)) == ["the token comes where no gateway looks"]


def test_a_strategy_with_a_secret_of_its_own_is_told(tmp_path: Path) -> None:
    """The gateway has to know both; a refresh token's is nobody's business but the service's."""

    def with_secrets(admin: str, refresh: str) -> list[tuple[str, str]]:
        one = """
@Injectable() export class {0}Strategy extends PassportStrategy(Strategy, '{0}') {{
  constructor(config: any) {{
    super({{ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: {1} }});
  }}
}}
"""
        own = strategy("ExtractJwt.fromAuthHeaderAsBearerToken()").replace("'s'", "config.get('JWT_SECRET')")
        own = own.replace("constructor()", "constructor(config: any)")
        more = one.format("admin", admin) + one.format("refresh", refresh)
        tail = TAIL.replace("[TokenStrategy]", "[TokenStrategy, adminStrategy, refreshStrategy]")
        texts = {"src/extractors.ts": EXTRACTORS, "src/app.module.ts": HEAD + own + more + tail}
        found = small(tmp_path / admin.replace("'", ""), texts).facts
        made = make_gateway(found, SplitFile(services=(Service("users", modules=("app",)),)))
        assert [each.endswith("JWT_SECRET_2.") for each in made.secrets] == [True] * len(made.secrets)
        said = [(each.subject, each.detail) for each in found.hazards if each.kind == "token-secret"]
        assert len(said) == len(made.secrets)
        return said

    told_of = with_secrets("config.get('ADMIN_SECRET')", "config.get('REFRESH')")
    assert told_of == [
        ("adminStrategy", "its tokens are verified with another secret than those of TokenStrategy")
    ]
    assert with_secrets("config.get('JWT_SECRET')", "'r'") == []


def test_the_openapi_document_names_the_places(tmp_path: Path) -> None:
    extractors = "ExtractJwt.fromExtractors([fromCookie, ExtractJwt.fromHeader('x-access-token')])"
    found = facts(tmp_path, strategy(extractors))
    document = json.loads(surface_of(tmp_path, found, make_table(found, SplitFile())))
    OpenAPIV31SpecValidator(document).validate()
    assert document["components"]["securitySchemes"] == {
        "bearer": {"type": "http", "scheme": "bearer"},
        "cookie-access_token": {"type": "apiKey", "in": "cookie", "name": "access_token"},
        "header-x-access-token": {"type": "apiKey", "in": "header", "name": "x-access-token"},
    }
    assert document["paths"]["/me"]["get"]["security"] == [
        {"bearer": []}, {"cookie-access_token": []}, {"header-x-access-token": []},
    ]  # fmt: skip


def test_the_gateway_looks_where_the_monolith_looks(tmp_path: Path) -> None:
    owned = SplitFile(services=(Service("users", modules=("app",)),))
    cookie = make_gateway(facts(tmp_path / "cookie", strategy("fromCookie")), owned).files
    assert b"JWT_FROM: 'header:authorization, cookie:access_token'," in cookie["src/main.ts"]
    assert b"looks for tokens: TokenStrategy, src/app.module.ts:" in cookie["src/main.ts"]
    assert b"# JWT_FROM=header:authorization, cookie:access_token\n" in cookie[".env.example"]
    usual = strategy("ExtractJwt.fromAuthHeaderAsBearerToken()")
    plain = make_gateway(facts(tmp_path / "plain", usual), owned).files
    assert b"JWT_FROM" not in plain["src/main.ts"]
    assert b"# JWT_FROM=header:authorization\n" in plain[".env.example"]


@pytest.mark.parametrize(
    ("thrown", "told"),
    [
        ("new UnauthorizedException({ error: 'AccessTokenExpired' })", 1),
        ("new UnauthorizedException('No token provided')", 1),
        ("err || new UnauthorizedException(texts.ended)", 1),
        ("err || new UnauthorizedException()", 0),
        ("new UnauthorizedException('Unauthorized')", 0),
    ],
)
@pytest.mark.parametrize("asked", ["@UseGuards(Judge) ", ""])
def test_a_guard_that_refuses_in_words_of_its_own_is_told(
    tmp_path: Path, thrown: str, told: int, asked: str
) -> None:
    """The gateway's 401 is one text for all; who asks no route is no concern of a gateway's."""
    own = strategy("ExtractJwt.fromAuthHeaderAsBearerToken()").partition("const Judge")[0]
    own += f"@Injectable() class Judge extends AuthGuard('jwt') {{ handleRequest(err: any) {{ throw {thrown}; }} }}\n"
    texts = {
        "src/extractors.ts": EXTRACTORS,
        "src/app.module.ts": HEAD + own + TAIL.replace("@UseGuards(Judge) ", asked),
    }
    found = small(tmp_path, texts).facts
    said = [each.subject for each in found.hazards if each.kind == "own-refusal"]
    assert said == ["Judge"] * (told if asked else 0)
    made = make_gateway(found, SplitFile(services=(Service("users", modules=("app",)),)))
    assert [each.partition(" ")[0] for each in made.refusals] == said


def test_a_filter_of_errors_is_none_of_a_gateways_where_no_route_requires_a_token(tmp_path: Path) -> None:
    texts = {
        "src/main.ts": "import { NestFactory } from '@nestjs/core'; import { AppModule, Shaped } from './app.module';"
        " async function run() { const app = await NestFactory.create(AppModule);"
        " app.useGlobalFilters(new Shaped()); await app.listen(3000); } run();",
        "src/app.module.ts": "import { Catch, Controller, Get, Module } from '@nestjs/common';"
        " @Catch() export class Shaped { catch(error: any, host: any) { host.say({ at: 'now' }); } }"
        " @Controller('a') export class A { @Get() all() { return []; } }"
        " @Module({ controllers: [A] }) export class AppModule {}",
    }
    assert [each for each in small(tmp_path, texts).facts.hazards if each.kind == "own-refusal"] == []


@pytest.mark.parametrize(
    ("caught", "told"),
    [("", 1), ("HttpException", 1), ("QueryError, UnauthorizedException", 1), ("QueryError", 0)],
)
@pytest.mark.parametrize("put", ["app.useGlobalFilters(new Shaped());", ""])
def test_a_filter_that_writes_the_body_of_every_401_is_told(
    tmp_path: Path, caught: str, told: int, put: str
) -> None:
    shaped = f"""import {{ Catch, HttpException, UnauthorizedException }} from '@nestjs/common';
class QueryError extends Error {{}}
@Catch({caught}) export class Shaped {{ catch(error: any, host: any) {{ host.say({{ at: 'now' }}); }} }}
"""
    main = f"""import {{ NestFactory }} from '@nestjs/core';
import {{ AppModule }} from './app.module'; import {{ Shaped }} from './shaped';
async function run() {{ const app = await NestFactory.create(AppModule); {put} await app.listen(3000); }}
run();
"""
    own = strategy("ExtractJwt.fromAuthHeaderAsBearerToken()")
    tail = (
        TAIL
        if put
        else TAIL.replace("providers: [", "providers: [{ provide: APP_FILTER, useClass: Shaped }, ")
    )
    head = HEAD + "import { APP_FILTER } from '@nestjs/core'; import { Shaped } from './shaped';\n"
    texts = {
        "src/extractors.ts": EXTRACTORS, "src/shaped.ts": shaped, "src/main.ts": main, "src/app.module.ts": head + own + tail
    }  # fmt: skip
    found = small(tmp_path, texts).facts
    assert [each.subject for each in found.hazards if each.kind == "own-refusal"] == ["Shaped"] * told
    made = make_gateway(found, SplitFile(services=(Service("users", modules=("app",)),)))
    assert [each.partition(":")[0] for each in made.refusals] == ["Shaped (src/shaped.ts"] * told
