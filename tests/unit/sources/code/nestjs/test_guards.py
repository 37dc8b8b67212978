"""Guards in the order in which they run, and what they ask of a caller."""

from __future__ import annotations

import pytest
from nest_projects import app, backend

from woosh_split.model.code import Route
from woosh_split.sources.code.nestjs.routes import read_routes

IMPORTS = """import { AuthGuard } from '@nestjs/passport'; import { APP_GUARD, Reflector } from '@nestjs/core';
import { ThrottlerGuard } from '@nestjs/throttler';
export class JwtAuthGuard extends AuthGuard('jwt') {}
export class RolesGuard { canActivate(context: any) { return hasRole(context.switchToHttp().getRequest().user); } }
export class FlagGuard { canActivate() { return process.env.OPEN === '1'; } }
export class DoorGuard {
  constructor(private readonly jwt: any) {}
  canActivate(context: any) { return this.open(context); }
  private open(context: any) { return !!this.jwt.verify(context.switchToHttp().getRequest().headers.authorization); }
}
export class BothGuard {
  constructor(private readonly door: DoorGuard, private readonly roles: RolesGuard) {}
  async canActivate(context: any) { return (await this.door.canActivate(context)) && this.roles.canActivate(context); }
}
export class OptionalJwtGuard extends AuthGuard('jwt') {}
export class LenientGuard extends AuthGuard('jwt') { handleRequest(error: any, user: any) { return user || null; } }
export class StrictGuard extends AuthGuard('jwt') {
  handleRequest(error: any, user: any) { if (!user) { throw new UnauthorizedException(); } return user; }
}
"""


def routes(controllers: str, settings: str = "", module: str = "controllers: [XController]") -> list[Route]:
    """Return the routes of one controller."""
    sources = app(controllers, settings, IMPORTS, module)
    sources["src/main.ts"] = "import { FlagGuard } from './app.module';\n" + sources["src/main.ts"]
    _, application, graph = backend(sources)
    return list(read_routes(application, graph).found)


def test_guards_stand_in_the_order_global_class_method() -> None:
    """APP_GUARD comes before ``useGlobalGuards``, a base class before its subclass; decorators run bottom up."""
    (route,) = routes(
        "@UseGuards(FlagGuard) export class Base {}\n@UseGuards(DoorGuard)\n@Controller('x')\n"
        "export class XController extends Base { @UseGuards(RolesGuard) @UseGuards(JwtAuthGuard) @Get() run() {} }",
        "app.useGlobalGuards(new FlagGuard());",
        "controllers: [XController], providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }]",
    )
    assert route.guards == ("ThrottlerGuard", "FlagGuard", "DoorGuard", "JwtAuthGuard", "RolesGuard")


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("{ provide: APP_GUARD, useClass: RolesGuard }", "RolesGuard"),
        ("DoorGuard, { provide: APP_GUARD, useExisting: DoorGuard }", "DoorGuard"),
        ("{ provide: APP_GUARD, useFactory: () => new DoorGuard(1) }", "DoorGuard"),
        ("{ provide: APP_GUARD, useValue: new FlagGuard() }", "FlagGuard"),
    ],
)
def test_a_global_guard_is_named_however_it_is_provided(provider: str, expected: str) -> None:
    """useClass, useExisting, useFactory, useValue."""
    (route,) = routes(
        "@Controller('x') export class XController { @Get() run() {} }",
        module=f"controllers: [XController], providers: [{provider}]",
    )
    assert route.guards == (expected,)


@pytest.mark.parametrize(
    ("guard", "auth"),
    [
        ("JwtAuthGuard", "required"),
        ("AuthGuard('jwt')", "required"),
        ("DoorGuard", "required"),
        ("StrictGuard", "required"),
        ("new JwtAuthGuard()", "required"),
        ("BothGuard", "required"),
        ("OptionalJwtGuard", "optional"),
        ("LenientGuard", "optional"),
        ("RolesGuard", "none"),
        ("FlagGuard", "none"),
        ("ThrottlerGuard", "none"),
    ],
)
def test_a_guard_authenticates_by_its_base_its_name_or_what_it_looks_at(guard: str, auth: str) -> None:
    """A guard of roles or limits asks for no credentials by itself."""
    (route,) = routes(
        f"@UseGuards({guard}) @Controller('x') export class XController {{ @Get() run() {{}} }}"
    )
    assert route.auth == auth


