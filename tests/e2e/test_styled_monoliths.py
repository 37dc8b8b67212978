"""The mini monoliths that are there to be taken apart compile, start and answer: else nothing that is made of them proves a thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from mariadb import MariaDb
from ports import free_port
from styled import (
    STYLED,
    Styled,
    compile_in,
    copy_with_packages,
    create_database,
    replay,
    started,
)


@pytest.mark.parametrize("monolith", STYLED, ids=lambda monolith: monolith.name)
def test_a_styled_monolith_compiles_starts_and_answers_its_script(
    monolith: Styled, mariadb: MariaDb, tmp_path: Path
) -> None:
    """Each request gets the status that the script says, on the schema and the seed that stand beside it."""
    folder = copy_with_packages(monolith, tmp_path)
    compile_in(folder, monolith.tsconfig)
    database = monolith.name.replace("-", "_")
    create_database(monolith, mariadb, database)
    environment = monolith.environment(mariadb, database, free_port())
    with started(folder, monolith.start, environment, monolith.live) as base:
        answers = replay(monolith.root / "requests.jsonl", base)
    assert [(each.asked, each.status) for each in answers] == [
        (each.asked, each.expected) for each in answers
    ]
