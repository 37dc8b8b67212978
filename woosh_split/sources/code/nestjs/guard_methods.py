"""The methods of a guard: those that an object of its class has, and those that one of them leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from woosh_split.sources.code.typescript.instances import Level
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.summary import Method


def methods_of(levels: Sequence[Level]) -> dict[str, Method]:
    """Return the methods that an object of a class has, by their names: a base class's where it has none of its own."""
    return {each.function.name: each for level in reversed(levels) for each in level.decl.node.methods}


def called_from(start: str, methods: Mapping[str, Method]) -> set[str]:
    """Return a method's name, and those of the methods of ``this`` that it leads to."""
    found, pending = {start}, [start]
    while pending:
        method = methods.get(pending.pop())
        for each in nodes(method.function.body) if method is not None else ():
            if (
                len(each) == 3
                and each[:2] == ("mem", ("this",))
                and each[2] in methods
                and each[2] not in found
            ):
                found.add(each[2])
                pending.append(each[2])
    return found
