"""Where the monolith's schema is told, and which routines a service calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from database_shop import facts, shop_stage, split

from woosh_split.artefacts.database.organise import organise
from woosh_split.errors import InputError
from woosh_split.model.organisation import TEMPORARY
from woosh_split.model.placement import placement_of
from woosh_split.model.schema import Table
from woosh_split.pipeline.database import called_routines, makers_of_temporary_tables, monolith_schema

PLACEMENT = placement_of(split())


def tables(*schemas: str | None, file: str = "schema.sql") -> tuple[Table, ...]:
    return tuple(Table(f"t{i}", schema=schema, file=file) for i, schema in enumerate(schemas))


@pytest.mark.parametrize(
    ("found", "dumps", "expected"),
    [
        (tables("shop", "shop"), (), "shop"),
        (tables(None, None), ("USE shop;\n",), "shop"),
        (tables(None, "archive"), ("CREATE DATABASE archive;\nCREATE DATABASE shop;\n",), "shop"),
        (tables(None, file="database:live"), ("USE shop;\n",), "live"),
        (tables("shop", "shop"), ("USE other;\n",), "shop"),
    ],
)
def test_the_schema_is_told_by(found: tuple[Table, ...], dumps: tuple[str, ...], expected: str) -> None:
    assert monolith_schema(replace(facts(), tables=found), dumps) == expected


@pytest.mark.parametrize(
    ("found", "dumps", "words"),
    [
        (tables(None), (), "No dump and no table names it"),
        (tables(None, "archive"), ("CREATE DATABASE archive;\n",), "No dump and no table names it"),
        (tables("a", "b"), (), "several: a, b"),
        (tables(None), ("USE a;\n", "USE b;\n"), "several: a, b"),
    ],
)
def test_the_schema_is_asked_for_where(found: tuple[Table, ...], dumps: tuple[str, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        monolith_schema(replace(facts(), tables=found), dumps)


def test_a_service_calls_the_routines_that_its_files_name(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "stock"
    folder.mkdir(parents=True)
    (folder / "stock.service.ts").write_text("query('call TOTAL_OF (?)'); my_close_day(); close_days();")
    assert called_routines(tmp_path, facts(), PLACEMENT) == {
        "accounts": (), "monolith": (), "ordering": (), "supply": ("total_of",),
    }  # fmt: skip


def test_a_service_whose_files_make_temporary_tables_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "stock"
    folder.mkdir(parents=True)
    (folder / "stock.service.ts").write_text("query(`create temporary\n table counted (id int)`);")
    assert makers_of_temporary_tables(tmp_path, facts(), PLACEMENT) == {"supply"}


@pytest.mark.parametrize("isolation", ["schema", "grants"])
def test_who_makes_temporary_tables_gets_the_right_to(isolation: str) -> None:
    told = replace(split(), isolation=isolation)
    made = organise(replace(shop_stage(told), temporary=frozenset({"supply"})))
    rights = {(part.service, verb) for part in made.parts for each in part.grants for verb in each.verbs}
    assert {service for service, verb in rights if verb == TEMPORARY} == {"supply"}


def test_code_that_came_along_calls_routines_too(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "orders"
    folder.mkdir(parents=True)
    (folder / "orders.service.ts").write_text("query('CALL close_day(?)')")
    reach = {"supply": tuple(access for access in facts().accesses if access.via == "procedure")}
    assert called_routines(tmp_path, facts(), PLACEMENT, reach)["supply"] == ("close_day",)


def test_without_sources_the_accesses_tell(tmp_path: Path) -> None:
    called = called_routines(tmp_path, facts(), PLACEMENT)
    assert called["ordering"] == ("close_day", "total_of")
    assert called["supply"] == ()
