"""A script from the routes: ids of the data, bodies of the declared types, and what could not be made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from woosh_split.model.code import Route
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Column, ForeignKey, Table
from woosh_split.parity.generate import generate, to_lines, with_token_headers
from woosh_split.parity.samples import Source, source_of
from woosh_split.parity.script import Request
from woosh_split.sources.code.nestjs.input_types import InputField
from woosh_split.sources.code.nestjs.request_shapes import RequestShape, request_shapes

CODE = """
import { Body, Controller, Get, Param, Post, Put, Query, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { CreateOrderDto, Patch } from './dto';
@Controller('orders')
export class OrdersController {
  @Get()
  list(@Query('page') page: string, @Query() filter: { status?: string }) {}
  @Post()
  create(@Body() dto: CreateOrderDto) {}
  @Put(':id')
  update(@Param('id') id: string, @Body() body: Partial<Patch>) {}
  @Post('photo')
  @UseInterceptors(FileInterceptor('photo'))
  photo(@UploadedFile() file: unknown, @Body() body: { title: string; tags?: string[] }) {}
  @Post('any')
  any(@Body() body: any) {}
}
"""
DTO = """
import { IsEnum, IsIn, IsNumber, IsOptional, IsString, Min, MinLength, ValidateNested } from 'class-validator';
export enum Kind { Sale = 'sale', Gift = 'gift' }
class Base { @IsString() @MinLength(20) note: string; }
class Item { @IsNumber() @Min(3) quantity: number; @IsIn(['kg', 'l']) unit; }
export class CreateOrderDto extends Base {
  @IsNumber() clientId: number;
  @IsEnum(Kind) kind: Kind;
  @IsOptional() @IsString() comment?: string;
  @ValidateNested({ each: true }) items: Item[];
}
export interface Patch { open: boolean; price: number; day: Date; mode: 'a' | 'b'; size: number | null; tags: string[] | null | undefined }
"""


def route(
    handler: str, method: str = "POST", path: str = "/orders", auth: str = "none", body: str = "json"
) -> Route:
    return Route(
        method, path, "orders", f"OrdersController.{handler}", "orders.controller.ts", 1, auth=auth, body=body
    )


@pytest.fixture
def shapes(tmp_path: Path) -> dict[str, RequestShape]:
    (tmp_path / "orders.controller.ts").write_text(CODE)
    (tmp_path / "dto.ts").write_text(DTO)
    found = request_shapes(tmp_path, [route(name) for name in ("list", "create", "update", "photo", "any")])
    return {name.rpartition(".")[2]: shape for name, shape in found.items()}


def test_a_class_tells_its_fields_with_validators_and_what_it_inherits(
    shapes: dict[str, RequestShape],
) -> None:
    assert shapes["create"].body == (
        InputField("note", "text", smallest=20),
        InputField("clientId", "number"),
        InputField("kind", "choice", choices=("sale", "gift")),
        InputField("comment", "text", optional=True),
        InputField(
            "items",
            "object",
            many=True,
            fields=(
                InputField("quantity", "number", smallest=3),
                InputField("unit", "choice", choices=("kg", "l")),
            ),
        ),
    )


def test_a_type_that_is_imported_by_an_alias_and_through_a_barrel_is_read(tmp_path: Path) -> None:
    (tmp_path / "tsconfig.json").write_text(
        '{"compilerOptions": {"baseUrl": "./", "paths": {"@types/*": ["src/types/*"]},},} // as people write it'
    )
    (tmp_path / "orders.controller.ts").write_text(CODE.replace("'./dto'", "'@types/orders'"))
    (tmp_path / "src" / "types" / "orders").mkdir(parents=True)
    (tmp_path / "src" / "types" / "orders" / "index.ts").write_text("export * from './dto';")
    (tmp_path / "src" / "types" / "orders" / "dto.ts").write_text(DTO)

    shape = request_shapes(tmp_path, [route("create")])["OrdersController.create"]

    assert shape.body is not None and [field.name for field in shape.body][:2] == ["note", "clientId"]


def test_interfaces_partials_and_types_in_place_are_read_too(shapes: dict[str, RequestShape]) -> None:
    assert shapes["update"].body == (
        InputField("open", "boolean", optional=True),
        InputField("price", "number", optional=True),
        InputField("day", "date", optional=True),
        InputField("mode", "choice", optional=True, choices=("a", "b")),
        InputField("size", "number", optional=True),
        InputField("tags", "text", optional=True, many=True),
    )
    assert shapes["photo"] == RequestShape(
        (), "photo", (InputField("title", "text"), InputField("tags", "text", optional=True, many=True))
    )
    assert shapes["list"].query == ("page", "status")


def test_a_body_without_a_type_is_not_known(shapes: dict[str, RequestShape]) -> None:
    assert shapes["any"].body is None


def sample(name: str, of: Route) -> Sequence[str | int]:
    return {"id": [7, 9], "clientId": [3]}.get(name, [])


def made(
    route_: Route, shape: RequestShape, login: Request | None = None
) -> tuple[list[Request], tuple[str, ...]]:
    found = generate([route_], {route_.handler: shape}, sample, login)
    return list(found.requests), found.gaps


def test_a_body_is_made_of_its_fields_and_sent_wrong_too(shapes: dict[str, RequestShape]) -> None:
    requests, _ = made(route("create"), shapes["create"])
    good = {
        "note": "verify notexxxxxxxxx",
        "clientId": 3,
        "kind": "sale",
        "comment": "verify comment",
        "items": [{"quantity": 3, "unit": "kg"}],
    }
    bodies = [each.body for each in requests]
    assert bodies == [good, {}, good | {"unheardOf": True}, good | {"note": {"not": "this"}}]


def test_ids_are_those_of_the_data_then_unknown_ones_then_words() -> None:
    one = route("one", "GET", "/orders/:id", "required", "none")
    requests, _ = made(one, RequestShape())
    assert [(each.path, each.session) for each in requests] == [
        ("/orders/7", None), ("/orders/7", "user"), ("/orders/9", "user"), ("/orders/999999", "user"),
        ("/orders/nobody", "user"),
    ]  # fmt: skip


def test_ids_are_written_as_a_path_takes_them() -> None:
    one = route("one", "GET", "/orders/:id", body="none")
    found = generate([one], {one.handler: RequestShape()}, lambda name, of: ["Zürich 1/2?"], None)
    assert found.requests[0].path == "/orders/Z%C3%BCrich%201%2F2%3F"


def test_what_removes_takes_another_row_than_what_reads() -> None:
    requests, _ = made(route("gone", "DELETE", "/orders/:id", body="none"), RequestShape())
    assert requests[0].path == "/orders/9"


def test_a_file_is_sent_as_a_form(shapes: dict[str, RequestShape]) -> None:
    (request,), _ = made(route("photo", body="upload"), shapes["photo"])
    assert request.form is not None
    assert request.form["photo"]["file"] == "verify.txt"
    assert request.form["title"] == "verify title"


def test_a_token_goes_into_the_headers_in_which_the_monolith_looks_for_it() -> None:
    login = Request("POST", "/login", session="user", save={"token": "token"})
    made = generate([route("list", "GET", auth="required", body="none")], {}, lambda *_: [], login)
    sent = [each.headers for each in with_token_headers(made.requests, ["x-access-token"])]
    assert sent == [{}, {}, {"x-access-token": "{{user.token}}"}]  # who signs in, nobody, the user
    lost = with_token_headers(generate([route("list", "GET")], {}, lambda *_: [], None).requests, ["x-token"])
    assert {} in [each.headers for each in lost]
    assert all(not each.headers for each in lost)


def test_what_cannot_be_made_stands_above_the_script(shapes: dict[str, RequestShape]) -> None:
    found = generate(
        [route("any", path="/orders/:code/any")], {"OrdersController.any": shapes["any"]}, sample, None
    )
    assert to_lines(found).splitlines() == [
        "# no login is known: give one as `login` in verify.yaml, or write it above the script",
        "# POST /orders/:code/any: no value of the data is known for :code; 1 is asked for",
        "# POST /orders/:code/any: the type of its body is not known; {} is sent",
    ]


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["/auth/logout", "/orders"], "no login is known: give one"),
        (["/auth/login"], "no login is known; POST /auth/login (phone, password) looks like one: give one"),
        (
            ["/auth/sign-in", "/admin/adminLogin"],
            "no login is known; POST /auth/sign-in (phone, password) and POST /admin/adminLogin (phone, password) look like one: ",
        ),
    ],
)
def test_a_route_that_looks_like_the_login_is_named_with_what_it_takes(paths: list[str], said: str) -> None:
    shape = RequestShape(body=(InputField("phone", "text"), InputField("password", "text")))
    routes = [route(f"r{number}", path=path) for number, path in enumerate(paths)]
    found = generate(routes, {each.handler: shape for each in routes}, sample, None)
    assert found.gaps[0].startswith(said)


def table(name: str, *columns: str, refers: str | None = None) -> Table:
    return Table(
        name,
        columns=(Column("id", "int", primary_key=True), *(Column(each, "int") for each in columns)),
        foreign_keys=(ForeignKey((columns[0],), refers),) if refers else (),
        declared_by=("ddl",),
    )


def test_a_parameter_takes_the_key_that_its_name_points_at() -> None:
    facts = Facts(
        Monolith("m", ".", "nestjs", 1, 1),
        tables=(table("Clients"), table("SalesRep"), table("orders", "salesRepId", "code", refers="SalesRep"), table("sales")),
    )  # fmt: skip
    one = route("one", "GET", "/orders/:id")
    assert source_of("clientId", one, facts) == Source("Clients", "id")
    assert source_of("salesRepId", one, facts) == Source("SalesRep", "id")
    assert source_of("id", one, facts) == Source("orders", "id")
    assert source_of("code", one, facts) == Source("orders", "code")
    assert source_of("colour", one, facts) is None
