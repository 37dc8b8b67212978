"""Every file around one service that has something of everything, as it was when it was last reviewed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from golden_files import compare
from openapi_spec_validator import OpenAPIV31SpecValidator
from service_projects import COMPILER, Making, main_file

from woosh_split.artefacts.service.nestjs.project import Debt, RemoteCall, workspace_files
from woosh_split.model.code import Job, Route

GOLDEN = Path(__file__).parents[4] / "golden" / "service" / "project"

CONTROLLER = """
import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Put, Query, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { CreateOrderDto, UpdateOrderDto } from './dto';
import { ListOrdersQuery } from './dto/list-orders.query';
import { Order } from './order.entity';

@Controller('orders')
export class OrdersController {
  @Get() list(@Query() query: ListOrdersQuery): Promise<Order[]> { return null; }
  @Get(':id') one(@Param('id', ParseIntPipe) id: number, @Query('with') related?: string): Promise<Order> { return null; }
  @Post() create(@Body() body: CreateOrderDto): Promise<Order> { return null; }
  @Put(':id') @HttpCode(204) update(@Param('id') id: string, @Body() body: UpdateOrderDto): Promise<void> { return null; }
  @Post(':id/receipt')
  @UseInterceptors(FileInterceptor('receipt'))
  receipt(@Param('id') id: string, @UploadedFile() file: any, @Body('note') note: string) {}
}
"""

DTO = """
import { PartialType } from '@nestjs/mapped-types';
import { Transform, Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsDateString, IsEmail, IsEnum, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { OrderState } from '../order-state';

export class OrderLineDto {
  @IsInt() productId: number;
  @Min(1) @Max(100) quantity: number;
}

export class CreateOrderDto {
  @IsUUID() key: string;
  @IsEmail() email: string;
  @Length(2, 40) name: string;
  @Matches(/^[A-Z]{2}$/) country: string;
  @IsEnum(OrderState) @IsOptional() state?: OrderState;
  @IsIn(['cash', 'card']) payment: string;
  @IsDateString() due: string;
  @IsArray() @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => OrderLineDto) lines: OrderLineDto[];
  @IsString({ each: true }) @IsOptional() tags?: string[];
  extra: Record<string, unknown>;
  parent?: CreateOrderDto | null;
}

