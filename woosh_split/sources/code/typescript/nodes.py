"""The walk through what a summary keeps of code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from woosh_split.sources.code.typescript.summary import Expr


def mentions(root: object, names: frozenset[str]) -> bool:
    """Tell whether code asks something for a member of one of these names, or has the name as a text."""
    return any(
        (len(each) == 3 and each[0] == "mem" and each[2] in names)
        or (len(each) == 2 and each[0] == "str" and each[1] in names)
        for each in nodes(root)
    )


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


def returned(function: Expr) -> Expr:
    """Return what a short arrow function returns."""
    found: Expr = next((each[1] for each in function[1].body if each[0] == "ret"), ("any", ()))
    return found


def object_pairs(expression: Expr | None) -> dict[str, Expr]:
    """Return the pairs of an object literal that have a plain key."""
    if expression is None or expression[0] != "obj":
        return {}
    return {key: value for key, value in expression[1] if isinstance(key, str)}
