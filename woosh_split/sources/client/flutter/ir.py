"""What is kept of a Dart file: a small tree of plain named tuples, independent of every other file.

Everything here can be pickled and cached by the file's content. Lines start at 1. An expression that cannot hold
or lead to an address is dropped while reading, so the tree is far smaller than the syntax tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """A string: literal parts and interpolated expressions, adjacent strings joined."""

    parts: tuple[str | Expression, ...]


class Name(NamedTuple):
    """A bare identifier, ``this`` and ``super`` among them."""

    name: str


class Get(NamedTuple):
    """``target.name`` or ``target?.name``."""

    target: Expression
    name: str


class Argument(NamedTuple):
    """One argument; ``name`` is empty for a positional one."""

    name: str
    value: Expression


class Call(NamedTuple):
    """A call or a construction, with the type arguments as written."""

    function: Expression
    arguments: tuple[Argument, ...]
    types: tuple[str, ...]
    line: int


class Index(NamedTuple):
    """``target[key]``."""

    target: Expression
    key: Expression


class Binary(NamedTuple):
    """An operator between two operands: ``+``, ``==``, ``!=``, ``??``, ``&&`` or ``||``."""

    operator: str
    left: Expression
    right: Expression


class Choice(NamedTuple):
    """A conditional expression."""

    condition: Expression
    yes: Expression
    no: Expression


class Cases(NamedTuple):
    """A switch expression: pairs of pattern and result; the pattern is None where it always matches."""

    subject: Expression
    cases: tuple[tuple[Expression | None, Expression], ...]


class Items(NamedTuple):
    """A list or set literal."""

    values: tuple[Expression, ...]


class Spread(NamedTuple):
    """``...values`` in a list."""

    value: Expression


class Pairs(NamedTuple):
    """A map literal."""

    pairs: tuple[tuple[Expression, Expression], ...]


class Assign(NamedTuple):
    """``target = value`` and its relatives (``+=``, ``??=``)."""

    target: Expression
    operator: str
    value: Expression


class Cascade(NamedTuple):
    """``target..a()..b = c``: the sections use the name ``..`` for the target."""

    target: Expression
    sections: tuple[Expression, ...]


class Closure(NamedTuple):
    """A function expression or a local function."""

    parameters: tuple[Parameter, ...]
    body: tuple[Statement, ...]
    line: int


class Several(NamedTuple):
    """An expression whose own value is unknown, with the sub-expressions that are evaluated in it."""

    values: tuple[Expression, ...]


class Let(NamedTuple):
    """A local variable, or a local function."""

    name: str
    type: str
    value: Expression | None


class Do(NamedTuple):
    """An expression for its effect."""

    value: Expression


class Return(NamedTuple):
    """``return`` with or without a value, or ``throw`` (``value`` is None)."""

    value: Expression | None


class If(NamedTuple):
    """Two branches; a loop or a ``try`` is written as branches too."""

    condition: Expression
    yes: tuple[Statement, ...]
    no: tuple[Statement, ...]


class Each(NamedTuple):
    """``for (name in values)``: the body for each of the values, where they are known."""

    name: str
    values: Expression
    body: tuple[Statement, ...]


class Switch(NamedTuple):
    """A switch statement; the labels of a case are None where one of them always matches."""

    subject: Expression
    cases: tuple[tuple[tuple[Expression, ...] | None, tuple[Statement, ...]], ...]


Expression: TypeAlias = (
    Text
    | Name
    | Get
    | Call
    | Index
    | Binary
    | Choice
    | Cases
    | Items
    | Spread
    | Pairs
    | Assign
    | Cascade
    | Closure
    | Several
)
Statement: TypeAlias = Let | Do | Return | If | Each | Switch


class Parameter(NamedTuple):
    """One parameter; ``field`` is set for ``this.x``, ``super_`` for ``super.x``, ``url`` for ``@Url() x``,
    ``injected`` the name in ``@Named('auth') x``.
    """

    name: str
    type: str
    named: bool
    default: Expression | None = None
    field: bool = False
    super_: bool = False
    url: bool = False
    injected: str = ""


class Annotation(NamedTuple):
    """``@Name(arguments)``."""

    name: str
    arguments: tuple[Argument, ...]
    line: int


class Uses(NamedTuple):
    """The names that a piece of code calls or constructs, and the names that it assigns to."""

    calls: tuple[str, ...] = ()
    assigns: tuple[str, ...] = ()


class Variable(NamedTuple):
    """A field or a top-level variable; ``fixed`` where it is ``final`` or ``const``."""

    name: str
    type: str
    value: Expression | None
    static: bool
    fixed: bool
    uses: Uses
    annotations: tuple[Annotation, ...] = ()


class Function(NamedTuple):
    """A function, a method, an accessor or a constructor.

    ``super_arguments`` go to the parent's constructor ``super_name``, or with ``redirects`` to another one of the
    same class.
    """

    name: str
    kind: str  # function | getter | setter | constructor | factory
    result: str
    parameters: tuple[Parameter, ...]
    body: tuple[Statement, ...] | None
    static: bool
    line: int
    uses: Uses = Uses()
    annotations: tuple[Annotation, ...] = ()
    initialisers: tuple[tuple[str, Expression], ...] = ()
    super_arguments: tuple[Argument, ...] = ()
    super_name: str = ""
    redirects: bool = False


class Class(NamedTuple):
    """A class, mixin, enum, extension or extension type; ``types`` are the type parameters."""

    name: str
    kind: str
    abstract: bool
    parent: str
    parent_types: tuple[str, ...]
    mixins: tuple[str, ...]
    interfaces: tuple[str, ...]
    types: tuple[str, ...]
    fields: tuple[Variable, ...]
    methods: tuple[Function, ...]
    constants: tuple[tuple[str, tuple[Argument, ...]], ...]
    line: int
    annotations: tuple[Annotation, ...] = ()


class Import(NamedTuple):
    """An import, export or part; ``prefix`` is empty where there is none."""

    kind: str  # import | export | part | part-of
    uri: str
    prefix: str
    shown: tuple[str, ...] = ()


class Damage(NamedTuple):
    """A place where the syntax tree has a hole."""

    line: int
    text: str


class DartFile(NamedTuple):
    """All that later steps need of one Dart file.

    ``written`` are the arguments that are written texts: the called name, and the argument's name or position.
    """

    path: str
    imports: tuple[Import, ...]
    variables: tuple[Variable, ...]
    functions: tuple[Function, ...]
    classes: tuple[Class, ...]
    written: tuple[tuple[str, str], ...]
    damages: tuple[Damage, ...]


def functions_in(value: Expression | None) -> Iterator[str]:
    """Yield the names of functions that an initialiser may hold as values, in a map or a list too."""
    match value:
        case Name(name) | Get(_, name):
            yield name
        case Pairs(pairs):
            for _, held in pairs:
                yield from functions_in(held)
        case Items(values):
            for held in values:
                yield from functions_in(held)
