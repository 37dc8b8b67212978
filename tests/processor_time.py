"""How much of the processor hostile input may take: tests tell moments from hours, never one moment from another."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 20.0
"""For what takes less than two: a busy machine does not fail the test, a quadratic reading does."""


@contextmanager
def moments() -> Iterator[None]:
    """Fail where the block takes more than :data:`SECONDS` of the processor."""
    before = time.process_time()
    yield
    assert time.process_time() - before < SECONDS
