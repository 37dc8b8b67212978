"""The SQL and the plan of the shop, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from database_shop import part_of, shop_organisation, split
from golden_files import compare

from woosh_split.artefacts.database.files import script, sql_files
from woosh_split.artefacts.database.stage import MARIADB, MYSQL, Settings
from woosh_split.artefacts.database.statements import Statement, password_statements
from woosh_split.model.organisation import Account
from woosh_split.reports.layout import Layout
from woosh_split.reports.organisation.registry import ORGANISATION_FORMATS

GOLDEN = Path(__file__).parents[3] / "golden" / "database"


def cases() -> dict[str, str]:
    """Return the text of every golden file."""
    shop = shop_organisation()
    found = {f"mariadb/{name}": text for name, text in sql_files(shop, MARIADB).items()}
    mysql = shop_organisation(settings=Settings("shop", MYSQL, roles=False, user_host="10.0.0.%"))
    found["mysql/02-ordering.forward.sql"] = sql_files(mysql, MYSQL)["02-ordering.forward.sql"]
    grants = shop_organisation(split("grants", everywhere=True))
    found["grants/02-ordering.forward.sql"] = sql_files(grants, MARIADB)["02-ordering.forward.sql"]
    found["grants/02-ordering.back.sql"] = sql_files(grants, MARIADB)["02-ordering.back.sql"]
    for name, format_name, layout in (
        ("plan.txt", "text", Layout(width=100)),
        ("plan-colour.txt", "text", Layout(width=60, colour=True)),
        ("plan.md", "markdown", Layout()),
        ("plan.json", "json", Layout()),
    ):
        found[name] = ORGANISATION_FORMATS[format_name](shop, layout) + "\n"
    return found


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_what_it_was(name: str) -> None:
    compare(GOLDEN / name, CASES[name])


def test_every_golden_file_is_compared() -> None:
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.*")} == set(CASES)


def test_no_statement_of_any_file_ends_in_a_table_being_dropped() -> None:
    assert not any("DROP TABLE" in text for text in CASES.values())


def test_the_remainder_comes_along_where_no_phase_cleans_up() -> None:
    told = split()
    without = type(told)(
        **{name: getattr(told, name) for name in told.__slots__} | {"phases": told.phases[:-1]}
    )
    organisation = shop_organisation(without)
    assert all(organisation.remainder not in phase.services for phase in organisation.phases)
    assert "once every phase is done" in ORGANISATION_FORMATS["text"](organisation, Layout())
    assert part_of(organisation, "monolith") is organisation.remainder


def test_a_delimiter_is_one_that_the_statement_does_not_hold() -> None:
    assert script([Statement("BEGIN SELECT '$$'; END", compound=True)]) == (
        "DELIMITER $$$\nBEGIN SELECT '$$'; END$$$\nDELIMITER ;\n"
    )


def test_a_password_is_one_literal_whatever_it_holds() -> None:
    (statement,) = password_statements([(Account("o`r", "%"), "a'b\\c")])
    assert statement.sql == "ALTER USER `o``r`@`%` IDENTIFIED BY 'a''b\\\\c' ACCOUNT UNLOCK"