export class UpdateOrderDto extends PartialType(CreateOrderDto) {
  reason: string;
}
"""

FILES = {
    "src/main.ts": main_file("./app.module"),
    "src/app.module.ts": "import { Module } from '@nestjs/common';\nimport { ConfigModule } from '@nestjs/config';\n"
    "import { configuration } from './config';\n"
    "@Module({ imports: [ConfigModule.forRoot({ load: [configuration] })] }) export class AppModule {}\n",
    "src/config.ts": (
        "import * as Joi from 'joi';\n"
        "import { registerAs } from '@nestjs/config';\n"
        "export const configuration = registerAs('database', () => ({\n"
        "  host: process.env.DB_HOST || 'localhost',\n"
        "  port: parseInt(process.env['DB_PORT'], 10) || 3306,\n"
        "  ssl: process.env.DB_SSL === 'true',\n"
        "  hosts: process.env.DB_REPLICAS?.split(',') ?? [],\n"
        "}));\n"
        "const { MAIL_FROM, MAIL_HOST = 'localhost' } = process.env;\n"
        "export const schema = Joi.object({ JWT_SECRET: Joi.string().required(), CACHE: Joi.boolean().default(true) });\n"
    ),
    "src/orders/orders.service.ts": (
        "import { Injectable } from '@nestjs/common';\n"
        "import { ConfigService } from '@nestjs/config';\n"
        "@Injectable() export class OrdersService {\n"
        "  constructor(private readonly settings: ConfigService) {}\n"
        "  slow() { return this.settings.get<boolean>('SLOW_QUERIES'); }\n"
        "  key() { return this.settings.getOrThrow<string>('PAYMENT_KEY'); }\n"
        "  nested() { return this.settings.get('database.host'); }\n"
        "  any(name: string) { return process.env[name]; }\n"
        "}\n"
    ),
    "src/orders/orders.controller.ts": CONTROLLER,
    "src/orders/dto/index.ts": "export * from './order.dto';\n",
    "src/orders/dto/order.dto.ts": DTO,
    "src/orders/dto/list-orders.query.ts": (
        "import { IsInt, IsOptional, Min } from 'class-validator';\n"
        "export class ListOrdersQuery {\n  @IsOptional() @IsInt() @Min(1) page?: number = 1;\n  @IsInt() store: number;\n}\n"
    ),
    "src/orders/order-state.ts": "export enum OrderState { Open = 'open', Closed = 'closed' }\n",
    "src/orders/order.entity.ts": (
        "import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';\n"
        "import { OrderState } from './order-state';\n"
        "@Entity() export class Order {\n"
        "  @PrimaryGeneratedColumn() id: number;\n"
        "  @Column('decimal') total: number;\n"
        "  @Column({ nullable: true }) note: string;\n"
        "  @Column() state: OrderState;\n"
        "  @ManyToOne(() => Order) parent: Order;\n"
        "}\n"
    ),
    "src/generated/runtime/remote.ts": "import { Injectable } from '@nestjs/common';\n"
    "export const url = process.env.USER_MANAGEMENT_URL;\n@Injectable() export class RemoteCaller {}\n",
}


def route(method: str, path: str, handler: str, order: int, **more: str) -> Route:
    return Route(
        method,
        path,
        "orders",
        f"OrdersController.{handler}",
        "src/orders/orders.controller.ts",
        1,
        order=order,
        **more,
    )


ROUTES = (
    route("GET", "/api/orders", "list", 1, auth="required"),
    route("GET", "/api/orders/:id", "one", 2, auth="optional"),
    route("POST", "/api/orders", "create", 3, auth="required", body="json"),
    route("PUT", "/api/orders/:id", "update", 4, auth="required", body="json"),
    route("POST", "/api/orders/:id/receipt", "receipt", 5, auth="required", body="upload"),
    route("ALL", "/api/legacy/*", "legacy", 6, body="stream"),
    route("GET", "/api/orders/events/:shop(\\d+)", "events", 7, kind="sse"),
    route("GET", "/socket", "socket", 8, kind="websocket"),
)

MAKING = Making(
    service="order-management",
    files=FILES,
    configs={"tsconfig.json": {"compilerOptions": {**COMPILER, "types": ["node", "jest"]}}},
    scripts={"build": "nest build", "start:prod": "NODE_ENV=production node --enable-source-maps dist/main"},
    nest_cli={"sourceRoot": "src", "compilerOptions": {"assets": ["**/*.hbs"], "deleteOutDir": True}},
    more={
        "assets": ("src/mails/order.hbs",),
        "generated": ("src/generated/runtime/remote.ts",),
        "owners": ("user-management",),
        "routes": ROUTES,
        "modules": ("orders", "payments"),
        "tables_owned": ("sales_orders", "sales_order_items"),
        "tables_read": (("users", "user-management"), ("stores", "monolith")),
        "calls": (RemoteCall("user-management", "UsersService", "findOne"),),
        "answers": (("OrdersService", "countOf"),),
        "debts": (
            Debt("62c4f85b", "write", "stock", "inventory", "https://issues/7", "2027-06-30"),
            Debt("e2dd9f4a", "call", "either | or", "users"),
        ),
        "jobs": (Job("orders", "OrdersService.close", "*/5 * * * *", "src/orders/orders.service.ts", 9),),
        "phase": "03-orders",
    },
)


@pytest.mark.parametrize(
    "name",
    [
        "package.json",
        "tsconfig.json",
        "nest-cli.json",
        "Dockerfile",
        ".env.example",
        "README.md",
        "openapi.json",
    ],
)
def test_a_file_is_what_it_was(name: str) -> None:
    compare(GOLDEN / name.lstrip("."), MAKING.made().files[name])


def test_the_routes_are_valid_openapi() -> None:
    OpenAPIV31SpecValidator(json.loads(MAKING.made().files["openapi.json"])).validate()


def test_the_workspace_holds_every_service_and_hoists_what_npm_reads_only_there() -> None:
    package = json.dumps({"name": "a", "overrides": {"tar": "6.2.1"}, "engines": {"node": ">=20"}}).encode()
    files = workspace_files({"a": package, "b": b'{"name": "b"}'}, MAKING.wanted().monolith)
    root = json.loads(files["package.json"])
    assert root["workspaces"] == ["*"]
    assert root["private"] is True
    assert root["overrides"] == {"tar": "6.2.1"}
    assert root["engines"] == {"node": ">=20"}
    assert files == workspace_files({"b": b'{"name": "b"}', "a": package}, MAKING.wanted().monolith)


def test_no_file_holds_a_value_or_a_path_of_this_machine() -> None:
    for name, content in MAKING.made().files.items():
        assert str(Path.cwd()) not in content.decode(), name
    for line in MAKING.made().files[".env.example"].decode().splitlines():
        assert line.startswith("#") or not line or line.endswith("="), line
