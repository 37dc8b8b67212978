"""Routes as Nest maps them."""

from __future__ import annotations

import pytest
from nest_projects import app, backend

from woosh_split.model.code import Route
from woosh_split.sources.code.nestjs.routes import read_routes


def routes(controllers: str, settings: str = "", imports: str = "", module: str = "") -> tuple[Route, ...]:
    """Return the routes of one root module."""
    _, application, graph = backend(app(controllers, settings, imports, module))
    found = read_routes(application, graph)
    assert found.unresolved == ()
    return found.found


def paths(*args: str) -> list[str]:
    """Return ``VERB /path`` of each route, in order."""
    return [f"{route.method} {route.path}" for route in routes(*args)]


@pytest.mark.parametrize(
    ("controller", "method", "expected"),
    [
        ("@Controller('a')", "@Get('b')", ["GET /a/b"]),
        ("@Controller()", "@Get()", ["GET /"]),
        ("@Controller('/a/')", "@Get('/b/')", ["GET /a/b"]),
        ("@Controller('a')", "@Get('')", ["GET /a"]),
        ("@Controller({ path: 'a/:id' })", "@Post(':n')", ["POST /a/:id/:n"]),
        ("@Controller(['a', 'b'])", "@Get(['x', ''])", ["GET /a/x", "GET /a", "GET /b/x", "GET /b"]),
        ("@Controller('a')", "@All('*')", ["ALL /a/*"]),
        ("@Controller('a')", "@Get('*rest')", ["GET /a/*"]),
        ("@Controller('a')", "@Get('f/(.*)')", ["GET /a/f/*"]),
        ("@Controller('a')", "@Get('{*rest}')", ["GET /a/*"]),
        ("@Controller('a')", r"@Get(':id(\\d+)')", ["GET /a/:id(\\d+)"]),
        ("@Controller('a')", "@RequestMapping({ path: 'm', method: RequestMethod.PUT })", ["PUT /a/m"]),
        ("@Controller('a')", "@RequestMapping({ path: 'm' })", ["GET /a/m"]),
        ("@Controller(`${BASE}/x`)", "@Head(Part.One)", ["HEAD /base/x/one"]),
        ("@Controller(BASE + '-' + PATHS.inner.deep)", "@Options()", ["OPTIONS /base-d"]),
        ("@Controller(process.env.BASE || 'fallback')", "@Patch()", ["PATCH /fallback"]),
    ],
)
def test_paths_are_put_together_as_nest_does_it(controller: str, method: str, expected: list[str]) -> None:
    """Slashes, arrays, options, wildcards, constants, enums and templates."""
    source = f"""const BASE = 'base'; enum Part {{ One = 'one' }}
    const PATHS = {{ inner: {{ deep: 'd' }} }} as const;
    {controller} export class XController {{ {method} run() {{}} }}"""
    assert paths(source) == expected


@pytest.mark.parametrize(
    ("controller", "expected"),
    [
        ("Shop.within(Shop.Items.PATH)", "GET /shop/items"),
        ("Shop.deeper(['x', Shop.Items.PATH])", "GET /shop/x/items"),
        ("Shop.Items.own()", "GET /items/shop"),
    ],
)
def test_a_name_in_a_namespace_is_the_one_of_the_nearest_namespace_around_it(
    controller: str, expected: str
) -> None:
    """Namespaces one in the other often have a constant of the same name."""
    source = f"""namespace Shop {{
      export const PATH = 'shop'; export const OUTER = PATH;
      export function within(path: string) {{ return [PATH, path].join('/'); }}
      export function deeper(paths: string[]) {{ return [PATH, ...paths].join('/'); }}
      export namespace Items {{
        export const PATH = 'items';
        export function own() {{ return `${{PATH}}/${{OUTER}}`; }}
      }}
    }}
    @Controller({controller}) export class XController {{ @Get() run() {{}} }}"""
    assert paths(source) == [expected]


def test_a_computed_path_is_said_and_makes_no_route() -> None:
    """The other routes of the controller stay."""
    sources = app(
        "@Controller('a') export class XController {\n  @Get(compute()) lost() {}\n  @Get('b') kept() {}\n}\n"
        "@Controller(compute()) export class YController {\n  @Get() all() {}\n}"
    )
    _, application, graph = backend(sources)
    found = read_routes(application, graph)
    assert [route.path for route in found.found] == ["/a/b"]
    assert [(each.kind, each.text) for each in found.unresolved] == [
        ("route", "XController.lost"),
        ("route", "YController"),
    ]


