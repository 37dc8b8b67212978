"""Parameter lists of Dart functions and constructors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.forms import type_text

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.expressions import Expressions


def parameter_list(reader: Expressions, node: Node) -> tuple[ir.Parameter, ...]:
    """Read a parameter list, with names, types, defaults and ``this.``/``super.`` forms."""
    found: list[ir.Parameter] = []
    _listed(reader, node, found, named=False)
    return tuple(found)


def _listed(reader: Expressions, node: Node, found: list[ir.Parameter], *, named: bool) -> None:
    children = node.children
    for place, child in enumerate(children):
        if child.type == "optional_formal_parameters":
            braces = any(part.type == "{" for part in child.children)
            _listed(reader, child, found, named=braces)
        elif child.type == "formal_parameter":
            found.append(_parameter(reader, child, named))
        elif child.type in ("=", ":") and found:
            following = children[place + 1 :]
            stop = next((p for p, part in enumerate(following) if part.type == ","), len(following))
            found[-1] = found[-1]._replace(default=reader.one(following[:stop]))


def _parameter(reader: Expressions, node: Node, named: bool) -> ir.Parameter:
    inner = next(
        (c for c in node.children if c.type in ("constructor_param", "super_formal_parameter")), None
    )
    holder = inner or node
    names = [child for child in holder.children if child.type == "identifier"]
    kind = inner.type if inner is not None else ""
    return ir.Parameter(
        name=reader.text(names[-1]) if names else "",
        type=type_text(holder.children, reader.source),
        named=named,
        field=kind == "constructor_param",
        super_=kind == "super_formal_parameter",
        url=any(child.type == "annotation" and _is_url(reader.text(child)) for child in node.children),
    )


def _is_url(annotation: str) -> bool:
    """Tell whether an annotation says that a parameter is the whole address of a request."""
    return annotation.lstrip("@ ").partition("(")[0].rpartition(".")[2] == "Url"
