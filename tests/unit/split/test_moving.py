"""What the file would be after some of its items had moved: each is in its proposed place, and in no other."""

from __future__ import annotations

import pytest

from woosh_split.model.split import Reference, Service, SplitFile
from woosh_split.split.merge import Difference
from woosh_split.split.moving import moved

SPLIT = SplitFile(
    services=(Service("sales", ("orders", "x"), ("orders", "x")), Service("people", ("users",), ("users",))),
    reference=(Reference("countries", "sales", "sales"),),
    libraries=("mail",),
)


def homes(split: SplitFile, kind: str, name: str) -> list[str]:
    """Return every place of a module or table."""
    found = [
        each.name for each in split.services if name in (each.modules if kind == "module" else each.tables)
    ]
    if kind == "module":
        return found + ["libraries"] * split.libraries.count(name)
    return found + ["reference" for each in split.reference if each.table == name]


@pytest.mark.parametrize(
    ("kind", "name", "here", "there"),
    [
        ("module", "x", "sales", "people"),
        ("table", "x", "sales", "people"),
        ("module", "x", "sales", "libraries"),
        ("module", "mail", "libraries", "people"),
        ("table", "x", "sales", "reference"),
        ("table", "countries", "reference", "people"),
        ("module", "x", "sales", "stock"),
        ("table", "x", "sales", "stock"),
    ],
)
def test_what_moves_is_in_its_new_place_alone_and_nothing_else_moves(
    kind: str, name: str, here: str, there: str
) -> None:
    assert homes(SPLIT, kind, name) == [here]
    now = moved(SPLIT, [Difference(name, kind, here, there)], {})
    assert homes(now, kind, name) == [there]
    everything = [("module", each) for each in ("orders", "x", "users", "mail")]
    everything += [("table", each) for each in ("orders", "x", "users", "countries")]
    for other in everything:
        assert other == (kind, name) or homes(now, *other) == homes(SPLIT, *other)


@pytest.mark.parametrize("kind", ["module", "table"])
def test_what_moves_to_the_monolith_is_in_no_place(kind: str) -> None:
    now = moved(SPLIT, [Difference("x", kind, "sales", "monolith")], {})
    assert homes(now, kind, "x") == []
    assert [each.name for each in now.services] == ["sales", "people"]


@pytest.mark.parametrize(("writer", "place"), [("people", "people"), ("gone", "shared"), (None, "shared")])
def test_a_reference_table_is_published_by_its_writer_where_the_file_has_that_service(
    writer: str | None, place: str
) -> None:
    now = moved(SPLIT, [Difference("x", "table", "sales", "reference")], {"x": writer})
    assert now.reference[-1] == Reference("x", writer, place)


def test_a_service_that_several_things_move_to_is_made_once() -> None:
    moves = [Difference("x", "module", "sales", "stock"), Difference("x", "table", "sales", "stock")]
    assert moved(SPLIT, moves, {}).services[-1] == Service("stock", ("x",), ("x",))
