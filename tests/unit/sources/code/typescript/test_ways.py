"""Two calls in each of thirty functions are a milliard ways to the last one: an analysis ends, and tells what it left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.ways import MOST_ROUNDS, MOST_WAYS, Ways

STEPS = 30
AROUND = """
import {{ Column, DataSource, Entity, PrimaryGeneratedColumn, Repository }} from 'typeorm';
import {{ Injectable, Module }} from '@nestjs/common';
import {{ InjectRepository }} from '@nestjs/typeorm';
@Entity('games') export class Game {{ @PrimaryGeneratedColumn() id: number; }}
@Entity('teams') export class Team {{ @PrimaryGeneratedColumn() id: number; }}
@Injectable() export class Games {{
  constructor(@InjectRepository(Game) private readonly games: Repository<Game>, private readonly source: DataSource) {{}}
  {members}
}}
@Module({{ providers: [Games] }}) export class AppModule {{}}
"""
LAST = "m30(a: any, b?: any) { b?.(); return this.source.getRepository(a).find(); }"
CHAINS = {
    "functions that are handed on": "m{at}(a: any, b?: any) {{ this.m{next}(a, () => b?.()); return this.m{next}(Team, () => b?.()); }}",
    "functions that call what they are handed": "m{at}(a: any, b?: any) {{ const on = (x: any) => this.m{next}(x, () => b?.()); on(a); return on(Team); }}",
    "objects that grow": "m{at}(a: any, b?: any) {{ this.m{next}(a, {{ ...b, k{at}: a }}); return this.m{next}(Team, {{ ...b, k{at}: Game }}); }}",
}


def games(members: str, folder: Path) -> Small:
    return small(folder, {"src/app.module.ts": AROUND.format(members=members)})


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_functions_that_call_the_next_one_twice_are_read_to_the_end(chain: str, tmp_path: Path) -> None:
    steps = [chain.format(at=at, next=at + 1) for at in range(STEPS)]
    found = games("\n".join(["list() { return this.m0(Game); }", *steps, LAST]), tmp_path)

    assert ("read", "teams") in {(mode, table) for _, mode, table in found.uses()}
    assert {each for each in found.unresolved() if each.startswith("depth: Games.m")}


def test_a_call_that_too_many_ways_lead_to_is_told(tmp_path: Path) -> None:
    chain = CHAINS["functions that are handed on"]
    steps = [chain.format(at=at, next=at + 1) for at in range(STEPS)]
    found = games(
        "\n".join(["list() { return this.m0(Game, () => this.games.find()); }", *steps, LAST]), tmp_path
    )

    assert found.of("Games.list") >= {"read games"}
    assert "depth: Games.m20" in found.unresolved()


@pytest.mark.parametrize(
    ("begin", "double", "end"),
    [
        ("let q = 'SELECT * FROM games';", "q = q + ' UNION ' + q;", "return this.source.query(q);"),
        ("let q = 'SELECT * FROM games';", "q = `${q} UNION ${q}`;", "return this.source.query(q);"),
        ("let q = 'SELECT * FROM games ';", "q = q.concat(q).trim();", "return this.source.query(q);"),
        (
            "let q = 'games';",
            "q = [q, q].reduce((all, one) => all + q + one, q);",
            "return this.source.query(q);",
        ),
    ],
)
def test_a_text_that_doubles_itself_is_told_in_the_end(
    begin: str, double: str, end: str, tmp_path: Path
) -> None:
    found = games(f"list() {{ {begin} {double * STEPS} {end} }}", tmp_path)

    (told,) = found.unresolved()
    assert told.startswith("sql: ")


@pytest.mark.parametrize("double", ["q = [...q, ...q];", "q = q.concat(q);"])
def test_a_list_that_doubles_itself_holds_what_it_held(double: str, tmp_path: Path) -> None:
    members = f"list() {{ let q = [Game, Team]; {double * STEPS} for (const one of q) this.source.getRepository(one).find(); }}"

    assert games(members, tmp_path).of("Games.list") == {"read games", "read teams"}


def test_each_function_that_is_read_by_itself_has_ways_of_its_own() -> None:
    ways, outer, other = Ways(), _frame(), _frame()
    inner = [_frame() for _ in range(MOST_WAYS + 1)]

    assert [ways.worn("step", [outer, each]) for each in inner] == [False] * MOST_WAYS + [True]
    assert not ways.worn("step", [outer, inner[0]])
    assert not ways.worn("another step", [outer, inner[-1]])
    assert not ways.worn("step", [other, inner[-1]])


def test_a_loop_goes_to_the_same_call_far_more_often() -> None:
    ways, at_work = Ways(), [_frame()]

    assert not any(ways.worn("step", at_work) for _ in range(MOST_ROUNDS))
    assert ways.worn("step", at_work)
    assert not any(ways.worn("step", []) for _ in range(2 * MOST_ROUNDS))


def _frame() -> Frame:
    return Frame("", "", "", 0)
