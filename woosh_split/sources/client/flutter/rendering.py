"""An expression as one short line of Dart, whatever its formatting in the source was."""

from __future__ import annotations

from woosh_split.sources.client.flutter import ir

_LONGEST = 120


def rendered(node: ir.Expression) -> str:
    """Return the expression in canonical form, cut where it becomes too long to read."""
    text = _render(node)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _render(node: ir.Expression) -> str:
    match node:
        case ir.Text(parts):
            return "'" + "".join(p if isinstance(p, str) else "${" + _render(p) + "}" for p in parts) + "'"
        case ir.Name(name):
            return name
        case ir.Get(ir.Name(".."), name):
            return f"..{name}"
        case ir.Get(target, name):
            return f"{_render(target)}.{name}"
        case ir.Call(function, arguments, types, _):
            inside = ", ".join((f"{a.name}: " if a.name else "") + _render(a.value) for a in arguments)
            return f"{_render(function)}{'<' + ', '.join(types) + '>' if types else ''}({inside})"
        case ir.Index(target, key):
            return f"{_render(target)}[{_render(key)}]"
        case ir.Binary(operator, left, right):
            return f"{_render(left)} {operator} {_render(right)}"
        case ir.Choice(condition, yes, no):
            return f"{_render(condition)} ? {_render(yes)} : {_render(no)}"
        case ir.Assign(target, operator, value):
            return f"{_render(target)} {operator} {_render(value)}"
        case ir.Cascade(target, sections):
            return _render(target) + "".join(_render(section) for section in sections)
        case ir.Items(values):
            return "[" + ", ".join(_render(value) for value in values) + "]"
        case ir.Pairs(pairs):
            return "{" + ", ".join(f"{_render(key)}: {_render(value)}" for key, value in pairs) + "}"
        case ir.Closure():
            return "(…) {…}"
    return "…"
