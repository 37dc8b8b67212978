"""What code makes by hand: decorators that are called, providers in a ``for ... in``, routes on the server, ids of a schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

COMMON = """
import { Controller, Get, Inject, Injectable, Module, Provider } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Entity, EntitySchema, PrimaryColumn, Repository } from 'typeorm';
@Entity('orders') export class Order { @PrimaryColumn() id: number; }
@Entity('clients') export class Client { @PrimaryColumn() id: number; }
"""


def reading(tmp_path: Path, code: str, main: str = "") -> Small:
    """Return the facts of a monolith of one file; ``main`` is done before it listens."""
    start = f"""
import {{ NestFactory }} from '@nestjs/core';
import * as express from 'express';
import {{ AppModule }} from './app.module';
async function bootstrap() {{ const app = await NestFactory.create(AppModule); {main} await app.listen(3000); }}
bootstrap();
"""
    return small(tmp_path, {"src/app.module.ts": COMMON + code, "src/main.ts": start})


def test_a_decorator_that_is_called_counts_as_one_that_is_written(tmp_path: Path) -> None:
    facts = reading(
        tmp_path,
        """
        export class Boats { constructor(private readonly source: DataSource) {} run() { return this.source.query('DELETE FROM boats'); } }
        Injectable()(Boats);
        @Controller('boats') export class BoatsController { constructor(private readonly boats: Boats) {} @Get() run() { return this.boats.run(); } }
        export class BoatsModule {}
        Module({ controllers: [BoatsController], providers: [Boats] })(BoatsModule);
        @Module({ imports: [BoatsModule] }) export class AppModule {}
        """,
    )
    assert [(each.method, each.path, each.module) for each in facts.facts.routes] == [
        ("GET", "/boats", "boats")
    ]
    assert {(each.module, each.table) for each in facts.facts.accesses} == {("boats", "boats")}


LOOPS = [
    "for (const key in MAP) { providers.push({ provide: `REPO_${key}`, useFactory: (source: DataSource) => source.getRepository(MAP[key]), inject: [DataSource] }); }",
    "for (const key of Object.keys(MAP)) providers.push({ provide: `REPO_${key}`, useFactory: (source: DataSource) => source.getRepository(MAP[key]), inject: [DataSource] });",
    "Object.entries(MAP).forEach(([key, entity]) => { providers.push({ provide: `REPO_${key}`, useFactory: (source: DataSource) => source.getRepository(entity), inject: [DataSource] }); });",
]


@pytest.mark.parametrize("loop", LOOPS)
def test_a_loop_over_a_registry_makes_a_provider_for_each(tmp_path: Path, loop: str) -> None:
    facts = reading(
        tmp_path,
        f"""
        const MAP = {{ ORDERS: Order, CLIENTS: Client }};
        const providers: Provider[] = [];
        {loop}
        @Injectable() export class Work {{
          constructor(@Inject('REPO_ORDERS') private readonly orders, @Inject('REPO_CLIENTS') private readonly clients) {{}}
          read() {{ return this.orders.find(); }}
          drop() {{ return this.clients.delete(1); }}
        }}
        @Module({{ providers: [Work, ...providers] }}) export class AppModule {{}}
        """,
    )
    assert facts.of("Work.read") == {"read orders"}
    assert facts.of("Work.drop") == {"write clients"}
    assert facts.unresolved() == []


@pytest.mark.parametrize(
    ("main", "told"),
    [
        ("app.getHttpAdapter().get('/health', (req, res) => res.send('ok'));", ["GET /health"]),
        (
            "const server = app.getHttpAdapter(); server.post('/hook', (req, res) => res.end());",
            ["POST /hook"],
        ),
        ("app.getHttpAdapter().getInstance().all('/any', (req, res) => res.end());", ["ALL /any"]),
        ("const server = express(); server.get('/ping', (req, res) => res.end());", ["GET /ping"]),
        (
            "app.use('/old', express.Router()); app.use('/more', express()); app.use(express.json());",
            ["use /more", "use /old"],
        ),
        ("app.get(AppModule); app.getHttpAdapter().get('env');", []),
    ],
)
def test_a_route_of_the_server_itself_is_told(tmp_path: Path, main: str, told: list[str]) -> None:
    facts = reading(tmp_path, "@Module({}) export class AppModule {}", main)
    assert [each.text for each in facts.facts.unresolved if each.kind == "route"] == told


def test_ids_of_a_schema_are_read_from_the_joining_table(tmp_path: Path) -> None:
    facts = reading(
        tmp_path,
        """
        export const BoatSchema = new EntitySchema<any>({ name: 'Boat', tableName: 'boats', columns: { id: { type: Number, primary: true } },
          relations: { crew: { type: 'many-to-many', target: 'Client', joinTable: { name: 'boat_crew' } } },
          relationIds: { crewIds: { relationName: 'crew' } } });
        @Injectable() export class Boats {
          constructor(@InjectRepository(BoatSchema) private readonly boats: Repository<any>) {}
          all() { return this.boats.find(); }
        }
        @Module({ providers: [Boats] }) export class AppModule {}
        """,
    )
    assert facts.of("Boats.all") == {"read boats", "read boat_crew"}
