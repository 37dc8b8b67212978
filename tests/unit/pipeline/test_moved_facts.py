"""Facts and the text of a facts file move alike, and neither where a line cannot be told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shop_facts import shop

from woosh_split.model.code import Hazard
from woosh_split.model.facts import Facts
from woosh_split.pipeline.kept_link import Moved
from woosh_split.pipeline.moved_facts import move_facts, move_text
from woosh_split.reports.json import to_pieces
from woosh_split.reports.layout import Layout
from woosh_split.reports.packed_text import PackedText

LINES = {number: number + 7 for number in range(1, 500)}


def written(facts: Facts) -> PackedText:
    return PackedText.of(to_pieces(facts, Layout()))


def text_of(facts: Facts) -> str:
    return str(written(facts))


def files_of(facts: Facts) -> list[str]:
    named = {each.file for each in (*facts.modules, *facts.routes, *facts.accesses, *facts.calls)}
    tables = {each.entity_file for each in facts.tables if each.entity_file is not None}
    return sorted({*named, *tables, *(each.from_file for each in facts.imports)})


@pytest.mark.parametrize("file", files_of(shop()))
def test_what_stands_in_a_file_moves_in_both(file: str) -> None:
    moved = Moved(b"", (file,), {file: LINES}, 7)
    facts = move_facts(shop(), moved)
    assert facts is not None
    assert facts != shop()
    assert str(move_text(written(shop()), moved)) == text_of(facts)


def test_more_lines_alone_move_nothing() -> None:
    moved = Moved(b"", ("src/x.ts",), {}, 3)
    facts = move_facts(shop(), moved)
    assert facts is not None
    assert (facts.monolith.lines, replace(facts, monolith=shop().monolith)) == (
        shop().monolith.lines + 3,
        shop(),
    )
    assert str(move_text(written(shop()), moved)) == text_of(facts)


def test_a_line_that_did_not_move_is_not_guessed() -> None:
    moved = Moved(b"", (), {files_of(shop())[0]: {}}, 0)
    assert move_facts(shop(), moved) is None
    assert move_text(written(shop()), moved) is None


def test_a_line_inside_of_a_text_is_not_moved() -> None:
    facts = replace(shop(), hazards=(Hazard("kind", "subject", "as src/other.ts:3 says", "src/x.ts", 1),))
    moved = Moved(b"", (), {"src/other.ts": LINES}, 0)
    assert move_facts(facts, moved) is None
    assert move_text(written(facts), moved) is None