STRATEGIES = """import { PassportStrategy } from '@nestjs/passport'; import { ExtractJwt, Strategy } from 'passport-jwt';
import { Strategy as Google } from 'passport-google-oauth20'; import { Strategy as Password } from 'passport-local';
import { Strategy as Custom } from 'passport-custom';
const fromCookie = (request: any) => request.cookies.token;
export class Header extends PassportStrategy(Strategy) {
  constructor() { super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: 's' }); }
}
export class Cookie extends PassportStrategy(Strategy, 'cookie') {
  constructor() { super({ jwtFromRequest: fromCookie, secretOrKey: 's' }); }
}
export class Either extends PassportStrategy(Strategy, 'either') {
  constructor() {
    super({ jwtFromRequest: ExtractJwt.fromExtractors([fromCookie, ExtractJwt.fromAuthHeaderAsBearerToken()]) });
  }
}
export class Body extends PassportStrategy(Strategy, 'body') {
  constructor() { super({ jwtFromRequest: ExtractJwt.fromBodyField('token'), secretOrKey: 's' }); }
}
export class Site extends PassportStrategy(Google, 'google') {}
export class Sign extends PassportStrategy(Password) {}
export class Own extends PassportStrategy(Custom, 'own') { validate(request: any) { return request.headers.authorization; } }
export class PasswordGuard extends AuthGuard('local') {}
export class SiteGuard extends AuthGuard('google') { canActivate(context: any) { return super.canActivate(context); } }
export class CookieGuard extends AuthGuard('cookie') {}
export class EitherGuard extends AuthGuard('either') {}
export class RefreshTokenGuard extends AuthGuard('jwt-refresh') {}
export class ReadsCookieGuard {
  constructor(private readonly jwt: any) {}
  canActivate(context: any) { return !!this.jwt.verify(context.switchToHttp().getRequest().cookies['token']); }
}
export class ReadsBothGuard {
  constructor(private readonly jwt: any) {}
  canActivate(context: any) {
    const request = context.switchToHttp().getRequest();
    return !!this.jwt.verify(request.headers.authorization ?? request.cookies['token']);
  }
}
export class SignedInGuard { canActivate(context: any) { return context.switchToHttp().getRequest().isAuthenticated(); } }
"""


@pytest.mark.parametrize(
    ("guard", "auth"),
    [
        ("AuthGuard('jwt')", "required"),
        ("AuthGuard()", "required"),
        ("AuthGuard('unheard-of')", "required"),
        ("AuthGuard('own')", "required"),
        ("AuthGuard('local')", "none"),
        ("PasswordGuard", "none"),
        ("AuthGuard('google')", "none"),
        ("SiteGuard", "none"),
        ("AuthGuard('body')", "none"),
        ("CookieGuard", "required"),
        ("ReadsCookieGuard", "required"),
        ("SignedInGuard", "none"),
        ("RefreshTokenGuard", "none"),
        ("EitherGuard", "required"),
        ("ReadsBothGuard", "required"),
        ("AuthGuard(['local', 'jwt'])", "optional"),
    ],
)
def test_a_guard_asks_for_a_token_only_where_it_looks_for_one_that_a_gateway_can_check(
    guard: str, auth: str
) -> None:
    """Passwords, sessions and the word of another site are judged by the guard alone: no gateway can."""
    (route,) = routes(
        STRATEGIES + f"@UseGuards({guard}) @Controller('x') export class XController {{ @Get() run() {{}} }}",
        module="controllers: [XController], providers: [Header, Cookie, Either, Body, Site, Sign, Own]",
    )
    assert route.auth == auth


def test_the_password_of_somebody_who_signs_in_is_no_token_even_without_its_strategy() -> None:
    """``local`` is the name that passport-local gives itself."""
    (route,) = routes(
        "@UseGuards(AuthGuard('local')) @Controller('x') export class XController { @Post() run() {} }"
    )
    assert route.auth == "none"


