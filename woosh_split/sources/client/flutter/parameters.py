"""Parameter lists of Dart functions and constructors."""

from __future__ import annotations

from collections.abc import Sequence
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
            before = [each for each in children[max(place - 4, 0) : place] if each.type != "comment"]
            found.append(_parameter(reader, child, named, _annotations(reader, [*before, *child.children])))
        elif child.type in ("=", ":") and found:
            following = children[place + 1 :]
            stop = next((p for p, part in enumerate(following) if part.type == ","), len(following))
            found[-1] = found[-1]._replace(default=reader.one(following[:stop]))


def _annotations(reader: Expressions, nodes: Sequence[Node]) -> list[str]:
    """Return the annotations behind the last comma: those of a parameter in braces stand before it."""
    start = max((place + 1 for place, node in enumerate(nodes) if node.type == ","), default=0)
    return [reader.text(node) for node in nodes[start:] if node.type == "annotation"]


def _parameter(reader: Expressions, node: Node, named: bool, annotations: list[str]) -> ir.Parameter:
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
        injected=next((name for each in annotations if (name := _named(each))), ""),
        url=any(map(_is_url, annotations)),
    )


def _named(annotation: str) -> str:
    """Return ``auth`` of ``@Named('auth')`` and ``@Named(auth)``, nothing of any other annotation."""
    name, _, given = annotation.lstrip("@ ").partition("(")
    return given.rstrip(") ").strip("'\" ") if name.rpartition(".")[2] == "Named" else ""


def _is_url(annotation: str) -> bool:
    """Tell whether an annotation says that a parameter is the whole address of a request."""
    return annotation.lstrip("@ ").partition("(")[0].rpartition(".")[2] == "Url"
