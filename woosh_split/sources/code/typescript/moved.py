"""Tells whether a changed file still says the same, if on other lines: then everything that was found stands as it is.

What is linked sees of a file its summary only. Two summaries that differ in nothing but their lines, with the lines in
the same order, lead to the same facts on those other lines. A declaration that may stand there or not is one that
nobody asked for by name, and that does nothing by itself: a plain constant, a type, a function that only reckons with
its own parameters.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import Any

from woosh_split.sources.code.typescript.summary import Expr, Function, Stmt, Summary

_PLAIN = frozenset({"num", "lit", "str"})
_ASKED_OTHERWISE = frozenset({"default", "*", "="})
"""Exports that are found by other ways than by their name."""


def moved_lines(old: Summary, new: Summary, asked: Collection[str]) -> dict[int, int] | None:
    """Return the new line of each line that matters, None where the file says anything else than before.

    ``asked`` are the names that somebody looked for in the file, found or not.
    """
    if _shape(old) != _shape(new):
        return None
    moved: dict[int, int] = {}
    # All but the number of lines, which comes first.
    if not _same(_without_unasked(old, asked)[1:], _without_unasked(new, asked)[1:], moved):
        return None
    ends = [moved[line] for line in sorted(moved)]
    if any(one >= other for one, other in pairwise(ends)):
        return None  # two lines became one, or changed their places
    return moved


def _shape(summary: Summary) -> tuple[bool, bool]:
    """Return what makes a file a barrel: whether it exports, and whether it declares anything."""
    declares = (
        summary.classes, summary.functions, summary.constants, summary.enums, summary.interfaces, summary.aliases
    )  # fmt: skip
    return bool(summary.exports), any(declares)


def _without_unasked(summary: Summary, asked: Collection[str]) -> Summary:
    """Return a summary without what nobody asked for and does nothing."""
    idle = {
        name
        for name, (value, _, _) in summary.constants.items()
        if name not in asked and (value is None or value[0] in _PLAIN)
    }
    for table in (summary.enums, summary.interfaces, summary.aliases):
        idle.update(name for name in table if name not in asked)
    functions = {
        name for name, each in summary.functions.items() if name not in asked and _only_reckons(each)
    }
    idle = (idle - summary.functions.keys() | functions) - summary.classes.keys()
    exports = tuple(
        each
        for each in summary.exports
        if each.specifier is not None
        or each.local not in idle
        or each.exported in asked
        or each.exported in _ASKED_OTHERWISE
    )
    idle -= {each.local for each in exports if each.specifier is None}
    return summary._replace(
        exports=exports,
        functions=_others(summary.functions, idle),
        constants=_others(summary.constants, idle),
        enums=_others(summary.enums, idle),
        interfaces=_others(summary.interfaces, idle),
        aliases=_others(summary.aliases, idle),
    )


def _only_reckons(function: Function) -> bool:
    """Tell a function that calls nothing and looks at nothing but its parameters and what it made of them."""
    names: set[str] = set()
    for param in function.params:
        if not isinstance(param.pattern, str) or param.decorators or param.default is not None:
            return False
        names.add(param.pattern)
    return all(_is_reckoned(each, names) for each in function.body)


def _is_reckoned(statement: Stmt, names: set[str]) -> bool:
    kind = statement[0]
    if kind == "blk":
        return all(_is_reckoned(each, names) for each in statement[1])
    if kind == "let":
        _, pattern, _, value = statement
        plain = isinstance(pattern, str) and (value is None or _reckons(value, names))
        if plain:
            names.add(pattern)
        return plain
    return kind == "end" or (
        kind in ("ret", "exp") and (statement[1] is None or _reckons(statement[1], names))
    )


def _reckons(value: Expr, names: Collection[str]) -> bool:
    pending = [value]
    while pending:
        kind, *parts = pending.pop()
        if kind == "id":
            if parts[0] not in names:
                return False
        elif kind in ("arr", "any", "tpl"):
            pending.extend(
                each for each in parts[0] if isinstance(each, tuple)
            )  # a template's texts are plain
        elif kind in ("add", "ari", "cond", "or", "and"):
            pending.extend(each for each in parts if isinstance(each, tuple))
        elif kind not in _PLAIN:
            return False
    return True


def _others(table: dict[str, Any], idle: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in idle}


def _same(old: Any, new: Any, moved: dict[int, int]) -> bool:
    """Compare two summaries part by part; every number in one is a line."""
    pairs = [(old, new)]
    while pairs:
        one, other = pairs.pop()
        kind = type(one)
        if kind is not type(other):
            return False
        if kind is int:
            if moved.setdefault(one, other) != other:
                return False
        elif isinstance(one, tuple):
            if len(one) != len(other):
                return False
            pairs.extend(zip(one, other, strict=True))
        elif kind is dict:
            if list(one) != list(other):
                return False
            pairs.extend(zip(one.values(), other.values(), strict=True))
        elif one != other:
            return False
    return True