READER = """export const KEY = 'open-to-all';
const Everybody = () => SetMetadata(KEY, true);
const Roles = (...roles: string[]) => SetMetadata('roles', roles);
const Marked = Reflector.createDecorator<boolean>();
export class SessionGuard {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context: any) {
    const on = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride(KEY, on) || this.reflector.get(Marked, context.getHandler())) { return true; }
    return signedIn(context);
  }
}
"""


@pytest.mark.parametrize(
    ("mark", "auth"),
    [
        ("", "required"),
        ("@Everybody()", "none"),
        ("@SetMetadata('open-to-all', true)", "none"),
        ("@SetMetadata('open-to-all', false)", "required"),
        ("@Marked(true)", "none"),
        ("@Roles('admin')", "required"),
        ("@SetMetadata('isPublic', true)", "required"),
    ],
)
def test_a_mark_opens_a_route_when_the_guard_reads_it(mark: str, auth: str) -> None:
    """What another guard would read does not."""
    found = routes(
        READER + f"@Controller('x') export class XController {{ {mark} @Get() run() {{}} }}",
        module="controllers: [XController], providers: [{ provide: APP_GUARD, useClass: SessionGuard }]",
    )
    assert [route.auth for route in found] == [auth]


BOTH = READER.replace(
    "getAllAndOverride(KEY, on)",
    "get(KEY, context.getHandler()) || this.reflector.get(KEY, context.getClass())",
)


@pytest.mark.parametrize(
    ("reader", "on_class", "on_handler", "auth"),
    [
        (READER, "@Everybody()", "", "none"),
        (READER, "@Everybody()", "@SetMetadata('open-to-all', false)", "required"),
        (BOTH, "@Everybody()", "@SetMetadata('open-to-all', false)", "none"),
        (READER, "@SetMetadata('open-to-all', false)", "@Everybody()", "none"),
    ],
)
def test_a_handler_takes_back_what_its_class_opens_where_the_guard_lets_it_decide(
    reader: str, on_class: str, on_handler: str, auth: str
) -> None:
    found = routes(
        reader + f"{on_class} @Controller('x') export class XController {{ {on_handler} @Get() run() {{}} }}",
        module="controllers: [XController], providers: [{ provide: APP_GUARD, useClass: SessionGuard }]",
    )
    assert [route.auth for route in found] == [auth]


def test_a_class_takes_back_what_its_base_class_opens() -> None:
    found = routes(
        READER + "@Everybody() export class Base { @Get() run() {} }\n"
        "@SetMetadata('open-to-all', false) @Controller('x') export class XController extends Base {}",
        module="controllers: [XController], providers: [{ provide: APP_GUARD, useClass: SessionGuard }]",
    )
    assert [route.auth for route in found] == ["required"]


def test_a_usual_mark_opens_a_route_when_the_guard_cannot_be_looked_into() -> None:
    """``@Public()`` before a package's guard."""
    found = routes(
        "import { Public } from '@acme/auth';\n"
        "@Controller('x') @UseGuards(AuthGuard('jwt')) export class XController {\n"
        "  @Public() @Get('a') a() {}\n  @Get('b') b() {}\n}"
    )
    assert [route.auth for route in found] == ["none", "required"]


@pytest.mark.parametrize(
    ("decorator", "auth"),
    [
        ("@Roles('admin')", "required"),
        ("@SetMetadata('permissions', ['read'])", "required"),
        ("@Roles('admin') @Public()", "none"),
        ("@SetMetadata('publicRoles', true)", "none"),
        ("", "required"),
    ],
)
def test_what_a_guard_demands_of_a_known_caller_opens_nothing(decorator: str, auth: str) -> None:
    """One guard that knows the caller and judges roles as well reads both kinds of metadata."""
    source = """
    const Roles = (...roles: string[]) => SetMetadata('roles', roles);
    const Public = () => SetMetadata('isPublic', true);
    export class AccessGuard extends AuthGuard('jwt') {
      constructor(private readonly reflector: Reflector) { super(); }
      async canActivate(context: any) {
        if (this.reflector.get('isPublic', context.getHandler())) { return true; }
        if (this.reflector.get('publicRoles', context.getHandler())) { return true; }
        await super.canActivate(context);
        const roles = this.reflector.get('roles', context.getHandler());
        const permissions = this.reflector.get('permissions', context.getHandler());
        return roles.concat(permissions).every((role) => context.user.roles.includes(role));
      }
    }
    """
    (route,) = routes(
        f"{source} @UseGuards(AccessGuard) @Controller('x') export class XController {{ {decorator} @Get() run() {{}} }}"
    )
    assert route.auth == auth


