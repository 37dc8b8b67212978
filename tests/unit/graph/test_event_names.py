"""Who handles an event: its name, or a pattern that it fits."""

from __future__ import annotations

import pytest

from woosh_split.graph.event_names import Handlers
from woosh_split.model.code import Event


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("orders.placed", "orders.placed", True),
        ("orders.*", "orders.placed", True),
        ("orders.*", "orders.placed.late", False),
        ("orders.*", "orders", False),
        ("*.placed", "orders.placed", True),
        ("orders.**", "orders.placed.late", True),
        ("orders.**", "orders", True),
        ("**", "anything.at.all", True),
        ("**.late", "orders.placed.late", True),
        ("catalog.*", "orders.placed", False),
    ],
)
def test_a_pattern_reaches_what_fits_it(pattern: str, name: str, fits: bool) -> None:
    handlers = Handlers([Event("mail", pattern, "handles", "Mail.send", "a.ts", 1)])

    assert handlers.of(name) == (["mail"] if fits else [])
    assert Handlers([Event("mail", pattern, "handles", "Mail.send", "a.ts", 1)], {"mail": "post"}).of(
        name
    ) == (["post"] if fits else [])
