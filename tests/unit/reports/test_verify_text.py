"""A verification for a screen."""

from __future__ import annotations

import pytest

from woosh_split.model.parity import Trouble, Verification
from woosh_split.reports.layout import Layout
from woosh_split.reports.verify.text import to_text


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Trouble("original", "compile", "src/a.ts(1,1): error", 1), "The monolith itself does not compile, 1 error:"),
        (Trouble("monolith", "compile", "src/a.ts(1,1): error", 2), "What is left of the monolith does not compile, 2 errors:"),
        (Trouble("orders", "start", "no database"), "orders does not start:"),
    ],
)  # fmt: skip
def test_a_program_that_does_not_run_is_told_by_what_it_is(trouble: Trouble, told: str) -> None:
    """The monolith stands there twice: as it is, and as what is left of it."""
    assert to_text(Verification(("orders",), troubles=(trouble,)), Layout()).splitlines()[0] == told
