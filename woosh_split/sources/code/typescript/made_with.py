"""Whether what an object is made with says what it does later: providers, specifications, steps, parts of options."""

from __future__ import annotations

from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Instance, Items, Record, Text


def is_wired(value: Value) -> bool:
    """Tell an instance that does work: a provider, or something that was made with one."""
    return isinstance(value, Instance) and (value.injected or bool(value.args))


def tells(value: Value) -> bool:
    """Tell what may be part of a query's options: an object or a list with others in it, or an object with methods."""
    if isinstance(value, Instance):
        return bool(value.decl.node.methods)
    if isinstance(value, Record):
        return any(isinstance(each, Record | Items) for each in value.fields.values())
    if not isinstance(value, Items):
        return False
    return any(isinstance(each, Record | Text) or _works(each) for each in value.values)


def _works(value: Value) -> bool:
    """Tell one of a list of specifications, steps or strategies: an object with methods."""
    return isinstance(value, Instance) and (is_wired(value) or bool(value.decl.node.methods))
