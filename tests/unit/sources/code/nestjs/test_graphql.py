"""GraphQL resolvers are no routes, and each class of them is said to be none."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SOURCE = """
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { Args, Mutation, Query, Resolver as Answers } from '@nestjs/graphql';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('boats') export class Boat { @PrimaryGeneratedColumn() id: number; @Column() name: string; }
@Injectable() export class Boats {
  constructor(private readonly db: DataSource) {}
  all() { return this.db.getRepository(Boat).find(); }
}
@Answers(() => Boat)
export class BoatAnswers {
  constructor(private readonly boats: Boats, private readonly db: DataSource) {}
  @Query(() => [Boat]) boats_() { return this.boats.all(); }
  @Mutation(() => Boat) rename(@Args('id') id: number) { return this.db.getRepository(Boat).update(id, { name: '' }); }
}
@Controller('boats') export class BoatsController {
  constructor(private readonly boats: Boats) {}
  @Get() list() { return this.boats.all(); }
}
@Module({ controllers: [BoatsController], providers: [Boats, BoatAnswers] }) export class AppModule {}
"""


def test_each_resolver_is_said_to_be_no_route_and_its_accesses_are_found(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": SOURCE})

    said = [(each.kind, each.text, each.line) for each in found.facts.unresolved]
    assert said == [("route", "BoatAnswers", SOURCE.splitlines().index("export class BoatAnswers {") + 1)]
    assert [route.path for route in found.facts.routes] == ["/boats"]
    assert found.of("BoatAnswers.rename") == {"write boats"}


def test_a_resolver_imported_from_a_file_inside_the_package_is_one_too(tmp_path: Path) -> None:
    found = small(
        tmp_path, {"src/app.module.ts": SOURCE.replace("'@nestjs/graphql'", "'@nestjs/graphql/dist'")}
    )

    assert [each.text for each in found.facts.unresolved] == ["BoatAnswers"]


def test_a_class_of_another_package_named_resolver_is_passed_over(tmp_path: Path) -> None:
    found = small(
        tmp_path, {"src/app.module.ts": SOURCE.replace("'@nestjs/graphql'", "'./own'"), "src/own.ts": OWN}
    )

    assert found.facts.unresolved == ()


OWN = """
const none = (..._: unknown[]) => (..._more: unknown[]) => undefined;
export const Args: any = none, Mutation: any = none, Query: any = none, Resolver: any = none;
"""


def test_resolvers_that_nestjs_query_makes_of_options_are_said_of_their_module(tmp_path: Path) -> None:
    """No class stands for them, and they read and write the entity's table."""
    source = """
import { Module } from '@nestjs/common';
import { NestjsQueryGraphQLModule } from '@ptc-org/nestjs-query-graphql';
import { NestjsQueryTypeOrmModule } from '@ptc-org/nestjs-query-typeorm';
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('boats') export class Boat { @PrimaryGeneratedColumn() id: number; }
export class BoatDto {}
@Module({ imports: [NestjsQueryGraphQLModule.forFeature({
  imports: [NestjsQueryTypeOrmModule.forFeature([Boat])],
  resolvers: [{ DTOClass: BoatDto, EntityClass: Boat }],
})] }) export class BoatsModule {}
@Module({ imports: [BoatsModule, NestjsQueryGraphQLModule.forFeature({ imports: [] })] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": source})

    assert [(each.kind, each.text) for each in found.facts.unresolved] == [("route", "BoatsModule")]
    assert "nestjs-query" in found.facts.unresolved[0].reason
