"""What is kept of one TypeScript file: plain tuples that pickle fast and need no syntax tree.

Expressions are tuples whose first item is a tag:

=========  ==========================================================================
tag        shape
=========  ==========================================================================
``id``     ``(id, name)``
``this``   ``(this,)``; ``super`` likewise
``mem``    ``(mem, object, name)``: ``a.b``, ``a?.b``, ``a!.b``
``idx``    ``(idx, object, index)``: ``a[b]``
``call``   ``(call, callee, arguments, line, type arguments)``; ``new`` likewise
``tag``    ``(tag, tag expression, template, line)``
``str``    ``(str, text)``; ``num`` likewise with the digits; ``lit`` with True, False or None
``tpl``    ``(tpl, parts)``: a part is a str or an expression
``add``    ``(add, left, right)``
``ari``    ``(ari, operator, left, right)``: other arithmetic, where both sides may be numbers
``arr``    ``(arr, items)``; an item may be ``(spread, expression)``
``obj``    ``(obj, pairs)``: ``(key, value)``, key is a str, an expression when computed, None for a spread
``fn``     ``(fn, Function)``; ``get`` likewise for a getter of an object, ``cls`` with a Class
``cond``   ``(cond, test, then, else)``; ``or`` is ``(or, left, right)`` for ``||``, ``??`` and ``&&``
``and``    ``(and, left, right)``: ``&&`` with what may be decorators in it
``cmp``    ``(cmp, whether it is to be equal, left, right)`` and ``(not, test)``: tests that may choose a decorator
``pick``   ``(pick, subject, ((labels, value), ...))``: a ``switch`` whose cases only return; the label of ``default`` is None
``as``     ``(as, expression, type)``
``wait``   ``(wait, member, line)``: ``await a.b``
``set``    ``(set, target, operator, value)``: an assignment; of ``a++`` the operator is :data:`STEP`
``any``    ``(any, parts)``: something else, of which only the parts that may matter are kept
=========  ==========================================================================

Statements: ``(let, pattern, type, value)``, ``(ret, value)``, ``(exp, value)``, ``(for, pattern, iterable)``,
``(blk, statements)`` for what may or may not run, with ``test, then, else`` behind it where that may be decorators, ``(def, Function)``, ``(yld, value, whether it is all of it)``, ``(end,)``
where a function is left without a value (``throw``, a bare ``return``). A pattern is a name, or
``(objpat, ((key, pattern), ...))``, or ``(arrpat, patterns)``, of which one may be ``(rest, pattern)``, or
``(dflt, pattern, default)``.

Types: ``(ref, name, arguments)``, ``(arr, item)``, ``(union, types)``, ``(objt, ((name, type), ...))``,
``(typeof, name)``, ``(each, name)`` and ``(keyof, name)`` of what a constant holds, ``(litt, text)`` or None for what carries no class.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

Expr: TypeAlias = tuple[Any, ...]
Stmt: TypeAlias = tuple[Any, ...]
Type: TypeAlias = tuple[Any, ...] | None
Pattern: TypeAlias = Any

OPAQUE: Expr = ("any", ())
LEAVES: Stmt = ("end",)
STEP = "++"
"""The operator of what counts a number up or down."""


class Param(NamedTuple):
    """A parameter; ``is_field`` says that it is a parameter property of a constructor, ``rest`` that it is ``...x``."""

    pattern: Pattern
    type: Type
    default: Expr | None
    decorators: tuple[Expr, ...]
    is_field: bool
    line: int
    rest: bool = False


class Function(NamedTuple):
    """A function, method, accessor or arrow function; ``this`` is the type that it gives its ``this``.

    ``plain`` says that it is declared to give a text, a number, a list or the like, or gives nothing: no Promise.
    """

    name: str
    params: tuple[Param, ...]
    body: tuple[Stmt, ...]
    returns: Type
    line: int
    type_params: tuple[str, ...] = ()
    this: Type = None
    plain: bool = False


class Field(NamedTuple):
    """A field of a class."""

    name: str
    type: Type
    value: Expr | None
    decorators: tuple[Expr, ...]
    static: bool
    line: int
    text: str = ""
    optional: bool = False


class Method(NamedTuple):
    """A method or accessor; ``kind`` is method, get or set."""

    function: Function
    kind: str
    decorators: tuple[Expr, ...]
    static: bool
    line: int
    abstract: bool = False


class Class(NamedTuple):
    """A class declaration or expression."""

    name: str
    line: int
    abstract: bool
    decorators: tuple[Expr, ...]
    type_params: tuple[str, ...]
    extends: Expr | None
    extends_types: tuple[Type, ...]
    implements: tuple[Type, ...]
    fields: tuple[Field, ...]
    methods: tuple[Method, ...]
    constructor: Function | None


class ImportName(NamedTuple):
    """One imported name: ``imported`` is ``*`` for a namespace and ``default`` for a default import."""

    local: str
    specifier: str
    imported: str
    type_only: bool
    line: int


class ExportName(NamedTuple):
    """One exported name; with a ``specifier`` it is a re-export, ``exported`` ``*`` then means everything."""

    exported: str
    local: str
    specifier: str | None
    type_only: bool
    line: int


class Summary(NamedTuple):
    """What is kept of one file."""

    lines: int
    imports: tuple[ImportName, ...]
    exports: tuple[ExportName, ...]
    classes: dict[str, Class]
    functions: dict[str, Function]
    constants: dict[str, tuple[Expr | None, Type, int]]
    enums: dict[str, dict[str, Expr]]
    interfaces: dict[str, tuple[tuple[str, Type], ...]]
    aliases: dict[str, Type]
    statements: tuple[Stmt, ...]
    requires: tuple[tuple[str, int], ...]
    problems: tuple[tuple[str, int, str, str], ...]
    hints: tuple[tuple[str, int], ...] = ()
