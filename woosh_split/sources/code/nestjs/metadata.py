"""What ``@Module`` says, as values; and what an import of a module stands for."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves, may_be_true
from woosh_split.sources.code.typescript.nodes import object_pairs
from woosh_split.sources.code.typescript.program import ClassDecl, ConstantDecl
from woosh_split.sources.code.typescript.references import ClassValue, ExternalCall, ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Items, Record

KEYS = ("imports", "controllers", "providers", "exports")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The four lists of a module, as they are written."""

    imports: tuple[Value, ...] = ()
    controllers: tuple[Value, ...] = ()
    providers: tuple[Value, ...] = ()
    exports: tuple[Value, ...] = ()
    is_global: bool = False


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module: ours (``decl``, and ``dynamic`` where a method made it) or a package's (``foreign``)."""

    decl: ClassDecl | None = None
    dynamic: Record | None = None
    foreign: ExternalCall | ExternalValue | None = None
    inner: tuple[Value, ...] = ()
    """What the call of a package's module imports by itself: ``forRootAsync({ imports: [...] })``."""


def is_module(decl: ClassDecl, decorators: Decorators) -> bool:
    """Tell whether a class carries ``@Module``."""
    return any(each.name == "Module" for each in decorators.of_class(decl))


def static_metadata(decl: ClassDecl, decorators: Decorators) -> Metadata:
    """Return what the decorator says; a list that it leaves out is a base class's, as with Nest's metadata."""
    found: dict[str, tuple[Value, ...]] = {}
    is_global = False
    for level in decorators.chain(decl).levels:
        for decorator in decorators.of_class(level.decl):
            if decorator.name == "Global":
                is_global = True
            elif decorator.name == "Module":
                literal = _literal(level.decl, decorators)
                for key in KEYS:
                    value = field(decorator.arg(0), key)
                    if key in found or (value is UNKNOWN and key not in literal):
                        continue
                    if key == "imports" and key in literal:
                        found[key] = tuple(_written(literal[key], level.decl.file, decorators))
                    else:
                        found[key] = tuple(leaves(value))
    return _metadata(found, is_global)


def dynamic_metadata(record: Record) -> Metadata:
    """Return what a method of a module returned."""
    found = {key: tuple(leaves(field(record, key))) for key in KEYS if has_field(record, key)}
    return _metadata(found, may_be_true(field(record, "global")))


def _metadata(found: dict[str, tuple[Value, ...]], is_global: bool) -> Metadata:
    imports, controllers, providers, exports = (found.get(key, ()) for key in KEYS)
    return Metadata(imports, controllers, providers, exports, is_global)


def _literal(decl: ClassDecl, decorators: Decorators) -> dict[str, Expr]:
    """Return the lists of ``@Module({...})`` as expressions, where an object literal is handed in."""
    for expression in decl.node.decorators if decl.scope is None else ():
        if expression[0] == "call" and len(expression[2]) == 1:
            found = decorators.interpreter.program.external(decl.file, expression)
            if found is not None and found.name == "Module":
                return object_pairs(expression[2][0])
    return {}


def _written(expression: Expr, file: str, decorators: Decorators) -> Iterator[Value]:
    """Yield the imports of a list; a module whose method cannot be followed is the module at least."""
    interpreter = decorators.interpreter
    if expression[0] == "arr":
        for item in expression[1]:
            yield from _written(item[1] if item[0] == "spread" else item, file, decorators)
        return
    if expression[0] == "id":
        constant = interpreter.program.lookup(file, expression[1])
        if isinstance(constant, ConstantDecl) and constant.value is not None and constant.value[0] == "arr":
            listed = list(_written(constant.value, constant.file, decorators))
            yield from listed
            if constant.name in interpreter.fillings(constant.file):
                known = {each.key() for each in listed}
                added = leaves(interpreter.constant(file, expression))
                yield from (each for each in added if each is not UNKNOWN and each.key() not in known)
            return
    for leaf in leaves(interpreter.constant(file, expression)):
        yield _module_at_least(leaf, expression, file, decorators)


def _module_at_least(value: Value, expression: Expr, file: str, decorators: Decorators) -> Value:
    """Return the value, or a dynamic module of the class whose method was called."""
    if expression[0] != "call" or expression[1][0] != "mem":
        return value
    if value is UNKNOWN or (isinstance(value, Record) and field(value, "module") is UNKNOWN):
        owner = decorators.interpreter.program.class_of(file, expression[1][1])
        if isinstance(owner, ClassDecl):
            fields = dict(value.fields) if isinstance(value, Record) else {}
            return Record({**fields, "module": ClassValue(owner)}, open=True)
    return value


def read_import(value: Value) -> Import | None:
    """Return what an item of ``imports`` stands for, None where that cannot be told."""
    if isinstance(value, ClassValue):
        return Import(value.decl)
    if isinstance(value, Record):
        for module in leaves(field(value, "module")):
            if isinstance(module, ClassValue):
                return Import(module.decl, value)
            if isinstance(module, ExternalValue):
                return Import(foreign=module, inner=tuple(leaves(field(value, "imports"))))
        return None
    if isinstance(value, ExternalCall):
        name = value.external.name
        if name.startswith("ConditionalModule.") and value.args:
            return read_import(value.args[0])
        inner = [each for arg in _options(value) for each in leaves(field(arg, "imports"))]
        return Import(foreign=value, inner=tuple(inner))
    if isinstance(value, ExternalValue) and value.external.package:
        return Import(foreign=value)
    return None


def _options(call: ExternalCall) -> Iterator[Value]:
    """Yield the option objects of a package's dynamic module, those inside a list too."""
    for arg in call.args:
        yield from arg.values if isinstance(arg, Items) else (arg,)
