"""Whether a guard can turn anybody away at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from woosh_split.sources.code.nestjs.guard_methods import called_from
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl, FunctionDecl, Program, dotted
from woosh_split.sources.code.typescript.summary import LEAVES, Expr, Function, Method, Stmt

_HARMLESS = frozenset(
    {
        "Number",
        "String",
        "Boolean",
        "parseInt",
        "parseFloat",
        "Array",
        "Object",
        "Math",
        "GqlExecutionContext",
    }
)
"""What refuses nobody, whatever it is handed."""
_TESTS = frozenset({"includes", "startsWith", "endsWith", "some", "has", "test", "match", "indexOf", "find"})
_PATHS = frozenset({"path", "url", "originalUrl", "baseUrl", "pathname"})
_LETS_IN = ("ret", ("lit", True))


def turns_strangers_away(decl: ClassDecl, program: Program) -> bool:
    """Tell a class that makes ``new UnauthorizedException(...)`` itself, by whatever name it has that."""
    made = (
        node[1]
        for method in decl.node.methods
        for node in nodes(method.function.body)
        if len(node) == 5 and node[0] == "new"
    )
    return any(class_name(each, decl.file, program) == "UnauthorizedException" for each in made)


def class_name(callee: Expr, file: str, program: Program) -> str:
    """Return what the class that ``new`` makes is called where it is declared."""
    found = program.external(file, callee)
    return found.name if found is not None else (dotted(callee) or "").rpartition(".")[2]


def may_refuse(file: str, methods: Mapping[str, Method], program: Program) -> bool:
    """Tell whether a ``handleRequest`` can still throw: it makes an error, or leaves it to its base class.

    The guard's own methods and free functions may do so for it. ``file`` is the guard's.
    """
    handled = methods["handleRequest"].function.body
    if any(each == ("super",) or (len(each) == 5 and each[0] == "new") for each in nodes(handled)):
        return True
    called = [methods[each].function.body for each in called_from("handleRequest", methods)]
    names = {
        each[1][1]
        for each in nodes(tuple(called))
        if len(each) == 5 and each[0] == "call" and each[1][0] == "id"
    }
    found = (program.lookup(file, each) for each in sorted(names))
    bodies = [(file, each) for each in called]
    bodies += [(each.file, each.node.body) for each in found if isinstance(each, FunctionDecl)]
    return any(
        each == ("super",) or _makes_error(each, file, program)
        for file, body in bodies
        for each in nodes(body)
    )


def _makes_error(node: Expr, file: str, program: Program) -> bool:
    """Tell ``new UnauthorizedException()`` from ``new Date()``."""
    made = len(node) == 5 and node[0] == "new"
    return made and class_name(node[1], file, program).endswith(("Exception", "Error"))


def only_notes(methods: Sequence[Function]) -> bool:
    """Tell a guard that lets everybody in and only notes something down of the request: no more than a middleware does.

    It gives ``true`` and nothing else, makes no error, and asks nobody: what a service says of a token may be an error.
    """
    entry = next((each for each in methods if each.name == "canActivate"), None)
    if entry is None:
        return False
    given = [each for each in nodes(entry.body) if len(each) == 2 and each[0] == "ret"]
    if not given or any(each != _LETS_IN for each in given) or LEAVES in nodes(entry.body):
        return False
    bodies = tuple(each.body for each in methods)
    own = {each.name for each in methods}
    return not any(_may_refuse(each, own, _known(methods)) for each in nodes(bodies))


def may_refuse_in(method: Function, statements: tuple[Stmt, ...]) -> bool:
    """Tell whether statements of a method may turn anybody away."""
    known = _known((method,))
    return any(_may_refuse(each, set(), known) or each == LEAVES for each in nodes(statements))


def _known(methods: Sequence[Function]) -> frozenset[str]:
    """Return the names of what is at hand in the methods, and of what refuses nobody."""
    given = {param.pattern for each in methods for param in each.params if isinstance(param.pattern, str)}
    bodies = tuple(each.body for each in methods)
    own = (
        each[1] for each in nodes(bodies) if len(each) == 4 and each[0] == "let" and isinstance(each[1], str)
    )
    return _HARMLESS | given | frozenset(own)


def _may_refuse(node: tuple[Any, ...], own: set[str], known: frozenset[str]) -> bool:
    if len(node) != 5 or node[0] not in ("call", "new"):
        return False
    return node[0] == "new" or not _is_harmless(node[1], own, known)


def _is_harmless(callee: Expr, own: set[str], known: frozenset[str]) -> bool:
    """Tell what is called of the request, of values at hand, or of the guard itself."""
    if callee[0] == "mem" and callee[1] == ("this",):
        return callee[2] in own
    root = callee
    while root[0] in ("mem", "call", "idx") and root[1] != ("this",):
        root = root[1]
    return (root[0] == "mem" and root[2] in own) or root[0] == "str" or (root[0] == "id" and root[1] in known)


def lets_in_by_path(methods: Sequence[Function]) -> bool:
    """Tell a guard that lets some in by the path of the request: which ones is known when it runs, if at all.

    ``PUBLIC.includes(request.path)``, ``request.url.startsWith('/open')``, ``request.path === '/open'``.
    """
    entry = next((each for each in methods if each.name == "canActivate"), None)
    if entry is None or _LETS_IN not in nodes(tuple(each.body for each in methods)):
        return False
    return any(_tests_path(each) for method in methods for each in nodes(method.body))


def _tests_path(node: tuple[Any, ...]) -> bool:
    if len(node) == 5 and node[0] == "call" and node[1][0] == "mem" and node[1][2] in _TESTS:
        return any(_is_path(inner) for inner in nodes((node[1][1], node[2])))
    return len(node) == 4 and node[0] == "cmp" and any(_is_path(inner) for inner in nodes(node[2:]))


def asks_path(test: Expr) -> bool:
    """Tell a test that may hang on the path: it names it, or leaves it to a function that is handed no handler to ask for marks."""
    each = list(nodes(test))
    if any(map(_is_path, each)):
        return True
    marks = any(
        len(node) == 3 and node[0] == "mem" and node[2] in ("getHandler", "getClass") for node in each
    )
    own = (node[1] for node in each if len(node) == 5 and node[0] == "call")
    return not marks and any(callee[0] == "id" or callee[1] == ("this",) for callee in own)


def _is_path(node: Expr) -> bool:
    return node[:1] in (("mem",), ("id",)) and node[-1] in _PATHS
