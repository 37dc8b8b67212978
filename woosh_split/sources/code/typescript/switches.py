"""A ``switch`` that does nothing but choose a value: each case returns one, or gives one to the same name."""

from __future__ import annotations

from tree_sitter import Node

from woosh_split.sources.code.typescript.expressions import read_expression
from woosh_split.sources.code.typescript.summary import Expr, Stmt

_TEXTS = frozenset(
    {
        "string",
        "template_string",
        "identifier",
        "member_expression",
        "subscript_expression",
        "binary_expression",
    }
)
"""What is given to a name: of a text, that another one is given elsewhere makes it no other."""


def read_switch(node: Node, source: bytes) -> Stmt | None:
    """Return the one statement that a ``switch`` is, None where any case does more; a case that throws gives nothing."""
    body = node.child_by_field_name("body")
    cases: list[tuple[tuple[Expr | None, ...], Expr]] = []
    labels: list[Expr | None] = []
    targets: list[Expr | None] = []
    written = _code(body.named_children) if body is not None else []
    for case in written:
        label = case.child_by_field_name("value")
        labels.append(read_expression(label, source) if label is not None else None)
        inside = _code([each for each in case.named_children if each != label])
        if len(inside) == 1 and inside[0].type == "statement_block":
            inside = _code(inside[0].named_children)
        if not inside:
            continue
        if not _throws(inside[0], source):
            found = _returned(inside) or _assigned(inside, source, case == written[-1])
            if found is None:
                return None
            targets.append(found[0])
            cases.append((tuple(labels), read_expression(found[1], source)))
        labels = []
    if labels or len(cases) < 2 or any(each != targets[0] for each in targets):
        return None
    chosen: Expr = ("pick", read_expression(node.child_by_field_name("value"), source), tuple(cases))
    return ("ret", chosen) if targets[0] is None else ("exp", ("set", targets[0], "=", chosen))


def _code(nodes: list[Node]) -> list[Node]:
    return [each for each in nodes if each.type != "comment"]


def _throws(statement: Node, source: bytes) -> bool:
    text = source[statement.start_byte : statement.end_byte]
    return statement.type == "throw_statement" and b"await" not in text


def _returned(inside: list[Node]) -> tuple[None, Node] | None:
    given = _code(inside[0].named_children) if inside[0].type == "return_statement" else []
    return (None, given[0]) if given and len(inside) == 1 else None


def _assigned(inside: list[Node], source: bytes, last: bool) -> tuple[Expr, Node] | None:
    """Return name and value of ``sql = '...'; break;``."""
    ends = len(inside) == 2 and inside[1].type == "break_statement"
    if inside[0].type != "expression_statement" or not (ends or (last and len(inside) == 1)):
        return None
    written = _code(inside[0].named_children)
    target, given = (written[0].child_by_field_name(each) for each in ("left", "right"))
    if written[0].type != "assignment_expression" or target is None or given is None:
        return None
    plain = target.type == "identifier" and given.type in _TEXTS
    return (read_expression(target, source), given) if plain else None