def test_own_handlers_come_before_inherited_ones_and_an_override_hides_the_base() -> None:
    """An override without a decorator has no route; file and line are those of the code."""
    found = routes(
        """export abstract class Base {
          @Get() list() {}
          @Get(':id') one() {}
          @Delete(':id') drop() {}
        }
        @Controller('cats') export class CatsController extends Base {
          @Post() add() {}
          @Get('by/:id') one() {}
          drop() {}
        }"""
    )
    assert [(route.method, route.path, route.handler) for route in found] == [
        ("POST", "/cats", "CatsController.add"),
        ("GET", "/cats/by/:id", "CatsController.one"),
        ("GET", "/cats", "CatsController.list"),
    ]
    assert [route.order for route in found] == [0, 1, 2]


def test_a_mixin_controller_gets_the_path_that_it_is_made_with() -> None:
    """A function that makes the base class is read for each of its calls."""
    source = """function Crud(path: string) {
      @Controller(path) abstract class Host { @Get(`${path}-list`) list() {} }
      return Host;
    }
    export class DogsController extends Crud('dogs') {}
    export class BirdsController extends Crud('birds') {}"""
    assert paths(source) == ["GET /dogs/dogs-list", "GET /birds/birds-list"]


def test_composed_decorators_are_taken_apart() -> None:
    """``applyDecorators`` may hold the mapping itself."""
    source = """const Read = (path: string) => applyDecorators(Get(path), UseGuards(OwnGuard));
    class OwnGuard { canActivate() { return true; } }
    @Controller('a') export class XController { @Read('b') run() {} }"""
    (route,) = routes(source)
    assert (route.path, route.guards, route.auth) == ("/a/b", ("OwnGuard",), "none")


def test_a_path_that_a_composed_decorator_is_not_handed_is_the_root() -> None:
    """``Get(undefined)`` is ``Get()`` to Nest, and so is an object without a path to a controller."""
    source = """const Read = (path?: string) => applyDecorators(Get(path), UseGuards(OwnGuard));
    const Part = (name: string, path?: string) => applyDecorators(Controller({ path }));
    class OwnGuard { canActivate() { return true; } }
    @Controller('a') export class XController { @Read() run() {} @Read('b') other() {} }
    @Part('y') export class YController { @Get('c') run() {} }"""
    found = routes(source, module="controllers: [XController, YController]")
    assert [route.path for route in found] == ["/a", "/a/b", "/c"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("app.setGlobalPrefix('api');", ["/api/a", "/api/health", "/api/health/deep"]),
        ("app.setGlobalPrefix('/api/', { exclude: ['health'] });", ["/api/a", "/health", "/api/health/deep"]),
        ("app.setGlobalPrefix('x', { exclude: ['health/(.*)'] });", ["/x/a", "/x/health", "/health/deep"]),
        ("app.setGlobalPrefix('x', { exclude: ['/health{/*rest}'] });", ["/x/a", "/health", "/health/deep"]),
        (
            "app.setGlobalPrefix('x', { exclude: [{ path: 'health', method: 1 }, { path: 'a', method: 5 }] });",
            ["/a", "/x/health", "/x/health/deep"],
        ),
        (
            "const { prefix } = app.get(ConfigService<object>).get('app', { infer: true }); app.setGlobalPrefix(prefix);",
            ["/loaded/a", "/loaded/health", "/loaded/health/deep"],
        ),
        (
            "const read = (key: string, otherwise: string = '') => process.env[key] || otherwise;"
            "app.setGlobalPrefix(read('P', 'given'));",
            ["/given/a", "/given/health", "/given/health/deep"],
        ),
        ("app.setGlobalPrefix(setting('P', 'outer'));", ["/outer/a", "/outer/health", "/outer/health/deep"]),
        ("app.setGlobalPrefix(process.env.PREFIX ?? 'env');", ["/env/a", "/env/health", "/env/health/deep"]),
        (
            "const config = app.get(ConfigService); app.setGlobalPrefix(config.get('app.prefix'));",
            ["/loaded/a", "/loaded/health", "/loaded/health/deep"],
        ),
    ],
)
def test_the_global_prefix_and_its_exclusions(settings: str, expected: list[str]) -> None:
    """Numbers of RequestMethod, old and new wildcards, the environment's default, the loaded configuration."""
    sources = app(
        "@Controller() export class XController {\n  @Get('a') a() {}\n  @Get('health') b() {}\n"
        "  @Get('health/deep') c() {}\n}",
        settings,
        "import { ConfigModule, registerAs } from '@nestjs/config';\n"
        "const settings = registerAs('app', () => ({ prefix: process.env.P || 'loaded' }));",
        "imports: [ConfigModule.forRoot({ load: [settings] })], controllers: [XController]",
    )
    sources["src/main.ts"] = (
        "import { ConfigService } from '@nestjs/config';\n"
        "export function setting(key: string, otherwise: string = '') { return process.env[key] ?? otherwise; }\n"
        + sources["src/main.ts"]
    )
    _, application, graph = backend(sources)
    assert [route.path for route in read_routes(application, graph).found] == expected


