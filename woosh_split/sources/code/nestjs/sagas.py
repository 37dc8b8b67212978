"""Sagas of CQRS: the events that they wait for, and the commands that they make of these."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.code import Event
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.summary import Class, Expr

_PACKAGE = "@nestjs/cqrs"


def read_sagas(
    decl: ClassDecl,
    module: str,
    decorators: Decorators,
) -> Iterator[Event]:
    """Yield what the sagas of a class react to and send.

    A command is whatever object a saga makes of a class of ours, but for errors and what it puts into another object.
    """
    for level in decorators.chain(decl).levels:
        for name, body in _sagas(level.decl, decorators):
            reader = _Saga(level.decl, decorators)
            reader.read(body)
            function = f"{decl.name}.{name}"
            for message, line in reader.awaited:
                place = (function, level.decl.file, line)
                yield Event(module, message.name, "handles", *place, class_file=message.file)
            for message, line in reader.made:
                place = (function, level.decl.file, line)
                yield Event(module, message.name, "emits", *place, class_file=message.file)


def _sagas(decl: ClassDecl, decorators: Decorators) -> Iterator[tuple[str, object]]:
    """Yield names and contents of fields and methods with ``@Saga()``."""
    node: Class = decl.node
    for field in node.fields:
        if any(_is_saga(each, decl, decorators) for each in field.decorators):
            yield field.name, field.value
    for method in node.methods:
        if any(_is_saga(each, decl, decorators) for each in method.decorators):
            yield method.function.name, method.function


def _is_saga(expression: Expr, decl: ClassDecl, decorators: Decorators) -> bool:
    found = decorators.interpreter.program.external(decl.file, expression)
    return found is not None and (found.package, found.name) == (_PACKAGE, "Saga")


class _Saga:
    """Looks through what a saga is made of; ``ofType`` is the package's function, and a method of old streams of events."""

    def __init__(self, decl: ClassDecl, decorators: Decorators) -> None:
        self._file = decl.file
        self._program = decorators.interpreter.program
        self.awaited: dict[tuple[ClassDecl, int], None] = {}
        self.made: dict[tuple[ClassDecl, int], None] = {}

    def read(self, part: object) -> None:
        """Look at a piece of code and all that is in it."""
        waiting = [part]
        while waiting:
            each = waiting.pop()
            if not isinstance(each, tuple):
                continue
            if len(each) == 5 and each[0] == "call" and self._is_of_type(each[1]):
                for argument in each[2]:
                    self._note(argument, each[3], self.awaited)
            elif len(each) == 5 and each[0] == "new":
                self._note(each[1], each[3], self.made)
                continue
            waiting.extend(each)

    def _is_of_type(self, callee: Expr) -> bool:
        if callee[0] == "mem":
            return bool(callee[2] == "ofType")
        found = self._program.external(self._file, callee)
        return isinstance(found, External) and (found.package, found.name) == (_PACKAGE, "ofType")

    def _note(self, expression: Expr, line: int, into: dict[tuple[ClassDecl, int], None]) -> None:
        found = self._program.class_of(self._file, expression)
        if isinstance(found, ClassDecl) and not found.name.endswith(("Error", "Exception")):
            into[found, line] = None
