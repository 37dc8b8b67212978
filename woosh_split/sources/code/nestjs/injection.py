"""What Nest hands in: to the parameters of a constructor, to decorated fields, for a token."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from woosh_split.sources.code.typeorm import externals
from woosh_split.sources.code.typeorm.repository import Repository
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.decorators import Decorator, named_function, read_decorators
from woosh_split.sources.code.typescript.program import ClassDecl, External, Program
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    ExternalCall,
    ExternalInstance,
    ExternalValue,
)
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.summary import Expr, Field, Param
from woosh_split.sources.code.typescript.values import Instance, Text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


_APPLICATIONS = frozenset(
    {
        "NestFactory.create", "NestFactory.createMicroservice", "NestFactory.createApplicationContext",
        "INestApplication", "INestApplicationContext", "INestMicroservice",
        "NestApplication", "NestExpressApplication", "NestFastifyApplication",
    }
)  # fmt: skip
"""What makes an application, and the types of one."""


def is_application(external: External) -> bool:
    """Tell an application, which has all that its modules provide."""
    return external.name in _APPLICATIONS and external.package.startswith("@nestjs/")


def asks_for_provider(external: External, method: str) -> bool:
    """Tell the methods that are handed a token and give what is provided for it."""
    if method in ("get", "resolve"):
        return external.name == "ModuleRef" or is_application(external)
    return method == "create" and external.name == "ModuleRef"


class Wiring(Protocol):
    """What Nest's modules say: who declares a class, and what a token stands for."""

    def module_of(self, decl: ClassDecl, caller: str = "") -> str | None:
        """Return the module that declares a provider or controller: of several the caller's."""

    def file_module(self, file: str) -> str:
        """Return the module that a file belongs to."""

    def provided(self, module: str | None, token: Value) -> Value | None:
        """Return the value that a token stands for in a module, None where nothing provides it."""

    def declares(self, module: str, decl: ClassDecl) -> bool:
        """Tell whether a module itself provides a class that is not at home in another one."""

    def provider_module(self, module: str, decl: ClassDecl) -> str | None:
        """Return the module from which a module gets a provider."""


class Injection:
    """Answers what is injected; ``instance_of_external`` makes the value of a package's class."""

    def __init__(
        self,
        session: Session,
        wiring: Wiring,
        instance_of_external: Callable[[External, list[Value]], Value],
    ) -> None:
        self._session = session
        self._wiring = wiring
        self._instance_of_external = instance_of_external

    def parameter(
        self, decl: ClassDecl, param: Param, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Return what Nest hands to a constructor's parameter, None where its type says it."""
        if param.decorators:
            found = self._injected(_decorators(param.decorators, decl, interpreter), interpreter, concrete)
            if found is not None:
                return found
        return self._by_class(decl, param, interpreter, concrete)

    def _by_class(
        self, decl: ClassDecl, asking: Param | Field, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Follow a class that is a token of another: ``{provide: Clock, useClass: SystemClock}``."""
        if asking.type is None or asking.type[0] != "ref":
            return None
        wanted = interpreter.program.lookup(decl.file, asking.type[1])
        if not isinstance(wanted, ClassDecl):
            return None
        module = self._wiring.module_of(concrete)
        found = self._wiring.provided(module, ClassValue(wanted))
        if isinstance(found, Instance) and found.decl is not wanted:
            return Instance(found.decl, found.bindings, True)
        if found is None or isinstance(found, Instance):
            return None
        if interpreter.instances.chain(wanted).base is None or (
            isinstance(found, Repository) and found.extra
        ):
            return found
        return None  # the class tells more than what a package gives of the class that it extends

    def field(
        self, decl: ClassDecl, field: Field, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Return what Nest puts into a decorated field (``@Inject() x: X``, ``@InjectRepository(X)``).

        ``decl`` is the class that has the field, ``concrete`` the class of which an instance is made.
        """
        if not field.decorators or any(self._session.entities.of(each) for each in (decl, concrete)):
            return None  # TypeORM makes entities, and Nest puts nothing into them, nor into what they inherit
        if all(_injects_nothing(each, decl.file, interpreter.program) for each in field.decorators):
            return None
        decorators = _decorators(field.decorators, decl, interpreter)
        found = self._injected(decorators, interpreter, concrete)
        if found is None and any(
            each.package == "@nestjs/common" and each.name == "Inject" for each in decorators
        ):
            found = self._by_class(decl, field, interpreter, concrete)
            return (
                interpreter.types.value(field.type, decl.file, {}, injected=True) if found is None else found
            )
        return found

    def _injected(
        self, decorators: tuple[Decorator, ...], interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        module = self._wiring.module_of(concrete)
        for each in decorators:
            if each.package == "@nestjs/typeorm" and each.name == "InjectRepository":
                token = ExternalCall(
                    External("@nestjs/typeorm", "getRepositoryToken"), tuple(each.args), 0, ""
                )
                own = self._wiring.provided(module, token)
                if own is not None:
                    return own
        known = externals.injected(self._session, decorators)
        if known is not None:
            return known
        for each in decorators:
            if each.name == "InjectQueue" or each.name == "InjectFlowProducer":
                label = each.arg(0) if each.args else Text(("default",))
                return ExternalInstance(External("bullmq", "Queue"), label)
            if each.name == "WebSocketServer":
                return ExternalInstance(External("socket.io", "Server"))
            if each.name == "Inject" and each.args:
                return self.value(module, each.arg(0))
        return None

    def value(self, module: str | None, token: Value) -> Value | None:
        """Return what a token stands for in a module, None where nothing says it."""
        found = self._wiring.provided(module, token)
        if found is not None:
            return found
        if isinstance(token, ExternalCall) and token.external.name == "getRepositoryToken":
            entities = self._session.entities_of(token.args[0]) if token.args else []
            return Repository(self._session, entities[0] if entities else None)
        if isinstance(token, ClassValue):
            return Instance(token.decl, (), True)
        if isinstance(token, ExternalValue):
            return self._instance_of_external(token.external, [])
        return None


def _injects_nothing(expression: Expr, file: str, program: Program) -> bool:
    """Tell the plain decorators of other packages, as validators are, so that nobody reads what they are handed."""
    found = named_function(expression, file, program)
    return found is not None and not found.name.startswith(("Inject", "WebSocketServer"))


def _decorators(
    expressions: tuple[Expr, ...], decl: ClassDecl, interpreter: Interpreter
) -> tuple[Decorator, ...]:
    return read_decorators(expressions, decl.file, interpreter, decl.scope)  # type: ignore[arg-type]