def test_an_unknown_prefix_is_said_and_left_out() -> None:
    """The routes are listed without it."""
    _, application, graph = backend(
        app("@Controller() export class XController { @Get('a') a() {} }", "app.setGlobalPrefix(compute());")
    )
    found = read_routes(application, graph)
    assert ([route.path for route in found.found], [each.kind for each in found.unresolved]) == (
        ["/a"],
        ["route"],
    )


VERSIONED = """@Controller({ path: 'a', version: ['1', '2'] }) export class AController {
  @Get() all() {}
  @Version('3') @Get('new') fresh() {}
  @Version(VERSION_NEUTRAL) @Get('old') old() {}
}
@Controller('b') export class BController { @Get() all() {} }
@Controller({ path: 'c', version: VERSION_NEUTRAL }) export class CController { @Get() all() {} }"""
KIND = "import { VersioningType } from '@nestjs/common';"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            "app.enableVersioning({ type: VersioningType.URI, defaultVersion: '9' });",
            ["/v1/a 1", "/v2/a 2", "/v3/a/new 3", "/a/old -", "/v9/b 9", "/c -"],
        ),
        (
            "app.setGlobalPrefix('api'); app.enableVersioning({ type: VersioningType.URI, prefix: 'ver' });",
            ["/api/ver1/a 1", "/api/ver2/a 2", "/api/ver3/a/new 3", "/api/a/old -", "/api/b -", "/api/c -"],
        ),
        (
            "app.enableVersioning({ type: VersioningType.URI, prefix: false });",
            ["/1/a 1", "/2/a 2", "/3/a/new 3", "/a/old -", "/b -", "/c -"],
        ),
        (
            "app.enableVersioning({ type: VersioningType.HEADER, header: 'X-V' });",
            ["/a 1", "/a 2", "/a/new 3", "/a/old -", "/b -", "/c -"],
        ),
        ("", ["/a -", "/a/new -", "/a/old -", "/b -", "/c -"]),
    ],
)
def test_versions(settings: str, expected: list[str]) -> None:
    """In the path, in a header, by default, neutral, or not switched on at all."""
    sources = app(VERSIONED, settings)
    sources["src/main.ts"] = KIND + sources["src/main.ts"]
    _, application, graph = backend(sources)
    found = read_routes(application, graph).found
    assert [f"{route.path} {route.version or '-'}" for route in found] == expected


def test_router_module_puts_its_paths_in_front() -> None:
    """Nested children, a bare module as child, a group without a module."""
    module = "\n".join(
        f"@Controller('{name.lower()}') class {name}Ctrl {{ @Get() all() {{}} }}\n"
        f"@Module({{ controllers: [{name}Ctrl] }}) class {name}Module {{}}"
        for name in "ABCD"
    )
    assert paths(
        module,
        "app.setGlobalPrefix('api');",
        "import { RouterModule } from '@nestjs/core';",
        "imports: [AModule, BModule, CModule, DModule, RouterModule.register([{ path: '/admin/', module: AModule, "
        "children: [{ path: 'inner', module: BModule }, CModule] }, { path: 'g', children: [DModule] }])]",
    ) == ["GET /api/admin/a", "GET /api/admin/inner/b", "GET /api/admin/c", "GET /api/g/d"]


def test_the_router_module_of_nest_router_gives_prefixes_as_well() -> None:
    """The package from which Nest took ``RouterModule`` over calls it ``forRoutes``; ``childrens`` is its old spelling."""
    module = """@Controller() export class AController { @Get() all() {} @Get(':id') one() {} }
    @Controller('b') export class BController { @Get() all() {} }
    @Controller('c') export class CController { @Get() all() {} }
    @Module({ controllers: [AController] }) export class AModule {}
    @Module({ controllers: [BController] }) export class BModule {}
    @Module({ controllers: [CController] }) export class CModule {}
    const routes: Routes = [{ path: '/places', module: AModule, children: [
      { path: ':place/tests', module: BModule, childrens: [CModule] }] }];
    """
    assert paths(
        module,
        "",
        "import { RouterModule, Routes } from 'nest-router';",
        "imports: [AModule, BModule, CModule, RouterModule.forRoutes(routes)]",
    ) == ["GET /places", "GET /places/:id", "GET /places/:place/tests/b", "GET /places/:place/tests/c"]


