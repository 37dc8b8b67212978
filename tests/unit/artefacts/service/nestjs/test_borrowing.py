"""Whose code comes along by the split file's word."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.service.nestjs.borrowing import named_borrowed
from woosh_split.model.split import Contract, SplitFile


def call(from_service: str, what: str, policy: str) -> Contract:
    """Return a crossing to ``users``."""
    return Contract(f"{from_service}{what}", from_service, "users", "call", what, policy)


@pytest.mark.parametrize(
    ("crossings", "expected"),
    [
        ((call("orders", "Auth.read", "borrow"),), {"Auth"}),
        ((call("monolith", "Auth.read", "borrow"),), {"Auth"}),
        ((call("monolith", "Auth.read", "remote"),), set()),
        ((call("stock", "Auth.read", "borrow"),), set()),
        ((call("monolith", "Auth.read", "borrow"), call("orders", "Auth.find", "remote")), set()),
        ((call("monolith", "Auth.read", "borrow"), call("orders", "Users.find", "remote")), {"Auth"}),
    ],
    ids=["own", "frame", "frame asks", "another's", "own word first", "of another provider"],
)
def test_what_the_frame_borrows_every_service_borrows_that_does_not_say_otherwise(
    crossings: tuple[Contract, ...], expected: set[str]
) -> None:
    """The root module's guards are in every service, and only the monolith has a crossing that stands for them."""
    assert named_borrowed(SplitFile(crossings=crossings), "orders") == expected
    assert named_borrowed(SplitFile(crossings=crossings), "users") == frozenset()


def between(from_service: str, to_service: str, what: str, policy: str = "borrow") -> Contract:
    """Return a crossing that is named after its ends."""
    return Contract(f"{from_service}>{to_service}:{what}", from_service, to_service, "call", what, policy)


CHAIN = SplitFile(
    crossings=(
        between("sales", "people", "Users.find"),
        between("people", "texts", "Labels.of"),
        between("people", "texts", "Labels.all"),
        between("texts", "files", "Files.read", "remote"),
    )
)


@pytest.mark.parametrize(
    ("service", "what", "expected"),
    [
        ("people", "Labels.of", "people>texts:Labels.of"),
        ("sales", "Labels.all", "people>texts:Labels.all"),
        ("sales", "Labels.none", "people>texts:Labels.of"),
        ("sales", "Files.read", "texts>files:Files.read"),
        ("stock", "Labels.of", ""),
        ("texts", "Labels.of", ""),
    ],
    ids=["own", "of what it borrows", "another method", "two owners on", "borrows nothing", "the owner"],
)
def test_a_call_is_named_by_the_crossing_of_the_code_that_makes_it(
    service: str, what: str, expected: str
) -> None:
    assert CHAIN.named_call(service, what) == expected


def test_what_borrowed_code_borrows_stands_for_the_code_of_its_owner() -> None:
    """It is the contract that lets that code write what it writes."""
    assert [each.id for each in CHAIN.borrows("sales", "texts")] == [
        "people>texts:Labels.of",
        "people>texts:Labels.all",
    ]
    assert CHAIN.borrows("sales", "files") == []
    assert CHAIN.borrows("stock", "texts") == []
