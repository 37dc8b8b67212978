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