def test_a_controller_without_a_route_that_a_decorator_of_our_own_may_fill_is_said() -> None:
    """An empty controller is none: nothing could make routes of it. One that has routes says what it is."""
    sources = app(
        "function Resource(entity: any) { return (target: any) => { new Factory(target, entity); }; }\n"
        "function Area(path: string) { return applyDecorators(Controller(path), UseGuards(Guard)); }\n"
        "@Resource(Note)\n@Controller('a') export class XController { constructor(readonly service: any) {} }\n"
        "@Controller('b') export class EmptyController {}\n"
        "@Area('c') export class FullController { @Get() all() {} }\n",
        module="controllers: [XController, EmptyController, FullController]",
    )
    _, application, graph = backend(sources)
    found = read_routes(application, graph)
    assert [route.path for route in found.found] == ["/c"]
    assert [each.text for each in found.unresolved] == ["XController"]
    assert "decorator Resource" in found.unresolved[0].reason


def test_an_application_that_is_handed_to_a_function_of_a_package_is_said() -> None:
    """It may set a prefix there. Containers and documents do not, and our own functions are followed."""
    sources = app(
        "@Controller('a') export class XController { @Get() all() {} }",
        "useContainer(app.select(AppModule)); await applyMiddleware(AppModule, app, true);\n"
        "SwaggerModule.setup('docs', app, {}); own(app);",
    )
    sources["src/main.ts"] = (
        "import { useContainer } from 'class-validator'; import { applyMiddleware } from '@our/common';\n"
        "import { SwaggerModule } from '@nestjs/swagger';\n"
        "function own(app: any) { app.setGlobalPrefix('api'); }\n" + sources["src/main.ts"]
    )
    _, application, graph = backend(sources)
    found = read_routes(application, graph)
    assert [route.path for route in found.found] == ["/api/a"]
    assert [(each.kind, each.text) for each in found.unresolved] == [("route", "applyMiddleware")]
    assert "@our/common" in found.unresolved[0].reason


def test_a_decorator_that_cannot_be_followed_is_said_of_a_method_without_a_route() -> None:
    """It may be the one that makes the route; ``route.Get`` here is put together while the program runs."""
    sources = app(
        "const route: any = {};\nObject.keys(RequestMethod).forEach((key) => {\n"
        "  route[key] = (path: string) => RequestMapping({ path, method: RequestMethod[key] }); });\n"
        "function Silent() { return (target: any, name: string, descriptor: PropertyDescriptor) => descriptor; }\n"
        "@Controller('a') export class XController {\n"
        "  @route.GET('lost') lost() {}\n"
        "  @Silent() helper() {}\n"
        "  @Get('b') @route.GET('c') kept() {}\n"
        "  @TsRestHandler(contract.list) contracted() {}\n}\n",
        "",
        "import { TsRestHandler } from '@ts-rest/nest'; import { contract } from '@my/contract';",
    )
    _, application, graph = backend(sources)
    found = read_routes(application, graph)
    assert [route.path for route in found.found] == ["/a/b"]
    assert [each.text for each in found.unresolved] == ["XController.lost", "XController.contracted"]
    assert "decorator GET" in found.unresolved[0].reason


def test_a_controller_that_no_module_lists_has_no_routes() -> None:
    """Commented-out decorators and decorators in strings are no routes either."""
    source = """@Controller('dead') class DeadCtrl { @Get() all() {} }
    @Controller('a') export class XController {
      // @Get('commented')
      text() { return "@Get('quoted')"; }
      @Get() all() {}
    }"""
    assert paths(source) == ["GET /a"]


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ("@Post() run(@Body() body: any) {}", ("json", "http")),
        ("@Post() run() {}", ("none", "http")),
        ("@Delete() run(@Body('reason') reason: string) {}", ("json", "http")),
        ("@Post() @UseInterceptors(FileInterceptor('f')) run() {}", ("upload", "http")),
        ("@Post() run(@UploadedFiles() files: any[]) {}", ("upload", "http")),
        ("@Post() run(@Req() req: any) { return save(req.body); }", ("json", "http")),
        ("@Post() run(@Req() req: any) { req.pipe(out); }", ("stream", "http")),
        ("@Post() run(@RawBody() raw: Buffer) {}", ("stream", "webhook")),
        ("@Post() run(@Clean() body: any) {}", ("json", "http")),
        ("@Get() run(@Query() query: any) {}", ("none", "http")),
        ("@Sse('events') run() {}", ("none", "sse")),
    ],
)
def test_what_a_handler_takes_and_gives(handler: str, expected: tuple[str, str]) -> None:
    """``body`` and ``kind``."""
    imports = """import { FileInterceptor } from '@nestjs/platform-express';
    import { UploadedFiles, RawBody } from '@nestjs/common';
    const Clean = createParamDecorator((_: unknown, ctx: any) => trim(ctx.switchToHttp().getRequest().body));"""
    (route,) = routes(f"@Controller('a') export class XController {{ {handler} }}", "", imports)
    assert (route.body, route.kind) == expected


