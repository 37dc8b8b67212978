"""The options that a package's module is registered with: written there, by a factory, or by a class of the application."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.providers import injected_value
from woosh_split.sources.code.nestjs.tokens import field, leaves
from woosh_split.sources.code.typescript.decorators import call_in, quiet_scope
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.references import ClassValue, Closure, ExternalCall
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Instance, join_values


def registered_options(call: ExternalCall, graph: ModuleGraph, configuration: Configuration) -> Value | None:
    """Return the options that a package's module is registered with; None where a class of a package makes them."""
    options: Value = call.args[0] if call.args else UNKNOWN
    if not call.external.name.endswith("Async"):
        return options
    factory = field(options, "useFactory")
    if isinstance(factory, Closure):
        args = [injected_value(each) for each in leaves(field(options, "inject"))]
        return configuration.value(
            factory.apply(call_in(quiet_scope(call.file), args), graph.decorators.interpreter)
        )
    made = list(options_of_class(call, graph.decorators.interpreter))
    return configuration.value(join_values(made)) if made else None


def options_of_class(call: ExternalCall, interpreter: Interpreter) -> Iterator[Value]:
    """Yield what the class of ``forRootAsync({ useClass })`` or ``useExisting`` makes, once for each class that it may be.

    Nest asks the one method that the package's interface names: ``createTypeOrmOptions``, ``createJwtOptions``.
    """
    options: Value = call.args[0] if call.args else UNKNOWN
    for key in ("useClass", "useExisting"):
        for maker in leaves(field(options, key)):
            if isinstance(maker, ClassValue):
                made = Instance(maker.decl, (), True)
                for name in _makers(maker, interpreter):
                    yield made.invoke(name, call_in(quiet_scope(call.file), []), interpreter)


def _makers(maker: ClassValue, interpreter: Interpreter) -> list[str]:
    names = [
        method.function.name
        for level in interpreter.instances.chain(maker.decl).levels
        for method in level.decl.node.methods
    ]
    return list(
        dict.fromkeys(name for name in names if name.startswith("create") and name.endswith("Options"))
    )