@pytest.mark.parametrize(
    ("decorator", "auth"),
    [
        ("@Auth(['admin'])", "required"),
        ("@Auth(['admin'], {})", "required"),
        ("@Auth([], { public: true })", "none"),
        ("@Auth([], { public: false })", "required"),
    ],
)
def test_a_composed_decorator_opens_a_route_only_where_its_option_says_so(decorator: str, auth: str) -> None:
    """``SetMetadata(OPEN, options?.public)`` without options sets it to nothing."""
    source = """
    export class OpenableGuard extends AuthGuard('jwt') {
      constructor(private readonly reflector: Reflector) { super(); }
      canActivate(context: any) {
        return this.reflector.get('isPublic', context.getHandler()) || super.canActivate(context);
      }
    }
    function Auth(roles: string[] = [], options?: Partial<{ public: boolean }>) {
      return applyDecorators(
        SetMetadata('roles', roles), SetMetadata('isPublic', options?.public), UseGuards(OpenableGuard, RolesGuard));
    }
    """
    (route,) = routes(
        f"{source} @Controller('x') export class XController {{ {decorator} @Get() run() {{}} }}"
    )
    assert (route.guards, route.auth) == (("OpenableGuard", "RolesGuard"), auth)


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        # Passport asks first; the mark only says what happens to whom it does not know.
        (
            "handleRequest(error: any, user: any, info: any, context: any) {\n"
            "    const open = this.reflector.getAllAndOverride('isPublic', [context.getHandler()]);\n"
            "    if (user) { return user; }\n    if (open) { return null; }\n"
            "    throw new UnauthorizedException();\n  }",
            "optional",
        ),
        # Whoever lets everybody through before passport was asked knows nobody.
        (
            "canActivate(context: any) {\n"
            "    const open = this.reflector.getAllAndOverride('isPublic', [context.getHandler()]);\n"
            "    return open ? true : super.canActivate(context);\n  }\n"
            "  handleRequest(error: any, user: any, info: any, context: any) {\n"
            "    if (this.reflector.get('isPublic', context.getHandler())) { return user; }\n"
            "    throw new UnauthorizedException();\n  }",
            "none",
        ),
    ],
)
def test_a_mark_that_is_read_after_passport_asked_makes_it_optional(guard: str, expected: str) -> None:
    (route,) = routes(
        "export const Public = () => SetMetadata('isPublic', true);\n"
        "export class MarkGuard extends AuthGuard('jwt') {\n"
        f"  constructor(private readonly reflector: Reflector) {{ super(); }}\n  {guard}\n}}\n"
        "@UseGuards(MarkGuard) @Controller('x')\n"
        "export class XController { @Public() @Get() run() {} }"
    )
    assert route.auth == expected


@pytest.mark.parametrize(
    ("decorators", "expected"),
    [
        ("@Open()", "none"),
        ("@OptionalAuth()", "optional"),
        ("", "required"),
        ("@Can('x')", "required"),
        ("@AdminOnly()", "required"),
    ],
)
def test_a_symbol_may_be_the_key_of_what_opens_a_route(decorators: str, expected: str) -> None:
    """What lets those in who show nothing, but looks at what they show, is optional."""
    (route,) = routes(
        """const OPEN = Symbol('open'); const LENIENT = Symbol('lenient');
        export const Open = () => SetMetadata(OPEN, true);
        export const OptionalAuth = () => SetMetadata(LENIENT, true);
        export const Can = (...names: string[]) => SetMetadata('permissions', names);
        export const AdminOnly = () => applyDecorators(Open(), UseGuards(KeyGuard));
        export class KeyGuard {
          constructor(private readonly keys: any) {}
          async canActivate(context: any) {
            if (!(await this.keys.knows(context.switchToHttp().getRequest().query.key))) throw new UnauthorizedException();
            return true;
          }
        }
        export class TokenGuard {
          constructor(private readonly reflector: Reflector, private readonly jwt: any) {}
          canActivate(context: any) {
            if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler()])) return true;
            const { authorization } = context.switchToHttp().getRequest().headers;
            if (!authorization) return this.reflector.get<boolean>(LENIENT, context.getHandler());
            return !!this.jwt.verify(authorization);
          }
        }
        @UseGuards(TokenGuard) @Controller('x') export class XController { DECORATORS @Get() run() {} }
        """.replace("DECORATORS", decorators)
    )
    assert route.auth == expected


