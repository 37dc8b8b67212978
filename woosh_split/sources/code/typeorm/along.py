"""What members of an entity have TypeORM ask for besides: keys and counts of relations, columns that are a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.typeorm.entity import ReadAlong
from woosh_split.sources.code.typeorm.given import options
from woosh_split.sources.code.typeorm.sql_texts import alternatives
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import UNKNOWN
from woosh_split.sources.code.typescript.summary import Field
from woosh_split.sources.code.typescript.values import Text, each_value, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_KINDS = {"RelationId": "ids", "RelationCount": "count", "VirtualColumn": "query"}
ITSELF = "itself"
"""Stands for the entity's own row in the query of a column."""


def read_along(
    decorator: Decorator, member: Field, file: str, interpreter: Interpreter, path: str
) -> ReadAlong | None:
    """Return what a member's decorator has TypeORM ask for, None for any other decorator; ``path`` leads to the member."""
    kind = _KINDS.get(decorator.name)
    if kind is None:
        return None
    if kind != "query":
        meant = next(iter(each_value(decorator.arg(0))), UNKNOWN)
        name = property_of(meant) if isinstance(meant, Closure) else known_text(meant)
        return ReadAlong(kind, member.name, file, member.line, path + name if name else "")
    texts: dict[str, None] = {}
    for each in each_value(options(decorator).get("query", UNKNOWN)):
        value = interpreter.run_closure(each, [Text((ITSELF,))]) if isinstance(each, Closure) else UNKNOWN
        texts |= dict.fromkeys(alternatives(value))
    return ReadAlong(kind, member.name, file, member.line, texts=tuple(texts))


def property_of(closure: Closure) -> str | None:
    """Return ``items`` for ``(order) => order.items``."""
    for statement in closure.function.body:
        if statement[0] == "ret" and statement[1][0] == "mem":
            expression, names = statement[1], []
            while expression[0] == "mem":
                names.append(expression[2])
                expression = expression[1]
            return ".".join(reversed(names))
    return None
