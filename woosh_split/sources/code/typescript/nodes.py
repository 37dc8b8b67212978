"""The walk through what a summary keeps of code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def nodes(root: object) -> Iterator[tuple[Any, ...]]:
    """Yield every tuple in a summary's tree, the root first, each before what is in it and in the order of the code.

    These are expressions and statements, the functions in them, and plain rows of either: whoever looks for one kind asks
    for its tag and its length (see ``summary``), since a row of names may begin with a word that is a tag too.
    """
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            yield node
            pending.extend(reversed(node))
