"""How deep code may be nested: the same for every file and caller, whoever reads it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

READING_FRAMES = 900
"""What reading one file may take: as deep as its summary can be kept."""
FOLLOWING_FRAMES = 9_000
"""What following calls may take: a call of the monolith is about twenty of ours."""


@contextmanager
def room(frames: int) -> Iterator[None]:
    """Let the code inside the block nest by so many frames, however deep its caller stands."""
    depth, frame = 0, sys._getframe()
    while frame.f_back is not None:
        depth, frame = depth + 1, frame.f_back
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + frames)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
