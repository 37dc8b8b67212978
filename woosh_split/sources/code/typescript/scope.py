"""Where code stands while it is read: the names that it sees, and the function that is charged for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import field

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.choices import choose
from woosh_split.sources.code.typescript.joining import NOTHING_AROUND, Around
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Type
from woosh_split.sources.code.typescript.values import Either, Text


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text was handed to a function that only passes it on: whose place that is, and which function's.

    ``wrapper`` is the place that wrote a statement around the name of a table, which is all that was handed in.
    """

    module: str
    function: str
    file: str
    line: int
    wrapper: Origin | None = None
    spot: Hashable = field(default=None, compare=False)
    """What tells the call that handed it in from the others of its line."""


Handed = tuple[tuple[str, Origin], ...]
"""The texts that a function was handed, each with where it was handed in first; an entity is :data:`ENTITY` and its table,
a key :data:`KEY` and its name."""
ENTITY = "\0"
"""How the table of an entity class begins that was handed in: no text of a program begins so."""
KEY = "\1"
"""How a key begins that was handed in, by which a statement is chosen."""


_AMBIENT = "ambient"
"""Where the transaction is found that everything in a function joins."""


@dataclass(slots=True, eq=False)
class Frame:
    """One function being read: whose it is, and what was found out about it.

    ``module`` is who is charged for its accesses. ``ambient`` is the transaction that everything in it joins.
    ``free`` says that the function is charged to its caller. ``sensitive`` are the parameters on which what was
    found depends, ``assigned`` the properties that it assigns on anything, ``given`` those that it makes
    entities with. ``held`` are the transactions that run on a query runner kept in a field, by runner; ``begun`` and ``ended`` are those that the function itself begins and ends.
    ``handed`` are the statements and names of tables that its caller handed in, ``runs`` the parameters that it runs as a
    statement, ``fills`` those into which it puts something, ``awaits`` those of which it matters that
    a caller hands in nothing, ``left_out`` those for which this one did not. ``wrapper`` is the place that wrote a statement around a name that this function handed to it.
    """

    module: str
    function: str
    file: str
    line: int
    ambient: object | None = None
    free: bool = False
    sensitive: frozenset[int] = frozenset()
    pending: list[Closure] = field(default_factory=list)
    closers: list[Callable[[], None]] = field(default_factory=list)
    constructing: dict[str, Value] | None = None
    assigned: frozenset[str] = frozenset()
    given: frozenset[Hashable] = frozenset()
    held: dict[Hashable, object] = field(default_factory=dict)
    begun: frozenset[Hashable] = frozenset()
    ended: frozenset[Hashable] = frozenset()
    handed: Handed = ()
    runs: frozenset[int] = frozenset()
    fills: frozenset[int] = frozenset()
    awaits: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    picks: frozenset[int] = frozenset()
    """The parameters by which it chooses a statement."""
    rounds: int = 0
    """How often loops were run for one item after the other."""
    wrapper: Origin | None = None
    put: dict[Hashable, Value] = field(default_factory=dict)
    """What it puts into what others made, by the object and the key as they are written."""
    spot: Hashable = None
    """Of a function that is charged for a call: what tells the call from the others of its line."""

    def is_told(self, key: str) -> bool:
        """Tell whether a caller told a key: it is that one, and none that may stand for another."""
        return any(name == KEY + key for name, _ in self.handed)

    def as_now(self, work: Callable[[], None]) -> Callable[[], None]:
        """Return work that is done later, in the transactions that are open now where none are then."""
        ambient, held = self.ambient, dict(self.held)

        def done() -> None:
            before = (self.ambient, self.held)
            self.ambient = before[0] or ambient
            self.held = {**held, **before[1]}
            try:
                work()
            finally:
                self.ambient, self.held = before

        return done if ambient is not None or held else work

    @property
    def around(self) -> Around:
        """The transactions that are open already for what this function calls; those that are held, by runner."""
        if self.ambient is None:
            return dict(self.held) if self.held else NOTHING_AROUND
        return {_AMBIENT: self.ambient, **self.held}

    @property
    def context(self) -> tuple[Hashable, ...]:
        """Where a transaction is open for what this function calls; which one it is makes no difference there."""
        return tuple(self.around) if self.ambient is not None or self.held else ()


@dataclass(slots=True, eq=False)
class Scope:
    """The names that a piece of code sees, from the inside out.

    ``space`` is the namespace that the code stands in, ``a.b`` for one inside another.
    """

    file: str
    frame: Frame
    this: Value = UNKNOWN
    bindings: dict[str, Value] = field(default_factory=dict)
    parent: Scope | None = None
    names: dict[str, Value] = field(default_factory=dict)
    weak: bool = False
    owner_class: object | None = None
    space: str = ""
    declared: dict[str, Type] | None = None
    """The types of its own names that tell of the database: what is assigned later is of the same."""

    def child(self, *, weak: bool = False) -> Scope:
        """Return an inner scope; in a ``weak`` one an assignment may not have happened."""
        return Scope(
            self.file,
            self.frame,
            self.this,
            self.bindings,
            self,
            {},
            weak or self.weak,
            self.owner_class,
            self.space,
        )

    def find(self, name: str) -> Value | None:
        """Return what a local name is worth, None where it is not local."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        return None

    def declare(self, name: str, type_: Type) -> None:
        """Note the type of a name of this scope."""
        self.declared = {**(self.declared or {}), name: type_}

    def declared_type(self, name: str) -> Type:
        """Return the type that was noted of a name, None where none was."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.declared.get(name) if scope.declared else None
            scope = scope.parent
        return None

    def assign(self, name: str, value: Value) -> None:
        """Assign to a name where it was declared; inside a branch the old value may stay."""
        scope: Scope | None = self
        weak = False
        while scope is not None:
            if name in scope.names:
                old = scope.names[name]
                scope.names[name] = choose((old, value)) if weak and _matters(old, value) else value
                return
            weak = weak or scope.weak
            scope = scope.parent


def _matters(old: Value, new: Value) -> bool:
    """Keep both only where that can be told apart later; of two unknown things the newer one is enough."""
    return old is not UNKNOWN and (new is not UNKNOWN or old.matters or isinstance(old, Text | Either))
