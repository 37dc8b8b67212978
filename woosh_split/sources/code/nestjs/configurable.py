"""``ConfigurableModuleBuilder``: the class that it builds, and what its static methods give."""

from __future__ import annotations

from dataclasses import field

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.tokens import has_field
from woosh_split.sources.code.typescript.decorators import call_in, quiet_scope
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    Closure,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Items, Record

BUILDER = External("@nestjs/common", "ConfigurableModuleBuilder")
_CLASS = "ConfigurableModuleClass"


@dataclass(slots=True)
class ConfigurableModules:
    """The classes that builders made, each with its extras and the function that works them into the module."""

    _made: dict[External, tuple[Value, Value]] = field(default_factory=dict)

    def called(self, builder: ExternalInstance, method: str, call: Call) -> Value:
        """Return what a method of a builder gives: itself, or at last the class."""
        if method == "setExtras":
            return ExternalInstance(BUILDER, Items([call.arg(0), call.arg(1)]))
        if method != "build":
            return builder
        made = External(BUILDER.package, f"{_CLASS}@{call.scope.file}:{call.line}")
        token = External(BUILDER.package, f"MODULE_OPTIONS_TOKEN@{call.scope.file}:{call.line}")
        kept = (
            builder.label.values
            if isinstance(builder.label, Items) and len(builder.label.values) == 2
            else ()
        )
        if kept:
            self._made[made] = (kept[0], kept[1])
        return Record({_CLASS: ExternalValue(made), "MODULE_OPTIONS_TOKEN": ExternalValue(token)}, open=True)

    def registered(
        self, decl: ClassDecl, base: External, name: str, call: Call, interpreter: Interpreter
    ) -> Value:
        """Return the dynamic module that an inherited ``register`` or ``forRootAsync`` gives."""
        options = call.arg(0)
        module = Record({"module": ClassValue(decl)}, open=True)
        if name.endswith("Async") and isinstance(options, Record):
            if has_field(options, "imports"):
                module.fields["imports"] = options.get("imports", interpreter)
            made = options.get("useClass", interpreter)
            if isinstance(made, ClassValue):
                module.fields["providers"] = Items([made], True)
        extras, transform = self._made.get(base, (UNKNOWN, UNKNOWN))
        if not isinstance(transform, Closure | FunctionValue):
            return module
        # Nest hands over all that the caller gives, not only what the extras name.
        given = Record(dict(extras.fields) if isinstance(extras, Record) else {})
        if isinstance(options, Record):
            given.fields.update(options.fields)
            given.open, given.spread = options.open, options.spread
        result = transform.apply(call_in(quiet_scope(decl.file), [module, given]), interpreter)
        return result if isinstance(result, Record) and has_field(result, "module") else module
