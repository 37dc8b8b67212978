"""Expressions back to short text, for people who read a report."""

from __future__ import annotations

from woosh_split.sources.code.typescript.summary import Expr

LIMIT = 100


def render(expression: Expr | None) -> str:
    """Return an expression in one line, cut where it gets long."""
    text = " ".join(_render(expression, 0).split())
    return text if len(text) <= LIMIT else f"{text[: LIMIT - 1]}…"


def _render(expression: Expr | None, depth: int) -> str:
    if expression is None or depth > 6:
        return "…"
    kind = expression[0]
    if kind in ("id", "num", "rex"):
        return str(expression[1])
    if kind in ("this", "super"):
        return str(kind)
    if kind == "mem":
        return f"{_render(expression[1], depth + 1)}.{expression[2]}"
    if kind == "idx":
        return f"{_render(expression[1], depth + 1)}[{_render(expression[2], depth + 1)}]"
    if kind in ("call", "new"):
        arguments = ", ".join(_render(each, depth + 1) for each in expression[2])
        return f"{'new ' if kind == 'new' else ''}{_render(expression[1], depth + 1)}({arguments})"
    if kind == "str":
        return f"'{expression[1]}'"
    if kind == "tpl":
        parts = (p if isinstance(p, str) else f"${{{_render(p, depth + 1)}}}" for p in expression[1])
        return f"`{''.join(parts)}`"
    if kind == "tag":
        return f"{_render(expression[1], depth + 1)}{_render(expression[2], depth + 1)}"
    if kind == "lit":
        return {True: "true", False: "false"}.get(expression[1], "null")
    if kind == "add":
        return f"{_render(expression[1], depth + 1)} + {_render(expression[2], depth + 1)}"
    if kind == "or":  # which of `||` and `??` it was is not kept
        return f"{_render(expression[1], depth + 1)} or {_render(expression[2], depth + 1)}"
    if kind in ("as", "spread", "wait"):
        return _render(expression[1], depth + 1)
    if kind == "cond":
        return f"… ? {_render(expression[2], depth + 1)} : {_render(expression[3], depth + 1)}"
    if kind == "arr":
        return f"[{', '.join(_render(each, depth + 1) for each in expression[1])}]"
    if kind == "fn":
        return "() => …"
    return "{…}" if kind == "obj" else "…"
