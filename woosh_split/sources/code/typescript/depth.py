"""How deep code may be nested: the same for every file and caller, whoever reads it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

READING_FRAMES = 900
"""What reading one file may take: as deep as its summary can be kept."""
FOLLOWING_FRAMES = 9_000
"""What following calls may take: a call of the monolith is about twenty of ours."""
_WORDS = 1 << 18
"""What so many frames take of memory, in words; it is asked for, and only what is used of it is ever there."""

T = TypeVar("T", bound=Callable[..., Any])


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


def on_one_stack(function: T) -> T:
    """Have the frames of everything that a function calls lie in one piece of memory.

    Python takes it in pieces of 16 KB, and gives each back with the last frame in it. Of code that goes to and fro over the end
    of a piece each call asks the system for one: up to a fifth of a run. A piece is as large as the frame that it is taken for
    asks, and twice that where the frame says that it needs so much.
    """
    code = cast("Any", function)
    code.__code__ = code.__code__.replace(co_stacksize=_WORDS)
    return function
