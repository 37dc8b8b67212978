"""Routes that ``@Crud`` of nestjsx/crud and its forks makes, as the package's own factory makes them."""

from __future__ import annotations

import pytest
from nest_projects import app, backend

from woosh_split.sources.code.nestjs.routes import Routes, read_routes

IMPORTS = (
    "import { Crud, CrudConfigService, Override } from '@nestjsx/crud'; import { AuthGuard } from '@nestjs/passport';\n"
    "export class Note {}\n"
)
ALL = {
    "getOneBase": "GET /notes/:id",
    "getManyBase": "GET /notes",
    "createOneBase": "POST /notes",
    "createManyBase": "POST /notes/bulk",
    "updateOneBase": "PATCH /notes/:id",
    "replaceOneBase": "PUT /notes/:id",
    "deleteOneBase": "DELETE /notes/:id",
}


def routes(
    options: str, body: str = "", settings: str = "", before: str = "", imports: str = IMPORTS
) -> Routes:
    """Return the routes of one controller with ``@Crud``."""
    sources = app(
        f"{before} @Crud({options}) @Controller('notes') export class XController {{ {body} }}",
        settings,
        imports,
    )
    if "CrudConfigService" in settings:
        sources["src/main.ts"] = (
            "import { CrudConfigService } from '@nestjsx/crud';\n" + sources["src/main.ts"]
        )
    _, application, graph = backend(sources)
    return read_routes(application, graph)


def shown(found: Routes) -> dict[str, str]:
    """Return ``VERB /path`` by handler, in order."""
    return {
        route.handler.removeprefix("XController."): f"{route.method} {route.path}" for route in found.found
    }


def test_all_routes_are_made_in_the_order_of_the_package() -> None:
    """They stand in no method: their place is the class. Only those that write have a body."""
    found = routes("{ model: { type: Note } }")
    assert list(shown(found).items()) == list(ALL.items())
    assert found.unresolved == ()
    assert {route.handler.partition(".")[2] for route in found.found if route.body == "json"} == {
        "createOneBase", "createManyBase", "updateOneBase", "replaceOneBase",
    }  # fmt: skip
    assert {route.line for route in found.found} == {found.found[0].line}


@pytest.mark.parametrize("package", ["@nestjsx/crud", "@dataui/crud", "@rewiko/crud"])
def test_the_forks_make_the_same(package: str) -> None:
    assert list(
        shown(routes("{ model: { type: Note } }", imports=IMPORTS.replace("@nestjsx/crud", package)))
    ) == list(ALL)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("routes: { only: ['getManyBase', 'deleteOneBase'] }", ["GET /notes", "DELETE /notes/:id"]),
        (
            "routes: { exclude: ['createManyBase', 'replaceOneBase', 'updateOneBase', 'getOneBase'] }",
            ["GET /notes", "POST /notes", "DELETE /notes/:id"],
        ),
        (
            "routes: { only: ['getOneBase', 'recoverOneBase'] }, query: { softDelete: true }",
            ["GET /notes/:id", "PATCH /notes/:id/recover"],
        ),
        (
            "params: { key: { field: 'key', type: 'uuid', primary: true } }, routes: { only: ['getOneBase'] }",
            ["GET /notes/:key"],
        ),
        (
            "params: { owner: { field: 'owner', type: 'number' } }, routes: { only: ['getOneBase'] }",
            ["GET /notes/:id"],
        ),
        (
            "params: { id: { primary: true, disabled: true } }, routes: { only: ['getOneBase', 'updateOneBase'] }",
            ["GET /notes", "PATCH /notes"],
        ),
    ],
)
def test_options_choose_routes_and_name_the_row(options: str, expected: list[str]) -> None:
    """``only``, ``exclude``, ``softDelete``, and the primary parameters."""
    assert list(shown(routes(f"{{ model: {{ type: Note }}, {options} }}")).values()) == expected


def test_an_overriding_method_takes_the_route_over_and_stands_at_its_own_place() -> None:
    """Without a name it overrides what is called like it."""
    body = """@Get('own') own() {}
    @Override('getManyBase') list(@Query() query: any) {}
    @Override() createOne(@Body() note: Note) {}
    @Override('recoverOneBase') lost() {}"""
    found = shown(routes("{ model: { type: Note }, routes: { exclude: ['createManyBase'] } }", body))
    assert list(found.items()) == [
        ("own", "GET /notes/own"),
        ("list", "GET /notes"),
        ("createOne", "POST /notes"),
        ("getOneBase", "GET /notes/:id"),
        ("updateOneBase", "PATCH /notes/:id"),
        ("replaceOneBase", "PUT /notes/:id"),
        ("deleteOneBase", "DELETE /notes/:id"),
    ]


def test_guards_of_a_route_stand_in_its_options() -> None:
    """They come behind those of the class."""
    found = routes(
        "{ model: { type: Note }, routes: { only: ['getManyBase', 'getOneBase'], "
        "getOneBase: { decorators: [UseGuards(AuthGuard('jwt'))] } } }"
    )
    assert [(route.guards, route.auth) for route in found.found] == [
        (("AuthGuard",), "required"),
        ((), "none"),
    ]


def test_what_is_configured_for_all_controllers_holds_where_one_says_nothing() -> None:
    settings = "CrudConfigService.load({ routes: { only: ['getManyBase'] } });"
    assert list(shown(routes("{ model: { type: Note } }", settings=settings))) == ["getManyBase"]
    own = "{ model: { type: Note }, routes: { only: ['getOneBase'] } }"
    assert list(shown(routes(own, settings=settings))) == ["getOneBase"]


@pytest.mark.parametrize(
    "options", ["options()", "{ ...shared() }", "{ model: { type: Note }, routesFactory: Own }",
                "{ model: { type: Note }, routes: { only: chosen() } }"],
)  # fmt: skip
def test_options_that_cannot_be_followed_are_said(options: str) -> None:
    """What the controller maps itself stays."""
    found = routes(options, "@Get('own') own() {}")
    assert list(shown(found)) == ["own"]
    assert [each.text for each in found.unresolved] == ["XController"]
