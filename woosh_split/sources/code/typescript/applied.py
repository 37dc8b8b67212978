"""Decorators that code applies to a class by hand: ``Module({ providers: [Orders] })(OrdersModule)``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from woosh_split.sources.code.typescript.summary import Class, Expr, Stmt


def with_applied(classes: Mapping[str, Class], statements: Iterable[Stmt]) -> dict[str, Class]:
    """Return the classes of a file with the decorators that its statements apply to them."""
    found = dict(classes)
    for statement in statements:
        expression: Expr = statement[1] if statement[0] == "exp" else ("any", ())
        if expression[0] != "call" or expression[1][0] != "call" or len(expression[2]) != 1:
            continue
        given = expression[2][0]
        decorated = found.get(given[1]) if given[0] == "id" else None
        if decorated is not None:
            found[given[1]] = decorated._replace(decorators=(*decorated.decorators, expression[1]))
    return found
