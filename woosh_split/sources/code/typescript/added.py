"""Methods that code adds to a class or a function after it is declared, to those of packages too.

``Report.prototype.run = function () { ... }``, ``Report.all = () => ...``, ``Object.assign(Repository.prototype, { last() { ... } })``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.filled import ASSIGN, root_of
from woosh_split.sources.code.typescript.program import ClassDecl, External, FunctionDecl
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import OPAQUE, Expr, Function, Stmt

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_Key = tuple[Hashable, str, bool]
"""A declaration, a name, and whether it is its objects' and not its own."""


@dataclass(frozen=True, slots=True)
class _Member:
    file: str
    value: Expr
    name: str


class Added:
    """The members that the files of the monolith add; ``handled`` are the statements that do nothing else."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._members: dict[_Key, _Member] = {}
        self._closures: dict[Hashable, Closure] = {}
        self._handled: set[int] = set()

    def read(self, files: Iterable[str]) -> None:
        """Look through what the files do as they are loaded."""
        program = self._interpreter.program
        for file in files:
            summary = program.summary(file)
            if summary is None:
                continue
            for statement in summary.statements:
                for target, value in _given(statement):
                    name = root_of(target)
                    if name is None or name in summary.constants:
                        continue
                    decl = program.lookup(file, name)
                    path = _path(target)
                    of_objects = len(path) == 2 and path[0] == "prototype"
                    if not (path and isinstance(path[-1], str)):
                        continue
                    if isinstance(decl, ClassDecl | FunctionDecl | External) and (
                        len(path) == 1 or of_objects
                    ):
                        own = f"{name}.{path[-1]}"
                        self._members.setdefault(
                            (_key(decl), path[-1], of_objects), _Member(file, value, own)
                        )
                        if not isinstance(decl, External):  # of those, nobody else says what they do
                            self._handled.add(id(statement))

    def rest(self, statements: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
        """Return the statements of a file that do something else."""
        return (
            tuple(each for each in statements if id(each) not in self._handled)
            if self._handled
            else statements
        )

    def find(self, decl: ClassDecl | FunctionDecl | External, name: str, this: Value | None = None) -> Value:
        """Return a function that was added to a declaration or, with ``this``, to its objects; UNKNOWN where none was."""
        key = (_key(decl), name, this is not None)
        member = self._members.get(key)
        if member is None:
            return UNKNOWN
        made = self._closures.get((key, None if this is None else this.key()))
        if made is None:
            scope = self._interpreter.outer_scope(member.file).child()
            if this is not None:
                scope.this = this
            function: Function = member.value[1]
            made = Closure(function, scope)
            made.decl = FunctionDecl(member.file, member.name, function, scope, member.file)
            self._closures[key, None if this is None else this.key()] = made
        return made

    def entries(self) -> Iterator[FunctionDecl]:
        """Yield the functions that were added to what the monolith declares."""
        for decl, name, of_objects in self._members:
            if isinstance(decl, ClassDecl | FunctionDecl):
                found = self.find(decl, name, _this(decl) if of_objects else None)
                if isinstance(found, Closure) and found.decl is not None:
                    yield found.decl


def _this(decl: ClassDecl | FunctionDecl) -> Value:
    from woosh_split.sources.code.typescript.values import Instance

    return Instance(decl) if isinstance(decl, ClassDecl) else UNKNOWN


def _key(decl: ClassDecl | FunctionDecl | External) -> Hashable:
    return (decl.package, decl.name) if isinstance(decl, External) else decl


def _given(statement: Stmt) -> Iterator[tuple[Expr, Expr]]:
    """Yield the members that a statement gives a function to, each with that."""
    expression: Expr = statement[1] if statement[0] == "exp" else OPAQUE
    if expression[0] == "set" and expression[2] == "=" and expression[3][0] == "fn":
        yield expression[1], expression[3]
    elif expression[0] == "call" and expression[1] == ASSIGN and len(expression[2]) == 2:
        target, given = expression[2]
        for key, value in given[1] if given[0] == "obj" else ():
            if isinstance(key, str) and value[0] == "fn":
                yield ("mem", target, key), value


def _path(target: Expr) -> list[Any]:
    """Return the names behind the first one of ``Report.prototype.run``, an expression where that is computed."""
    found: list[Any] = []
    while target[0] in ("mem", "idx", "as"):
        if target[0] != "as":
            found.insert(0, target[2][1] if target[2][0] == "str" else target[2])
        target = target[1]
    return found
