"""Decorators of classes and methods, each read once."""

from __future__ import annotations

from woosh_split.sources.code.typescript.decorators import Decorator, read_decorators
from woosh_split.sources.code.typescript.instances import Chain
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Expr, Method

NEST_COMMON = "@nestjs/common"


class Decorators:
    """Reads decorators with an interpreter and remembers them."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self._classes: dict[ClassDecl, tuple[Decorator, ...]] = {}
        self._methods: dict[tuple[ClassDecl, int, str], tuple[Decorator, ...]] = {}

    def of_class(self, decl: ClassDecl) -> tuple[Decorator, ...]:
        """Return a class's own decorators."""
        if not decl.node.decorators:
            return ()
        if decl not in self._classes:
            self._classes[decl] = self.read(decl.node.decorators, decl)
        return self._classes[decl]

    def of_method(self, decl: ClassDecl, method: Method) -> tuple[Decorator, ...]:
        """Return the decorators of a method of exactly this class."""
        if not method.decorators:
            return ()
        key = (decl, method.line, method.function.name)
        if key not in self._methods:
            self._methods[key] = self.read(method.decorators, decl)
        return self._methods[key]

    def read(self, expressions: tuple[Expr, ...], decl: ClassDecl) -> tuple[Decorator, ...]:
        """Read decorators that stand in a class; a class made by a function sees that function's names."""
        scope = decl.scope if isinstance(decl.scope, Scope) else None
        return read_decorators(expressions, decl.file, self.interpreter, scope)

    def chain(self, decl: ClassDecl) -> Chain:
        """Return a class with its base classes."""
        return self.interpreter.instances.chain(decl)

    def nearest(self, decl: ClassDecl, name: str) -> Decorator | None:
        """Return a Nest decorator of the class or, failing that, of the nearest base class that has it."""
        for level in self.chain(decl).levels:
            for decorator in self.of_class(level.decl):
                if decorator.name == name and decorator.package.startswith("@nestjs/"):
                    return decorator
        return None
