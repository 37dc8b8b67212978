"""The root of all values: what may be asked of one, and the call that asks.

A value answers three questions: what is a member of it (:meth:`Value.get`), what does calling a method of it
give (:meth:`Value.invoke`), what does calling it give (:meth:`Value.apply`). A framework adds its own values
(a repository, a query builder) and needs no change here.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.summary import Expr, Type

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter
    from woosh_split.sources.code.typescript.references import Closure
    from woosh_split.sources.code.typescript.scope import Frame, Scope


@dataclass(slots=True)
class Call:
    """One call: the argument values, how they were written, and from where.

    ``exact`` says that what comes out hangs on every argument, as with decorators: the function is read with them, however
    many others there are.
    """

    args: list[Value]
    exprs: tuple[Expr, ...]
    line: int
    types: tuple[Type, ...]
    scope: Scope
    callee: Expr | None = None
    exact: bool = False

    @property
    def spot(self) -> Hashable:
        """What tells the call from the others of its line: how it is written."""
        return (id(self.callee), id(self.exprs))

    def arg(self, index: int) -> Value:
        """Return an argument, UNKNOWN where there is none."""
        return self.args[index] if index < len(self.args) else UNKNOWN


class Value:
    """Something unknown; the root of all values."""

    __slots__ = ()
    matters = False
    """Whether a function that is handed this value must be read again with it."""
    is_name = False
    """Whether it is a class, a text or an entity's repository and no more: many of them are told apart at no cost."""
    is_function = False
    """Whether it is a function of the monolith, or of an object of the database, that somebody may call back."""
    is_kept = False
    """Whether it is known to be kept somewhere for whoever needs it: a query runner in a field."""
    transient = False
    """Whether the value changes as it is used, so that no two calls with it are alike."""

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a member."""
        return UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method."""
        member = self.get(name, interpreter)
        if member is not UNKNOWN:
            return member.apply(call, interpreter)
        return interpreter.unknown_call(self, name, call)

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call the value itself."""
        interpreter.run_callbacks(call)
        return UNKNOWN

    def returned(self, call: Call) -> Value:
        """Return the value as the caller of the function that made it gets it."""
        return self

    def asked(self, interpreter: Interpreter) -> Value:
        """Return what a member is worth to who asks for it."""
        return self

    def kept(self) -> None:
        """Note that the value is put into a field of ``this``: it outlives the function that made it."""

    def handed_to(self, closure: Closure, callers: Sequence[Frame]) -> None:
        """Note that a callback is run with this value; ``callers`` led to the function that wrote the callback."""

    def key(self) -> Hashable:
        """Return what tells this value from another when it is handed to a function."""
        return None


UNKNOWN = Value()


class Noted(Value):
    """What a call gave that has been noted as not understood: the rest of its chain says nothing new."""

    __slots__ = ()

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Go on in silence."""
        interpreter.run_callbacks(call)
        return self


NOTED = Noted()
