"""Decorators of classes and methods, each read once."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.sources.code.typescript.decorators import Decorator, named_function, read_decorators
from woosh_split.sources.code.typescript.instances import Chain
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, dotted
from woosh_split.sources.code.typescript.references import Closure, FunctionValue
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.summary import Expr, Method

Groups = tuple[tuple[Decorator, ...], ...]
"""Decorators as they are written: what one of them is composed of is one group."""


class Decorators:
    """Reads decorators with an interpreter and remembers them."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self._classes: dict[ClassDecl, Groups] = {}
        self._methods: dict[tuple[ClassDecl, int, str], Groups] = {}

    def of_class(self, decl: ClassDecl) -> tuple[Decorator, ...]:
        """Return a class's own decorators."""
        return tuple(each for group in self.groups_of_class(decl) for each in group)

    def groups_of_class(self, decl: ClassDecl) -> Groups:
        """Return a class's own decorators, each with what it is composed of."""
        if not decl.node.decorators:
            return ()
        if decl not in self._classes:
            self._classes[decl] = self._read(decl.node.decorators, decl)
        return self._classes[decl]

    def of_method(self, decl: ClassDecl, method: Method) -> tuple[Decorator, ...]:
        """Return the decorators of a method of exactly this class."""
        return tuple(each for group in self.groups_of_method(decl, method) for each in group)

    def groups_of_method(self, decl: ClassDecl, method: Method) -> Groups:
        """Return the decorators of a method, each with what it is composed of."""
        if not method.decorators:
            return ()
        key = (decl, method.line, method.function.name)
        if key not in self._methods:
            self._methods[key] = self._read(method.decorators, decl)
        return self._methods[key]

    def own_names(self, decl: ClassDecl) -> tuple[str, ...]:
        """Return the names of a class's decorators that are no package's."""
        names = ((dotted(each[1] if each[0] == "call" else each) or "") for each in decl.node.decorators)
        pairs = zip(decl.node.decorators, names, strict=True)
        return tuple(name for each, name in pairs if name and self.package_name(each, decl) is None)

    def unfollowed(self, decl: ClassDecl, method: Method) -> str | None:
        """Return the name of a method's decorator of which nothing is known, None where all could be read."""
        for (name, value), group in zip(
            self.written(method.decorators, decl), self.groups_of_method(decl, method), strict=True
        ):
            if not group and not isinstance(value, Closure | FunctionValue):
                return name
        return None

    def of_param(self, decl: ClassDecl, expression: Expr) -> tuple[Decorator, ...]:
        """Return what one decorator of a parameter of a method of this class is composed of."""
        return tuple(each for group in self._read((expression,), decl) for each in group)

    def package_name(self, expression: Expr, decl: ClassDecl) -> str | None:
        """Return the name of a package's decorator without reading its arguments, None for one of our own."""
        if decl.scope is not None:
            return None
        found = self.interpreter.program.external(decl.file, expression)
        return found.name.rpartition(".")[2] if found is not None else None

    def written(self, expressions: tuple[Expr, ...], decl: ClassDecl) -> Iterator[tuple[str, Value]]:
        """Yield the name that each decorator is written with, and what it names: a package's function made some."""
        scope = self.scope(decl)
        for expression in expressions:
            callee = expression[1] if expression[0] == "call" else expression
            name = (dotted(callee) or "").rpartition(".")[2]
            yield name, self.interpreter.evaluate(callee, scope)

    def _read(self, expressions: tuple[Expr, ...], decl: ClassDecl) -> Groups:
        """Read decorators that stand in a class; a class made by a function sees that function's names."""
        scope = self.scope(decl)
        return tuple(self._read_one(each, decl, scope) for each in expressions)

    def _read_one(self, expression: Expr, decl: ClassDecl, scope: Scope) -> tuple[Decorator, ...]:
        """Read one decorator; most are plain calls of a package's function, for which a short way is enough."""
        if decl.scope is None:
            found = named_function(expression, decl.file, self.interpreter.program)
            if found is not None:
                args = tuple(self.interpreter.arguments(expression[2], scope))
                return (Decorator(found.package, found.name, args, expression[3]),)
        return read_decorators((expression,), decl.file, self.interpreter, scope)

    def scope(self, decl: ClassDecl) -> Scope:
        """Return the scope in which a class's decorators stand."""
        return decl.scope if isinstance(decl.scope, Scope) else self.interpreter.outer_scope(decl.file)

    def chain(self, decl: ClassDecl) -> Chain:
        """Return a class with its base classes."""
        return self.interpreter.instances.chain(decl)

    def methods(self, decl: ClassDecl) -> Iterator[tuple[ClassDecl, Method]]:
        """Yield decorated methods with the class that they stand in, as Nest's metadata scanner meets them.

        Own methods come first, then those of base classes. A method that overrides another hides it, with or without
        a decorator of its own.
        """
        visited: set[str] = set()
        for level in self.chain(decl).levels:
            for method in level.decl.node.methods:
                name = method.function.name
                if method.static or method.abstract or name in visited:
                    continue
                visited.add(name)
                if method.kind == "method" and method.decorators:
                    yield level.decl, method

    def nearest(self, decl: ClassDecl, name: str) -> Decorator | None:
        """Return a Nest decorator of the class or, failing that, of the nearest base class that has it."""
        for level in self.chain(decl).levels:
            for decorator in self.of_class(level.decl):
                if decorator.name == name and decorator.package.startswith("@nestjs/"):
                    return decorator
        return None
