"""What the interpreter asks of a framework: the meaning of names that foreign packages give."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import Closure, ExternalCall, ExternalInstance
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.summary import Expr, Field, Param
from woosh_split.sources.code.typescript.values import Instance

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter
    from woosh_split.sources.code.typescript.scope import Frame, Handed


class World(Protocol):
    """The framework's side of the interpreter."""

    def call_external(self, external: External, call: Call, interpreter: Interpreter) -> Value:
        """Call a function of a package (package ``""``: a global of the language)."""

    def call_on_external(
        self, receiver: ExternalCall | ExternalInstance, name: str, call: Call, interpreter: Interpreter
    ) -> Value:
        """Call a method of something that a package made; its callbacks have been run."""

    def apply_external(self, receiver: ExternalCall | ExternalInstance, call: Call) -> Value:
        """Call something that a package made, as a function; its callbacks have been run."""

    def member_of_external(self, receiver: ExternalInstance, name: str) -> Value:
        """Return a member of an instance of a package's class."""

    def construct_external(self, external: External, call: Call, interpreter: Interpreter) -> Value:
        """Return what ``new X(...)`` makes of a package's class."""

    def instance_of_external(self, external: External, arguments: list[Value]) -> Value:
        """Return the value of something whose type is a package's class."""

    def inherited_member(
        self, instance: Instance, base: External, arguments: list[Value], name: str
    ) -> Value:
        """Return a member that a class inherits from a package's class."""

    def inherited_call(
        self,
        instance: Instance,
        base: External,
        arguments: list[Value],
        name: str,
        call: Call,
        interpreter: Interpreter,
    ) -> Value:
        """Call a method that a class inherits from a package's class."""

    def inherited_static(
        self, decl: ClassDecl, base: External, name: str, call: Call, interpreter: Interpreter
    ) -> Value:
        """Call a static method that a class inherits from a package's class."""

    def inject(
        self, decl: ClassDecl, param: Param, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Return what Nest hands to a constructor's parameter, None where its type says it.

        ``decl`` is the class whose constructor it is, ``concrete`` the class of which an instance is made.
        """

    def inject_field(
        self, decl: ClassDecl, field: Field, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Return what Nest puts into a decorated field, None for any other field."""

    def bound_to_transaction(self, instance: Instance, transaction: object) -> Value:
        """Return a custom repository as a transaction's manager sees it."""

    def begun(self, frame: Frame, key: Hashable, line: int) -> None:
        """Note that a function that was called has begun a transaction on a query runner that a field keeps."""

    def run_inside(self, runner: Frame, closure: Closure) -> None:
        """Prepare a callback's frame: it is run by a function that has a transaction open."""

    def tracing(self) -> AbstractContextManager[list[Value]]:
        """Return a block that collects the calls of foreign packages' functions."""

    def too_deep(self, frame: Frame, line: int) -> None:
        """Note that a call is not followed: too many others are in the middle of being read."""

    def too_many_ways(self, frame: Frame, line: int) -> None:
        """Note that a call is not followed: it was on too many ways already."""

    def muted(self) -> AbstractContextManager[None]:
        """Return a block in which nothing is recorded."""

    @property
    def silent(self) -> bool:
        """Whether nothing is recorded right now: what is read meanwhile must be read again to be heard."""

    def module_of(self, decl: ClassDecl, caller: str = "") -> str | None:
        """Return the module that declares a provider or controller, None for any other class.

        Of several that share it, that is the caller's own module.
        """

    def file_module(self, file: str) -> str:
        """Return the module that a file belongs to."""

    def statements(self, call: Call, runs: Collection[int] = ()) -> Handed:
        """Return the statements of a database among the arguments of a call, each with where it was handed in first.

        ``runs`` are the arguments that the function is known to run as a statement.
        """

    def statement_handed(self, call: Call, index: int) -> None:
        """Note that an argument of a call is run as a statement by the function that is called."""

    def method_called(self, instance: Instance, name: str, call: Call) -> None:
        """Note a call of an injected provider's method."""

    def awaited(self, instance: Instance, name: str, frame: Frame, line: int) -> None:
        """Note that a member of an object is waited for."""

    def enter_method(self, frame: Frame, decorators: tuple[Expr, ...], file: str) -> None:
        """Prepare a frame: a decorated method may be a transaction."""

    def handed_in(self, frame: Frame, param: Param, value: Value, file: str) -> Value:
        """Return what a framework puts into a decorated parameter whose type says that the database matters."""

    def tagged(self, tag: Value, text: Value, call: Call, given: Call, interpreter: Interpreter) -> Value:
        """Return what a tagged template gives: ``call`` has its text as a whole, ``given`` what JavaScript hands to the tag."""

    def unknown_call(self, receiver: Value, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Note a method call on something unknown, and return what it gives."""

    def telling(self, name: str) -> bool:
        """Tell whether a method's name alone says that the database is meant."""