@pytest.mark.parametrize(("decorators", "expected"), [("@Roles('admin')", "required"), ("", "none")])
def test_a_guard_of_roles_that_answers_401_asks_only_where_a_role_is_asked_for(
    decorators: str, expected: str
) -> None:
    (route,) = routes(
        """export const Roles = (...roles: string[]) => SetMetadata('roles', roles);
        export class RolesGuard {
          constructor(private readonly reflector: Reflector) {}
          canActivate(context: any) {
            const wanted = this.reflector.getAllAndOverride<string[]>('roles', [context.getHandler()]);
            if (!wanted) return true;
            const user = context.switchToHttp().getRequest().user;
            if (!user) throw new UnauthorizedException();
            return wanted.includes(user.role);
          }
        }
        @UseGuards(RolesGuard) @Controller('x') export class XController { DECORATORS @Get() run() {} }
        """.replace("DECORATORS", decorators)
    )
    assert route.auth == expected


def test_a_mark_of_our_own_opens_no_guard_of_passport_that_does_not_ask_for_it() -> None:
    """Passport looks at no metadata; of a package's mark nobody knows what else it does."""
    found = routes(
        "export const Public = () => SetMetadata('public', true);\n"
        "@Public() @Controller('x') export class XController {\n"
        "  @Get('a') @UseGuards(AuthGuard('jwt')) a() {}\n  @Get('b') @UseGuards(AuthGuard(['jwt', 'local'])) b() {}\n"
        "  @Get('c') @UseGuards(LenientGuard) c() {}\n}"
    )
    assert [route.auth for route in found] == ["required", "optional", "optional"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return this.sessions.has(context.switchToHttp().getRequest().headers.authorization);", "required"),
        ("return this.sessions.has(this.token(context));", "required"),
        ("return !!GqlExecutionContext.create(context).getContext().req.headers.authorization;", "required"),
        ("if (isOpen(context)) { return true; } return this.sessions.has(this.token(context));", "none"),
        ("const at = context; if (this.marks.of(at)) { return true; } return this.sessions.has(this.token(context));", "none"),
        ("if (this.opened(context)) { return true; } return this.sessions.has(this.token(context));", "none"),
        ("if (this.marks.has(context.getHandler())) { return true; } return this.sessions.has(this.token(context));", "none"),
    ],
)  # fmt: skip
def test_a_mark_opens_no_guard_of_our_own_that_never_looks_at_marks(body: str, expected: str) -> None:
    """What is marked is the handler and its class: a guard that asks for neither, and gives its context away to nobody, sees none."""
    guard = f"""
    const Public = () => SetMetadata('isPublic', true);
    export class TokenGuard {{
      constructor(private readonly sessions: any, private readonly marks: any) {{}}
      canActivate(context: any) {{ {body} }}
      private opened = isOpen;
      private token(context: any) {{ return context.switchToHttp().getRequest().headers.authorization; }}
    }}
    """
    (route,) = routes(
        f"{guard} @UseGuards(TokenGuard) @Controller('x') export class XController {{ @Public() @Get() run() {{}} }}"
    )
    assert route.auth == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("request.from = this.first(request.headers.authorization); return true;", "none"),
        ("request.from = Number(request.headers['authorization']); return true;", "none"),
        ("request.from = this.sessions.of(request.headers.authorization); return true;", "required"),
        ("request.from = decode(request.headers.authorization); return true;", "required"),
        ("request.from = jwt.verify(request.headers.authorization, 'x'); return true;", "required"),
        ("request.from = this.first(request.headers.authorization).split(' ')[1]; return true;", "none"),
        ("if (!request.headers.authorization) { return false; } return true;", "required"),
        ("if (!request.headers.authorization) { throw new ForbiddenException(); } return true;", "required"),
        ("return !!request.headers.authorization;", "required"),
    ],
)
def test_a_guard_that_only_notes_down_who_says_to_be_calling_asks_for_nothing(
    body: str, expected: str
) -> None:
    """It lets everybody in: what it reads of the header proves nothing."""
    guard = f"""
    export class AuthNotingGuard {{
      constructor(private readonly sessions: any) {{}}
      canActivate(context: any) {{ const request = context.switchToHttp().getRequest(); {body} }}
      private first(value: any) {{ return Array.isArray(value) ? value[0] : value; }}
    }}
    """
    (route,) = routes(
        f"{guard} @UseGuards(AuthNotingGuard) @Controller('x') export class XController {{ @Get() run() {{}} }}"
    )
    assert route.auth == expected


