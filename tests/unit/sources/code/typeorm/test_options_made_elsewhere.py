"""Conditions and relations that are made somewhere else than where they are handed to ``find``."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small


def _wood(outer: str, members: str, folder: Path) -> Small:
    code = f"""
import {{ Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn, Repository }} from 'typeorm';
import {{ FindManyOptions, FindOptionsWhere }} from 'typeorm';
import {{ Injectable, Module }} from '@nestjs/common';
import {{ InjectRepository }} from '@nestjs/typeorm';
@Entity('trees') export class Tree {{
  @PrimaryGeneratedColumn() id: number;
  @OneToMany(() => Leaf, (leaf) => leaf.tree) leaves: Leaf[];
}}
@Entity('leaves') export class Leaf {{ @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Tree) tree: Tree; }}
{outer}
@Injectable() export class Wood {{
  constructor(@InjectRepository(Tree) private readonly trees: Repository<Tree>) {{}}
  {members}
}}
@Module({{ providers: [Wood] }}) export class AppModule {{}}
"""
    return small(folder, {"src/app.module.ts": code})


@pytest.mark.parametrize(
    ("outer", "members"),
    [
        (
            "",
            "private of(where: FindOptionsWhere<Tree>) { return this.trees.find({ where }); }"
            " list() { return this.of({ leaves: { id: 1 } }); }",
        ),
        (
            "",
            "private of(options?: FindManyOptions<Tree>) { return this.trees.find({ ...options, take: 9 }); }"
            " list() { return this.of({ relations: ['leaves'] }); }",
        ),
        (
            "interface Criteria { where: FindOptionsWhere<Tree>; take?: number }",
            "private of(given: Criteria) { return this.trees.find({ where: given.where }); }"
            " list() { return this.of({ where: { leaves: { id: 1 } } }); }",
        ),
        (
            "interface Specification<T> { where(): FindOptionsWhere<T> }"
            " class WithLeaves implements Specification<Tree> { where() { return { leaves: { id: 1 } }; } }",
            "private of(asked: Specification<Tree>) { return this.trees.find({ where: asked.where() }); }"
            " list() { return this.of(new WithLeaves()); }",
        ),
        (
            "abstract class Specification { abstract where(): FindOptionsWhere<Tree> }"
            " class WithLeaves extends Specification { where() { return { leaves: { id: 1 } }; } }",
            "private of(asked: Specification) { return this.trees.find({ where: asked.where() }); }"
            " list() { return this.of(new WithLeaves()); }",
        ),
        (
            "class Criteria { where: FindOptionsWhere<Tree> = { leaves: { id: 1 } }; }",
            "list() { return this.trees.find(new Criteria()); }",
        ),
        (
            "class Criteria { constructor(public readonly where: FindOptionsWhere<Tree>) {} }",
            "private of(given: Criteria) { return this.trees.find({ where: given.where }); }"
            " list() { return this.of(new Criteria({ leaves: { id: 1 } })); }",
        ),
        (
            "class Any { where() { return {}; } } class WithLeaves { where() { return { leaves: { id: 1 } }; } }"
            " class Both { constructor(private one: any, private other: any) {}"
            " where() { return { ...this.one.where(), ...this.other.where() }; } }",
            "list() { return this.trees.find({ where: new Both(new Any(), new WithLeaves()).where() }); }",
        ),
        (
            "class Criteria { private asked: FindOptionsWhere<Tree> = {};"
            " leafy() { this.asked = { ...this.asked, leaves: { id: 1 } }; return this; } where() { return this.asked; } }",
            "list() { return this.trees.find({ where: new Criteria().leafy().where() }); }",
        ),
        (
            "function leafy(where: any) { where.leaves = { id: 1 }; }",
            "list() { const where: any = {}; leafy(where); return this.trees.find({ where }); }"
            " same() { const where: any = {}; leafy(where); return this.trees.find({ where }); }",
        ),
        (
            "class Leafy { leaves = { id: 1 }; }",
            "list() { return this.trees.findBy(new Leafy()); }",
        ),
        (
            "class Criteria implements FindManyOptions<Tree> { relations = { leaves: true }; }",
            "list() { return this.trees.find(new Criteria()); }",
        ),
        (
            "",
            "list() { const where: any = {}; Object.assign(where, { leaves: { id: 1 } });"
            " return this.trees.find({ where }); }",
        ),
        (
            "",
            "list(ids: number[]) { return this.trees.find({ where: ids.map((id) => ({ leaves: { id } })) }); }",
        ),
    ],
)
def test_relations_of_options_that_are_made_elsewhere_are_read(
    outer: str, members: str, tmp_path: Path
) -> None:
    found = _wood(outer, members, tmp_path)

    assert {(mode, table) for _, mode, table in found.uses()} == {("read", "trees"), ("read", "leaves")}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "members",
    [
        "list(asked: Asked) { return this.trees.find({ relations: asked.relations }); }",
        "list(asked: Asked) { return this.trees.find({ relations: asked.names().map((name) => `${name}`) }); }",
        "private names: string[] = []; add(name: string) { this.names.push(name); }"
        " list() { return this.trees.find({ relations: this.names }); }",
        "list(asked: any) { return this.trees.find({ relations: asked.relations }); }",
        "list(asked: any) { return this.trees.find({ relations: asked.relations ?? [] }); }",
        "list(relations: any) { return this.trees.find({ relations }); }",
        "list(asked: string) { return this.trees.find(JSON.parse(asked)); }",
        "list(asked: string) { const options = JSON.parse(asked); return this.trees.findOne({ ...options }); }",
        "list(asked: any) { return this.trees.find({ where: { id: 1 }, ...asked.more }); }",
    ],
)
def test_relations_that_nobody_knows_are_told(members: str, tmp_path: Path) -> None:
    outer = "class Asked { relations: string[]; names: () => any; }"
    found = _wood(outer, members, tmp_path)

    assert found.of("Wood.list") == {"read trees"}
    assert found.unresolved() == ["relation: relations"]


@pytest.mark.parametrize(
    "members",
    [
        "list() { return this.trees.find(); }",
        "of(asked?: any) { return this.trees.find(asked); } list() { return this.of(); }",
        "of(asked?: any) { return this.trees.find({ ...asked }); } list() { return this.of(); }",
        "of(asked?: any) { return this.trees.find({ relations: asked?.relations }); } list() { return this.of(); }",
        "of(asked?: any) { return this.trees.find({ relations: asked?.relations ?? [] }); } list() { return this.of(); }",
        "of(id: number, relations?: string[]) { return this.trees.findOne({ where: { id }, relations }); }"
        " list(id: number) { return this.of(id); }",
        "list(id: string) { return this.trees.findOne(+id); }",
    ],
)
def test_options_that_are_left_out_or_are_an_id_ask_for_no_relations(members: str, tmp_path: Path) -> None:
    found = _wood("", members, tmp_path)

    assert {(mode, table) for _, mode, table in found.uses()} == {("read", "trees")}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "method",
    [
        "turn(kind: 'softDelete' | 'restore') { return this.trees[kind](1); }",
        "keep(rows: Tree[]) { return rows.map(this.trees.save, this.trees); }",
    ],
)
def test_a_repositorys_method_that_is_chosen_or_handed_on_is_run(method: str, tmp_path: Path) -> None:
    found = _wood("", method, tmp_path)

    assert {(mode, table) for _, mode, table in found.uses()} == {("write", "trees")}


CHOSEN = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Entity, ManyToOne, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity('halls') export class Hall { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Team) team: Team;
  @ManyToOne(() => Hall) hall: Hall;
}
@Injectable() export class Games {
  constructor(@InjectRepository(Game) private readonly games: Repository<Game>) {}
  of(type: string) { BODY }
}
@Module({ providers: [Games] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    "body",
    [
        "return this.games.find({ relations: [type === 'a' ? 'team' : 'hall'] });",
        "let name: string; switch (type) { case 'a': name = 'team'; break; case 'b': name = 'hall'; break; default: throw new Error(); }"
        " return this.games.find({ relations: [name] });",
        "let name; if (type === 'a') name = 'team'; else name = 'hall'; return this.games.find({ relations: [name] });",
        "const name = type === 'a' ? 'team' : 'hall';"
        " return this.games.createQueryBuilder('g').leftJoinAndSelect(`g.${name}`, 'n').getMany();",
    ],
)
def test_a_relation_that_is_chosen_among_names_is_any_of_them(tmp_path: Path, body: str) -> None:
    found = small(tmp_path, {"src/app.module.ts": CHOSEN.replace("BODY", body)})

    assert found.of("Games.of") == {"read games", "read halls", "read teams"}
    assert found.unresolved() == []


@pytest.mark.parametrize("nothing", ["undefined", "null"])
def test_relations_that_are_left_out_by_name_are_not_told(tmp_path: Path, nothing: str) -> None:
    body = f"return this.games.find({{ relations: {nothing} }});"
    found = small(tmp_path, {"src/app.module.ts": CHOSEN.replace("BODY", body)})

    assert found.of("Games.of") == {"read games"}
    assert found.unresolved() == []


def test_a_relation_that_may_be_another_one_is_told(tmp_path: Path) -> None:
    body = "return this.games.find({ relations: [type === 'a' ? 'team' : process.env.REST] });"
    found = small(tmp_path, {"src/app.module.ts": CHOSEN.replace("BODY", body)})

    assert found.of("Games.of") == {"read games", "read teams"}
    assert found.unresolved() == ["relation: relations"]


@pytest.mark.parametrize(
    ("relations", "told"),
    [
        ("{ team: true, ...rest() }", True),
        ("{ team: true, ...(type ? { hall: true } : {}) }", False),
        ("{ team: true, ...(type && { hall: true }) }", False),
        ("{ team: true, ...(type ? { hall: true } : undefined) }", False),
    ],
)
def test_relations_that_something_unknown_is_spread_into_are_told(
    tmp_path: Path, relations: str, told: bool
) -> None:
    text = CHOSEN.replace("BODY", f"return this.games.find({{ relations: {relations} }});")
    found = small(tmp_path, {"src/app.module.ts": "import { rest } from 'elsewhere';" + text})

    assert found.of("Games.of") >= {"read games", "read teams"}
    assert ("read halls" in found.of("Games.of")) is not told
    assert found.unresolved() == (["relation: relations"] if told else [])


def test_relations_that_a_package_makes_are_told(tmp_path: Path) -> None:
    text = CHOSEN.replace("BODY", "return this.games.find({ relations: rest(type) });")
    found = small(tmp_path, {"src/app.module.ts": "import { rest } from 'elsewhere';" + text})

    assert found.unresolved() == ["relation: relations"]


@pytest.mark.parametrize(
    "options",
    [
        "{ ...(asked.full && { relations: { team: true } }) }",
        "{ take: 1, ...(asked.full && asked.more && { relations: ['team'] }), ...(asked.size && { skip: 1 }) }",
        "{ relations: [...(asked.full && ['team'])] }",
    ],
)
def test_options_that_are_there_or_not_are_known(tmp_path: Path, options: str) -> None:
    """What the condition is worth is spread into nothing: the object is, or it is not there."""
    body = f"return this.games.find({options.replace('asked', '(type as any)')});"
    found = small(tmp_path, {"src/app.module.ts": CHOSEN.replace("BODY", body)})

    assert found.of("Games.of") == {"read games", "read teams"}
    assert found.unresolved() == []


@pytest.mark.parametrize(
    "search", ["find(undefined)", "findByIds(JSON.parse(type))", "findOne(JSON.parse(type))"]
)
def test_a_search_without_options_loads_no_relations(tmp_path: Path, search: str) -> None:
    """Found on public backends: an unknown list of ids was told as unknown relations."""
    found = small(tmp_path, {"src/app.module.ts": CHOSEN.replace("BODY", f"return this.games.{search};")})

    assert found.of("Games.of") == {"read games"}
    assert found.unresolved() == []
