"""What functions themselves can do: ``call``, ``apply``, ``bind``, and ``Reflect.apply``."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.keys import key_of_parts
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Items, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


@dataclass(frozen=True, slots=True)
class Bound(Value):
    """A function with its first arguments: ``source.query.bind(source, 'SELECT ...')``."""

    function: Value
    args: tuple[Value, ...]
    exprs: tuple[Expr, ...]
    is_function = True

    @property
    def matters(self) -> bool:  # type: ignore[override]
        """Whether the function matters, or an argument."""
        return self.function.matters or any(each.matters for each in self.args)

    @property
    def transient(self) -> bool:  # type: ignore[override]
        """Whether the function changes as it is used, or an argument."""
        return self.function.transient or any(each.transient for each in self.args)

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call the function with its own arguments and those that are given."""
        exprs = (*self.exprs, *call.exprs) if len(call.exprs) == len(call.args) else ()
        return self.function.apply(replace(call, args=[*self.args, *call.args], exprs=exprs), interpreter)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow ``call``, ``apply`` and ``bind``."""
        return of_function(self, name, call, interpreter)

    def key(self) -> Hashable:
        """Return the function and the arguments."""
        return key_of_parts(self, (self.function, *self.args))


def of_function(function: Value, name: str, call: Call, interpreter: Interpreter) -> Value:
    """Follow a method that every function has; what it is called on is known already."""
    if name == "call":
        return function.apply(replace(call, args=call.args[1:], exprs=call.exprs[1:]), interpreter)
    if name == "apply" and len(call.args) < 2:
        return function.apply(replace(call, args=[], exprs=()), interpreter)
    if name == "apply" and isinstance(call.arg(1), Items):
        return function.apply(_spread(call, 1), interpreter)
    if name == "bind":
        given = len(call.args) > 1
        return Bound(function, tuple(call.args[1:]), call.exprs[1:]) if given else function
    interpreter.run_callbacks(call)
    return UNKNOWN


def reflect(name: str, call: Call, interpreter: Interpreter) -> Value | None:
    """Follow ``Reflect.apply(function, this, [...])`` and ``Reflect.get(object, name)``; None for anything else."""
    if name == "Reflect.apply" and isinstance(call.arg(2), Items):
        return call.arg(0).apply(_spread(call, 2), interpreter)
    key = known_text(call.arg(1)) if name == "Reflect.get" else None
    return call.arg(0).get(key, interpreter) if key is not None else None


def _spread(call: Call, index: int) -> Call:
    """Return a call with the items of an argument for arguments."""
    listed = call.arg(index)
    assert isinstance(listed, Items)
    written = call.exprs[index] if index < len(call.exprs) else ("any",)
    exprs: tuple[Expr, ...] = written[1] if written[0] == "arr" else ()
    known = len(exprs) == len(listed.values) and not any(each[0] == "spread" for each in exprs)
    return replace(call, args=list(listed.values), exprs=exprs if known else ())