@pytest.mark.parametrize(
    "reader",
    [
        "this.marks.getAllAndOverride('open', [context.getHandler()])",
        "Reflect.getMetadata('open', context.getHandler())",
    ],
)
@pytest.mark.parametrize(
    ("mark", "made"),
    [
        ("@Anyone()", "const Anyone = () => (target, name?, it?) => { Reflect.defineMetadata('open', true, it.value); };"),
        ("@Anyone()", "function Anyone() { return (target, name, it) => { Reflect.defineMetadata('open', true, it.value); } }"),
        ("@Anyone", "const Anyone = SetMetadata('open', true);"),
        ("@Marked('open', true)", "import { SetMetadata as Marked } from '@nestjs/common/decorators';"),
    ],
)  # fmt: skip
def test_a_mark_that_is_left_or_asked_for_with_reflect_itself_opens_a_route(
    mark: str, made: str, reader: str
) -> None:
    """The names of neither the decorator nor the key say it: only that the guard asks for what was left."""
    asking = (
        "export class KeyGuard { constructor(readonly marks: Reflector, readonly jwt: any) {}\n"
        f"  canActivate(context: any) {{ if ({reader}) {{ return true; }}\n"
        "    return !!this.jwt.verify(context.switchToHttp().getRequest().headers.authorization); } }\n"
    )
    found = routes(
        f"{asking}{made}\n@UseGuards(KeyGuard) @Controller('x') export class XController {{\n"
        f"  {mark} @Get('free') free() {{}}\n  @Get('held') held() {{}} }}"
    )
    assert [(each.path, each.auth) for each in found] == [("/x/free", "none"), ("/x/held", "required")]


@pytest.mark.parametrize(
    ("mark", "reader", "expected"),
    [
        ("Reflect.metadata('open', true)", "this.marks.get('open', context.getHandler())", "required"),
        ("Reflect.metadata('open', true)", "Reflect.getMetadata('open', context.getHandler())", "required"),
        (
            "Reflect.metadata('open', true)",
            "Reflect.getMetadata('open', context.getClass().prototype, context.getHandler().name)",
            "none",
        ),
        (
            "(target, name) => Reflect.defineMetadata('open', true, target, name)",
            "this.marks.get('open', context.getHandler())",
            "required",
        ),
    ],
)
def test_a_mark_on_a_member_is_no_mark_on_the_function(mark: str, reader: str, expected: str) -> None:
    """``Reflect.metadata`` before a method leaves its mark on class and name: the running application answers 401."""
    found = routes(
        "export class KeyGuard { constructor(readonly marks: Reflector, readonly jwt: any) {}\n"
        f"  canActivate(context: any) {{ if ({reader}) {{ return true; }}\n"
        "    return !!this.jwt.verify(context.switchToHttp().getRequest().headers.authorization); } }\n"
        f"const Anyone = {mark};\n@UseGuards(KeyGuard) @Controller('x') export class XController {{\n"
        "  @Anyone @Get('free') free() {} }"
    )
    assert [route.auth for route in found] == [expected]


