"""Where the frames of deep calls lie."""

from __future__ import annotations

import pytest

from woosh_split.sources.code.typescript.depth import on_one_stack

DEPTHS = 150
"""Plain frames take a hundred bytes and more: some of these depths stand at the end of a piece of 16 KB."""
CALLS = 2_000


def _called() -> None:
    _inner()


def _inner() -> None:
    pass


def _at(depth: int) -> None:
    if depth:
        _at(depth - 1)
        return
    for _ in range(CALLS):
        _called()


def test_calls_over_the_end_of_a_piece_of_memory_ask_for_no_memory() -> None:
    resource = pytest.importorskip("resource")

    @on_one_stack
    def faults(depth: int) -> int:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        _at(depth)
        after: int = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        return after - before

    assert max(map(faults, range(DEPTHS))) < CALLS // 10


def test_errors_come_through() -> None:
    @on_one_stack
    def failing() -> None:
        raise ValueError("said")

    with pytest.raises(ValueError, match="said"):
        failing()
