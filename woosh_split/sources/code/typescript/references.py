"""Values that stand for something declared: functions, classes, enums, namespaces, and names of packages."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.function_methods import of_function
from woosh_split.sources.code.typescript.program import (
    ClassDecl,
    EnumDecl,
    External,
    FunctionDecl,
    NamespaceDecl,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.summary import Function
from woosh_split.sources.code.typescript.values import Instance, Text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter
    from woosh_split.sources.code.typescript.scope import Scope


@dataclass(slots=True, eq=False)
class Closure(Value):
    """A function with what it sees; run once with nothing known if nobody ever calls it.

    ``decl`` is what it is declared as where a constant holds it.
    """

    function: Function
    scope: Scope
    ran: bool = False
    decl: FunctionDecl | None = None
    matters = True
    transient = True

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Run the function where it was written, one that a constant holds for its caller."""
        self.ran = True
        if self.decl is not None:
            return interpreter.call_function(self.decl, call)
        return interpreter.running.called(self, call)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow ``call``, ``apply`` and ``bind``."""
        return of_function(self, name, call, interpreter)

    def key(self) -> Hashable:
        """Every closure is its own."""
        return id(self)


@dataclass(slots=True, eq=False)
class Getter(Closure):
    """A getter of an object: who asks for the member calls it."""

    def asked(self, interpreter: Interpreter) -> Value:
        """Return what it gives."""
        return self.apply(interpreter.asking(), interpreter)


@dataclass(frozen=True, slots=True)
class FunctionValue(Value):
    """A free function."""

    decl: FunctionDecl
    is_function = True

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Run the function for its caller."""
        return interpreter.call_function(self.decl, call)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call what was added to the function; follow ``call``, ``apply`` and ``bind``."""
        added = self.get(name, interpreter)
        if added is not UNKNOWN:
            return added.apply(call, interpreter)
        return of_function(self, name, call, interpreter)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return what was added to the function."""
        return interpreter.added.find(self.decl, name)

    def key(self) -> Hashable:
        """Return the declaration."""
        return self.decl


@dataclass(frozen=True, slots=True)
class ClassValue(Value):
    """A class itself, as a value."""

    decl: ClassDecl

    is_name = True

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a static member, also a method that is handed on; ``name`` is the class's own name."""
        found = interpreter.static_member(self.decl, name)
        if found is not UNKNOWN:
            return found
        if interpreter.calls.static_method(self.decl, name) is not None:
            return StaticMethod(self.decl, name)
        return Text((self.decl.name,)) if name == "name" else found

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a static method."""
        return interpreter.call_static(self.decl, name, call)

    def key(self) -> Hashable:
        """Return the declaration."""
        return self.decl


@dataclass(frozen=True, slots=True)
class EnumValue(Value):
    """An enum."""

    decl: EnumDecl

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a member's value."""
        member = self.decl.members.get(name)
        return interpreter.constant(self.decl.file, member) if member is not None else UNKNOWN

    def key(self) -> Hashable:
        """Return the declaration."""
        return self.decl


@dataclass(frozen=True, slots=True)
class NamespaceValue(Value):
    """The exports of a file."""

    decl: NamespaceDecl

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return an exported name."""
        return interpreter.declared(interpreter.program.member(self.decl, name))


@dataclass(frozen=True, slots=True)
class ExternalValue(Value):
    """A name of a foreign package."""

    external: External

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a member of the package or of the name."""
        return interpreter.declared(interpreter.program.member(self.external, name))

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a member."""
        return self.get(name, interpreter).apply(call, interpreter)

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call a function of a package."""
        return interpreter.world.call_external(self.external, call, interpreter)

    def key(self) -> Hashable:
        """Return the package's name."""
        return self.external


@dataclass(frozen=True, slots=True)
class ExternalCall(Value):
    """What a call of a package's function gave: kept, since decorators and modules are made of such calls."""

    external: External
    args: tuple[Value, ...]
    line: int
    file: str

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of the result."""
        interpreter.run_callbacks(call)
        return interpreter.world.call_on_external(self, name, call, interpreter)

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call the result itself."""
        interpreter.run_callbacks(call)
        return interpreter.world.apply_external(self, call)

    def key(self) -> Hashable:
        """Return what was called, and where."""
        return (self.external, self.file, self.line)


@dataclass(frozen=True, slots=True)
class ExternalInstance(Value):
    """An instance of a package's class; ``label`` is what it was made or injected with."""

    external: External
    label: Value = UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a method of the instance."""
        interpreter.run_callbacks(call)
        return interpreter.world.call_on_external(self, name, call, interpreter)

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call the instance itself."""
        interpreter.run_callbacks(call)
        return interpreter.world.apply_external(self, call)

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a member."""
        return interpreter.world.member_of_external(self, name)

    def key(self) -> Hashable:
        """Return the class."""
        return (self.external, self.label.key())


@dataclass(frozen=True, slots=True)
class BoundMethod(Value):
    """A method that is handed around: ``this.helper`` without a call."""

    owner: Instance
    name: str
    is_function = True

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call the method."""
        return interpreter.call_method(self.owner, self.name, call)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow ``call``, ``apply`` and ``bind``."""
        return of_function(self, name, call, interpreter)

    def key(self) -> Hashable:
        """Return owner and name."""
        return (self.owner.key(), self.name)


@dataclass(frozen=True, slots=True)
class StaticMethod(Value):
    """A static method that is handed around: ``Orders.load`` without a call."""

    decl: ClassDecl
    name: str
    is_function = True

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call the method."""
        return interpreter.call_static(self.decl, self.name, call)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow ``call``, ``apply`` and ``bind``."""
        return of_function(self, name, call, interpreter)

    def key(self) -> Hashable:
        """Return class and name."""
        return (self.decl, self.name)


HANDED_ON = (Closure, FunctionValue, BoundMethod, StaticMethod)
"""The kinds of functions of the project's own that may be handed on and called by whoever gets them."""