def test_a_mark_of_reflect_itself_on_a_class_is_one_of_the_class() -> None:
    found = routes(
        "export class KeyGuard { constructor(readonly marks: Reflector, readonly jwt: any) {}\n"
        "  canActivate(context: any) { if (this.marks.get('open', context.getClass())) { return true; }\n"
        "    return !!this.jwt.verify(context.switchToHttp().getRequest().headers.authorization); } }\n"
        "const Anyone = Reflect.metadata('open', true);\n@Anyone @UseGuards(KeyGuard) @Controller('x')\n"
        "export class XController { @Get('free') free() {} }"
    )
    assert [route.auth for route in found] == ["none"]


@pytest.mark.parametrize(
    ("body", "open_", "held"),
    [
        ("if (OPEN.includes(request.path)) { return true; }", "none", "required"),
        ("if (OPEN.includes(request.url.split('?')[0])) { return true; }", "none", "required"),
        ("const { url } = request; if (OPEN.some((each) => url.startsWith(each))) { return true; }", "none", "required"),
        ("if (request.path === '/x/open' || request.path === '/health') return true;", "none", "required"),
        ("if (request.path === '/x/open' && request.method === 'POST') return true;", "required", "required"),
        ("if (request.method === 'GET' && request.originalUrl.endsWith('/open')) return true;", "none", "required"),
        ("const path = request.url; if (!path.startsWith('/x/held')) return true;", "none", "required"),
        ("if (/^\\/x\\/(open|free)$/.test(request.url)) return true;", "none", "required"),
        ("if (request.url.match(/open/)) return true;", "none", "required"),
        ("if (this.isPublic(request)) return true;", "none", "required"),
        ("if (isPublic(request.path)) return true;", "none", "required"),
        ("if (this.paths.includes(request.route.path)) return true;", "none", "required"),
        ("if (new RegExp(this.log.pattern).test(request.url)) return true;", "optional", "optional"),
        ("if (this.log.open.includes(request.path)) return true;", "optional", "optional"),
        ("if (OPEN.includes(request.path)) { this.jwt.check(request); return true; }", "required", "required"),
        (
            "if (!request.headers.authorization) throw new Error(); if (request.path === '/x/open' && this.log.own) return true;",
            "required",
            "required",
        ),
        ("this.log.warn(request.url);", "required", "required"),
        (
            "if (this.marks.get('open', context.getHandler())) { return true; } this.log.warn(request.url);",
            "required",
            "required",
        ),
    ],
)  # fmt: skip
def test_a_guard_that_lets_some_in_by_their_path_is_read_for_each_route(
    body: str, open_: str, held: str
) -> None:
    """A gateway that asked everybody for a token would shut out whom the guard lets in."""
    found = routes(
        "const OPEN = ['/x/open', '/health'];\nconst isPublic = (path: string) => OPEN.includes(path);\n"
        "export class KeyGuard { readonly paths = ['/x/open'];\n"
        "  constructor(readonly marks: Reflector, readonly jwt: any, readonly log: any) {}\n"
        f"  canActivate(context: any) {{ const request = context.switchToHttp().getRequest(); {body}\n"
        "    return !!this.jwt.verify(request.headers.authorization); }\n"
        "  private isPublic(request: any) { return request.path === '/x/open'; } }\n"
        "@UseGuards(KeyGuard) @Controller('x') export class XController {\n"
        "  @Get('open') open() {}\n  @Get('held/:id') held() {} }"
    )
    assert [route.auth for route in found] == [open_, held]


def test_a_guard_that_holds_by_the_path_leaves_the_others_open() -> None:
    found = routes(
        "export class KeyGuard { constructor(readonly jwt: any) {}\n"
        "  canActivate(context: any) { const request = context.switchToHttp().getRequest();\n"
        "    if (request.path.startsWith('/x/admin')) { return !!this.jwt.verify(request.headers.authorization); }\n"
        "    return true; } }\n"
        "@UseGuards(KeyGuard) @Controller('x') export class XController {\n"
        "  @Get('admin/all') all() {}\n  @Get(':id') one() {}\n  @Get('open') open() {} }"
    )
    assert {route.path: route.auth for route in found} == {
        "/x/admin/all": "required",
        "/x/:id": "none",
        "/x/open": "none",
    }