def test_only_http_applications_map_routes_each_with_its_own_settings() -> None:
    """A second entry file has another prefix; a worker's controllers answer no HTTP request."""
    entry = (
        "import { NestFactory } from '@nestjs/core';\nimport { ROOT } from './app.module';\n"
        "async function start() { const app = await NestFactory.CALL(ROOT); app.setGlobalPrefix('PREFIX'); }\nstart();"
    )
    one = entry.replace("ROOT", "AppModule").replace("CALL", "create").replace("PREFIX", "one")
    two = entry.replace("ROOT", "AdminModule").replace("CALL", "create").replace("PREFIX", "two")
    three = (
        entry.replace("ROOT", "QueueModule").replace("CALL", "createMicroservice").replace("PREFIX", "three")
    )
    sources = app(
        "@Controller('a') export class XController { @Get() all() {} }\n"
        "@Controller('b') class BCtrl { @Get() all() {} }\n@Controller('q') class QCtrl { @Get() all() {} }\n"
        "@Module({ controllers: [BCtrl] }) export class AdminModule {}\n"
        "@Module({ controllers: [QCtrl] }) export class QueueModule {}"
    )
    sources |= {"src/main.ts": one, "src/admin.ts": two, "src/queue.ts": three}
    _, application, graph = backend(sources)
    assert [route.path for route in read_routes(application, graph).found] == ["/one/a", "/two/b"]


@pytest.mark.parametrize(
    ("verb", "parameters", "kind"),
    [
        ("@Post()", "@RawBody() raw: Buffer", "webhook"),
        ("@Post()", "@Headers('stripe-signature') signature: string, @Body() body: object", "webhook"),
        ("@Post()", "@Headers('X-Hub-Signature-256') signature: string", "webhook"),
        ("@Post()", "@Req() req: any", "webhook"),
        ("@Get()", "@Headers('x-signature') signature: string", "http"),
        ("@Post()", "@Headers('x-request-id') id: string", "http"),
        ("@Post()", "@Headers() all: object", "http"),
        ("@Post()", "@Request() other: any", "http"),
    ],
)
def test_a_handler_that_takes_what_is_signed_is_a_webhook(verb: str, parameters: str, kind: str) -> None:
    source = f"@Controller('hooks') export class XController {{ {verb} run({parameters}) {{ return req.rawBody; }} }}"
    imports = "import { Headers, RawBody, Request } from '@nestjs/common';"
    assert [route.kind for route in routes(source, imports=imports)] == [kind]


@pytest.mark.parametrize(
    "package", ["@nestjs/common/decorators", "@nestjs/common/decorators/http", "@nestjs/common/index"]
)
def test_decorators_of_a_file_inside_the_package_are_the_packages_own(package: str) -> None:
    """Editors import from there as readily; the routes of such a controller were lost without a word."""
    imports = f"import {{ Put as Replace }} from '{package}';"
    assert paths("@Controller('a') export class XController { @Replace(':id') run() {} }", "", imports) == [
        "PUT /a/:id"
    ]


def test_a_module_that_has_a_path_but_that_nothing_imports_is_said() -> None:
    """``RouterModule`` imports nothing: Nest never loads such a module, and whoever looks for its routes should know."""
    code = """@Controller('a') export class AController { @Get() all() {} }
    @Module({ controllers: [AController] }) export class AModule {}"""
    sources = app(
        code,
        "",
        "import { RouterModule } from '@nestjs/core';",
        "imports: [RouterModule.register([{ path: 'admin', module: AModule }])]",
    )
    _, application, graph = backend(sources)
    found = read_routes(application, graph)

    assert found.found == ()
    assert [(each.kind, each.text) for each in found.unresolved] == [("route", "AModule")]
