"""Small questions about expressions and nodes that the readers share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from tree_sitter import Node

from woosh_split.sources.client.flutter import ir

NOTHING = ir.Several(())
"""An expression that is of no interest: its value is unknown and it calls nothing."""

TYPES = frozenset(
    {
        "type_identifier",
        "type_arguments",
        "nullable_type",
        "function_type",
        "record_type",
        "void_type",
        "inferred_type",
    }
)
SELECTORS = frozenset(
    {
        "selector", "cascade_section", "argument_part", "unconditional_assignable_selector",
        "conditional_assignable_selector", "index_selector",
    }
)  # fmt: skip
"""What follows a primary and belongs to it."""
PASSED_OVER = frozenset(
    {"comment", "documentation_comment", "label", "annotation", "type_arguments", "const_builtin"}
)
"""What stands between the parts of an expression and says nothing about its value."""
_HEAD = re.compile(r"[^()]*[()]")
_FUNCTION = re.compile(r"\bFunction(?=[<(])")
_SPACES = re.compile(r" ?([^\w ]) ?")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


def has_effect(value: ir.Expression | None) -> bool:
    """Tell whether evaluating the expression may call or assign something."""
    match value:
        case None | ir.Name():
            return False
        case ir.Call() | ir.Assign() | ir.Cascade() | ir.Closure():
            return True
        case ir.Get(target, _) | ir.Spread(target):
            return has_effect(target)
        case ir.Text(parts):
            return any(has_effect(part) for part in parts if not isinstance(part, str))
        case ir.Index(first, second) | ir.Binary(_, first, second):
            return has_effect(first) or has_effect(second)
        case ir.Choice(condition, yes, no):
            return has_effect(condition) or has_effect(yes) or has_effect(no)
        case ir.Cases(subject, cases):
            return has_effect(subject) or any(has_effect(result) for _, result in cases)
        case ir.Items(values) | ir.Several(values):
            return any(has_effect(item) for item in values)
        case ir.Pairs(pairs):
            return any(has_effect(item) for pair in pairs for item in pair)


def is_written(value: ir.Expression) -> bool:
    """Tell whether an argument is a text that stands in the code, as far as its form tells."""
    match value:
        case ir.Text(parts):
            return bool(parts) and (isinstance(parts[0], str) or is_written(parts[0]))
        case ir.Binary(_, left, right):
            return is_written(left) or is_written(right)
        case ir.Choice(_, yes, no):
            return is_written(yes) or is_written(no)
        case ir.Get(ir.Name(name), _) | ir.Call(ir.Get(ir.Name(name), _)):
            return name[:1].isupper()
        case ir.Name(name):
            return any(word in name.lower() for word in ("url", "path", "endpoint", "uri", "route"))
    return False


def holds_slash(value: ir.Expression) -> bool:
    """Tell whether an argument is a text of more than one segment of a path."""
    match value:
        case ir.Text(parts):
            return any(("/" in part) if isinstance(part, str) else holds_slash(part) for part in parts)
        case ir.Binary("+", left, right):
            return holds_slash(left) or holds_slash(right)
        case ir.Choice(_, yes, no):
            return holds_slash(yes) or holds_slash(no)
    return False


def several(values: Iterable[ir.Expression]) -> ir.Expression:
    """Keep only what has an effect of a list of sub-expressions."""
    kept = tuple(value for value in values if has_effect(value))
    return ir.Several(kept) if kept else NOTHING


def type_text(nodes: Iterable[Node], source: bytes) -> str:
    """Return a type as written, without question marks, ``var`` and the white space that it can do without."""
    kept = [
        node for node in nodes if node.type in TYPES and node.type not in ("nullable_type", "inferred_type")
    ]
    texts = (source[node.start_byte : node.end_byte].decode("utf-8", "replace") for node in kept)
    tidy = (_SPACES.sub(r"\1", " ".join(text.replace("?", "").split())) for text in texts)
    return ".".join(tidy).replace(".<", "<")


def function_type(written: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Split ``R Function(A a, {B b})`` into the type of the result and of the parameters, the named ones with names."""
    begin, end = _function(written) if written.endswith(")") else (-1, 0)
    if begin < 0:
        return None
    parameters: list[tuple[str, str]] = []
    named = False
    for part in _split(written[end:-1]):
        named = named or part.startswith("{")
        kind, _, name = part.strip("{}[]").removeprefix("required ").rpartition(" ")
        parameters.append((name if named else "", kind or name))
    return written[:begin].removesuffix(" "), tuple(parameters)


def _function(written: str) -> tuple[int, int]:
    """Return where the word ``Function`` begins and its parameters do; -1 where there is none. No letter is seen twice."""
    for head in _HEAD.finditer(written):
        if head[0].endswith(")"):
            continue
        generic = head[0].endswith(">(")
        for word in _FUNCTION.finditer(written, *head.span()):
            if generic if written[word.end()] == "<" else word.end() == head.end() - 1:
                return word.start(), head.end()
    return -1, 0


def _split(given: str) -> list[str]:
    """Split at the commas that stand outside of all brackets but those around optional parameters."""
    commas = [-1]
    depth = 0
    for at, letter in enumerate(given):
        depth += (letter in "<(") - (letter in ">)")
        if letter == "," and not depth:
            commas.append(at)
    parts = (given[first + 1 : second] for first, second in pairwise((*commas, len(given))))
    return [part for part in parts if part]


def named_line(selector: Node) -> int:
    """Return the line of the name in ``.name``: a call counts where its method is named."""
    if selector.type == "identifier":
        return selector.start_point[0] + 1
    if selector.type in ("arguments", "type_arguments", "argument_part", "index_selector", "cascade_section"):
        return 0
    return next((line for child in selector.children if (line := named_line(child))), 0)


def unescaped(text: str) -> str:
    """Return what an escape sequence in a string stands for."""
    escape = text[1:]
    if escape[:1] in ("x", "u"):
        digits = escape[1:].strip("{}")
        try:
            return chr(int(digits, 16))
        except (ValueError, OverflowError):
            return text
    return _ESCAPES.get(escape, escape)
