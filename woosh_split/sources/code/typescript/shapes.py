"""Things of which only the interface is known: their members are worked out when somebody asks for them.

Interfaces of a large monolith name each other in circles; writing one out in full would never end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import field
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.program import AliasDecl, External, InterfaceDecl, Program
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.summary import Type

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter
    from woosh_split.sources.code.typescript.parameters import Parameter

Members = tuple[tuple[str, Type], ...]
Leaf = Callable[[Type, str, dict[str, Value]], Value]


@dataclass(slots=True, eq=False)
class Shape(Value):
    """The members of an interface or of an object type."""

    members: Members
    file: str
    bindings: dict[str, Value]
    matters: bool = False
    asker: Parameter | None = None
    """The parameter that is of this type, where only a caller knows what its methods give."""
    _met: dict[str, Value] = field(default_factory=dict)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return what the type of a member says."""
        if name not in self._met:
            found = next((type_ for member, type_ in self.members if member == name), None)
            self._met[name] = interpreter.types.value(found, self.file, self.bindings)
        return self._met[name]

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method: what it gives is of the type that the interface says, if that is all that is known."""
        given = self.get(name, interpreter)
        if self.asker is not None:
            self.asker.used()  # what it does on the way, too: to a query builder that it gives back, say
        if not given.matters:
            return Value.invoke(self, name, call, interpreter)
        interpreter.run_callbacks(call)
        if interpreter.world.telling(name):
            return interpreter.world.unknown_call(self, name, call, interpreter)
        return given

    def key(self) -> Hashable:
        """Return which type it is: two of the same type are alike as far as anybody can tell."""
        bound = tuple((name, value.key()) for name, value in self.bindings.items())
        return (self.file, id(self.members), bound)


@dataclass(frozen=True, slots=True)
class Content:
    """Whether anything is known of any member of a type, at any depth, and whether any of that matters."""

    known: bool
    matters: bool


class Contents:
    """Looks through types, at each interface once."""

    def __init__(self, program: Program, leaf: Leaf, transparent: frozenset[str]) -> None:
        self._program = program
        self._leaf = leaf
        self._transparent = transparent
        self._found: dict[int, tuple[Members, Content]] = {}

    def of(self, members: Members, file: str, bindings: dict[str, Value]) -> Content:
        """Return what the members of a type hold."""
        if bindings:
            return self._look(members, file, bindings)
        found = self._found.get(id(members))
        if found is None:
            found = self._found[id(members)] = (members, self._look(members, file, {}))
        return found[1]

    def _look(self, members: Members, file: str, bindings: dict[str, Value]) -> Content:
        known = False
        seen: set[object] = set()
        waiting: list[tuple[Type, str, dict[str, Value]]] = [(each, file, bindings) for _, each in members]
        while waiting:
            type_, where, bound = waiting.pop()
            inner = self._inner(type_, where, bound, seen)
            if inner is not None:
                waiting.extend(inner)
                continue
            value = self._leaf(type_, where, bound)
            if value.matters:
                return Content(True, True)
            known = known or value is not UNKNOWN
        return Content(known, False)

    def _inner(
        self, type_: Type, file: str, bindings: dict[str, Value], seen: set[object]
    ) -> list[tuple[Type, str, dict[str, Value]]] | None:
        """Return the types that a type is made of; None for one that is to be worked out."""
        if type_ is None:
            return []
        kind = type_[0]
        if kind == "arr":
            return [(type_[1], file, bindings)]
        if kind == "union":
            return [(each, file, bindings) for each in type_[1]]
        if kind == "objt":
            return [(each, file, bindings) for _, each in type_[1]]
        if kind != "ref" or type_[1] in bindings:
            return None
        decl = self._program.lookup(file, type_[1])
        if isinstance(decl, AliasDecl | InterfaceDecl):
            if (decl.file, decl.name) in seen:
                return []
            seen.add((decl.file, decl.name))
            if isinstance(decl, AliasDecl):
                return [(decl.type, decl.file, {})]
            return [(each, decl.file, {}) for _, each in decl.members]
        if (decl is None or isinstance(decl, External)) and type_[1] in self._transparent:
            return [(each, file, bindings) for each in type_[2][:1]]
        return None
