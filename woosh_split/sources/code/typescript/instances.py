"""Instances of classes: base classes with their type arguments, fields, constructors, static members."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.assigned_later import AssignedLater
from woosh_split.sources.code.typescript.decorators import made_of_options
from woosh_split.sources.code.typescript.made_with import is_wired, tells
from woosh_split.sources.code.typescript.mappings import Mapping
from woosh_split.sources.code.typescript.parameters import Parameter, mark_used
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import BoundMethod, ClassValue, ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.summary import Field, Function, Method
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Record,
    Text,
    is_nothing,
    join_values,
    known_text,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


SUPER_ARGUMENTS = "super()"
"""The field that keeps what was handed to the constructor of a package's base class."""


_HOLDS_FUNCTIONS = frozenset({"fn", "obj", "arr"})
_MOST_BASES = 100
"""Classes, each the base of the one before; what is inherited is asked of every one of them."""


@dataclass(frozen=True, slots=True)
class Level:
    """A class in a chain of base classes, with the type arguments that it has there."""

    decl: ClassDecl
    bindings: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Chain:
    """A class and its base classes, and the package's class at the end, if there is one."""

    levels: tuple[Level, ...]
    base: External | None = None
    arguments: tuple[Value, ...] = ()


class Instances:
    """What classes and their instances hold."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._chains: dict[Hashable, Chain] = {}
        self._fields: dict[Hashable, dict[str, Value]] = {}
        self._unheard: set[Hashable] = set()
        self._statics: dict[tuple[ClassDecl, str], Value] = {}
        self._open: dict[ClassDecl, bool] = {}
        self._later = AssignedLater(interpreter)

    def forget(self) -> None:
        """Let go of what classes hold."""
        self._chains.clear()
        self._fields.clear()
        self._unheard.clear()
        self._statics.clear()
        self._open.clear()

    def chain(self, decl: ClassDecl, bindings: tuple[tuple[str, Value], ...] = ()) -> Chain:
        """Return a class with its base classes."""
        key: Hashable = decl
        if bindings:
            key = (decl, tuple((name, value.key()) for name, value in bindings))
        found = self._chains.get(key)
        if found is None:
            found = self._chains[key] = self._chain(decl, dict(bindings))
        return found

    def _chain(self, decl: ClassDecl, bindings: dict[str, Value]) -> Chain:
        levels = [Level(decl, {**_around(decl), **bindings})]
        while True:
            current = levels[-1]
            node = current.decl.node
            if node.extends is None:
                return Chain(tuple(levels))
            base = self._base(current.decl)
            types = self._interpreter.types
            if isinstance(base, ClassDecl):
                if len(levels) >= _MOST_BASES or any(level.decl.node is base.node for level in levels):
                    return Chain(tuple(levels))
                bound = types.bind(
                    base.node.type_params, node.extends_types, current.decl.file, current.bindings
                )
                levels.append(Level(base, {**_around(base), **bound}))
                continue
            if isinstance(base, External):
                values = [
                    types.value(each, current.decl.file, current.bindings) for each in node.extends_types
                ]
                return Chain(tuple(levels), base, tuple(values))
            return Chain(tuple(levels))

    def _base(self, decl: ClassDecl) -> ClassDecl | External | None:
        expression = decl.node.extends
        assert expression is not None
        if decl.scope is None:
            found = self._interpreter.program.class_of(decl.file, expression)
            if found is not None:
                return found
        scope = decl.scope if isinstance(decl.scope, Scope) else self._interpreter.outer_scope(decl.file)
        value = made_of_options(expression, scope, self._interpreter)
        for each in value.values if isinstance(value, Either) else (value,):
            if isinstance(each, ClassValue):
                return each.decl
            if isinstance(each, ExternalValue):
                return each.external
        return None

    def find_method(
        self, instance: Instance, name: str, start: int = 0, kind: str = "method"
    ) -> tuple[int, Method] | None:
        """Return the nearest method of a name, and how far up the chain it stands."""
        for index, level in enumerate(self.chain(instance.decl, instance.bindings).levels):
            if index < start:
                continue
            for method in level.decl.node.methods:
                if method.function.name == name and method.kind == kind and not method.static:
                    if method.abstract:
                        continue
                    return index, method
        return None

    def is_open(self, instance: Instance) -> bool:
        """Tell whether a class leaves something to others: a method to those that extend it, fields to whoever makes one."""
        found = self._open.get(instance.decl)
        if found is None:
            levels = self.chain(instance.decl, instance.bindings).levels
            abstract = {m.function.name for each in levels for m in each.decl.node.methods if m.abstract}
            found = any(self.find_method(instance, name) is None for name in abstract)
            takes = any(each.decl.node.constructor and each.decl.node.constructor.params for each in levels)
            found = found or (takes and self._interpreter.world.module_of(instance.decl) is None)
            self._open[instance.decl] = found
        return found

    def scope(self, instance: Instance, index: int, frame: Frame) -> Scope:
        """Return the scope of a method of the class at ``index`` in an instance's chain."""
        level = self.chain(instance.decl, instance.bindings).levels[index]
        outer = level.decl.scope if isinstance(level.decl.scope, Scope) else None
        return Scope(level.decl.file, frame, instance, level.bindings, outer, {}, False, index)

    # Members -------------------------------------------------------------------------------------------

    def member(self, instance: Instance, name: str, start: int = 0) -> Value:
        """Return a field, getter or method of an instance; its constructor is its class: ``new this.constructor(manager)``."""
        if name == "constructor":
            return ClassValue(instance.decl)
        if start == 0:
            held = self.fields(instance).get(name)
            if held is not None and not is_nothing(held):
                self._later.fill(instance, name, held)
                return self._later.replaced(instance, name, held)
        getter = self.find_method(instance, name, start, "get")
        if getter is not None:
            return self._interpreter.calls.getter(instance, *getter)
        if self.find_method(instance, name, start) is not None:
            return BoundMethod(instance, name)
        chain = self.chain(instance.decl, instance.bindings)
        for level in chain.levels[start:]:
            for field in level.decl.node.fields:
                if field.name == name and not field.static and field.type is not None:
                    typed = self._interpreter.types.value(field.type, level.decl.file, level.bindings)
                    later = typed.matters or isinstance(typed, Instance)
                    given = self._assigned_later(instance, name) if later else UNKNOWN
                    return self._interpreter.types.told(given, field.type, level.decl.file, level.bindings)
        if chain.base is not None:
            inherited = self._interpreter.world.inherited_member(
                instance, chain.base, list(chain.arguments), name
            )
            if inherited is not UNKNOWN:
                return inherited
        return self._assigned_later(instance, name)

    def chosen(self, instance: Instance, key: Value) -> Value:
        """Return ``this[key]`` of a key that is chosen at run time: any repository that a field of such a name may hold."""
        parts = key.parts if isinstance(key, Text) else (key,)
        return join_values(
            value
            for name, value in self.fields(instance).items()
            if value.matters and value.is_name and _fits(name, parts)
        )

    def fields(self, instance: Instance) -> dict[str, Value]:
        """Return the fields that an instance has after its constructor."""
        key = instance.key()
        if key not in self._fields or (key in self._unheard and not self._interpreter.world.silent):
            if self._interpreter.world.silent:
                self._unheard.add(key)  # what the constructor does is still to be recorded
            else:
                self._unheard.discard(key)
            fields: dict[str, Value] = {}
            self._fields[key] = fields
            if not _is_data(self.chain(instance.decl, instance.bindings)):
                with self._interpreter.trail.apart():
                    self._construct(instance, 0, list(instance.args), fields)
        return self._fields[key]

    def _construct(self, instance: Instance, index: int, args: list[Value], fields: dict[str, Value]) -> None:
        interpreter = self._interpreter
        levels = self.chain(instance.decl, instance.bindings).levels
        if index >= len(levels):
            fields[SUPER_ARGUMENTS] = Items(args)
            return
        level = levels[index]
        node = level.decl.node
        module = interpreter.world.module_of(instance.decl) or interpreter.world.file_module(level.decl.file)
        name = f"{instance.decl.name}.constructor"
        frame = Frame(module, name, level.decl.file, node.line, constructing=fields)
        scope = self.scope(instance, index, frame)
        constructor = node.constructor
        if constructor is None:
            self._construct(instance, index + 1, args, fields)
            self._set_fields(level, scope, fields)
            return
        self._bind_constructor(instance, level, constructor, args, fields, scope)
        if node.extends is None:  # else `super(...)` sets them, see `super_constructor`
            self._set_fields(level, scope, fields)
        interpreter.running.body(constructor.body, scope, frame)

    def _set_fields(self, level: Level, scope: Scope, fields: dict[str, Value]) -> None:
        """Give a class's own fields their values: what its base class has put there before is gone."""
        interpreter = self._interpreter
        concrete = scope.this.decl if isinstance(scope.this, Instance) else level.decl
        for field in level.decl.node.fields:
            if field.static:
                continue
            value = interpreter.world.inject_field(level.decl, field, interpreter, concrete)
            if value is None and field.value is not None:
                value = interpreter.evaluate(field.value, self._field_scope(field, scope))
            if isinstance(value, Mapping) and value.declared is UNKNOWN:
                typed = interpreter.types.value(field.type, level.decl.file, level.bindings)
                value.declared = typed.declared if isinstance(typed, Mapping) else UNKNOWN
            elif isinstance(value, Items | Record) and field.type is not None:
                value = interpreter.types.filled(value, field.type, level.decl.file, level.bindings)
            if value is not None and (value is not UNKNOWN or field.name not in fields):
                fields[field.name] = value

    def _field_scope(self, field: Field, scope: Scope) -> Scope:
        """Return where a field's value is read: functions in it are the field's own, not the constructor's."""
        if field.value is None or field.value[0] not in _HOLDS_FUNCTIONS:
            return scope
        outer = scope.frame
        name = f"{outer.function.rpartition('.')[0]}.{field.name}"
        frame = Frame(outer.module, name, outer.file, field.line, constructing=outer.constructing)
        frame.pending = outer.pending
        return replace(scope, frame=frame)

    def _bind_constructor(
        self,
        instance: Instance,
        level: Level,
        constructor: Function,
        args: list[Value],
        fields: dict[str, Value],
        scope: Scope,
    ) -> None:
        interpreter = self._interpreter
        for index, param in enumerate(constructor.params):
            value: Value | None = args[index] if index < len(args) else None
            if param.rest and value is not None:
                value = Items(args[index:])
            if value is None or value is UNKNOWN or isinstance(value, Parameter):
                value = interpreter.world.inject(level.decl, param, interpreter, instance.decl)
            if value is None:
                value = interpreter.types.value(param.type, level.decl.file, level.bindings, injected=True)
            if value is UNKNOWN and param.default is not None:
                value = interpreter.evaluate(param.default, scope)
            interpreter.bind(param.pattern, value, scope)
            if param.is_field and isinstance(param.pattern, str):
                fields[param.pattern] = value

    def super_constructor(self, call: Call) -> Value:
        """Run the constructor of the base class: ``super(...)``."""
        scope = call.scope
        fields = scope.frame.constructing
        if isinstance(scope.this, Instance) and fields is not None and isinstance(scope.owner_class, int):
            own = dict(fields)
            self._construct(scope.this, scope.owner_class + 1, call.args, fields)
            fields.update(own)
            levels = self.chain(scope.this.decl, scope.this.bindings).levels
            self._set_fields(levels[scope.owner_class], scope, fields)
        return UNKNOWN

    def super_member(self, scope: Scope, name: str) -> Value:
        """Return ``super.name``."""
        if isinstance(scope.this, Instance) and isinstance(scope.owner_class, int):
            return self.member(scope.this, name, scope.owner_class + 1)
        return UNKNOWN

    def _assigned_later(self, instance: Instance, name: str) -> Value:
        value = self._later.find(instance, name)
        if value is not UNKNOWN and not isinstance(value, Parameter):  # a type may tell more of one
            self.fields(instance)[name] = value
        return value

    # Making --------------------------------------------------------------------------------------------

    def construct(self, decl: ClassDecl, call: Call) -> Value:
        """Return what ``new X(...)`` makes."""
        types, scope = self._interpreter.types, call.scope
        bound = types.bind(decl.node.type_params, call.types, scope.file, scope.bindings)
        telling = any(arg.matters or is_wired(arg) or tells(arg) for arg in call.args)
        if not telling and any(isinstance(arg, Text | Parameter) for arg in call.args):
            works = any(level.decl.node.methods for level in self.chain(decl).levels)
            telling = works and any(known_text(arg) is not None for arg in call.args)
            for arg in call.args if works else ():
                mark_used(arg)  # a factory's caller tells the text: `Table.of('visits')`
        return Instance(decl, tuple(bound.items()), False, tuple(call.args) if telling else ())

    # Static members ------------------------------------------------------------------------------------

    def static_member(self, decl: ClassDecl, name: str) -> Value:
        """Return a static field or getter."""
        for index, level in enumerate(self.chain(decl).levels):
            for method in level.decl.node.methods:
                if method.function.name == name and method.static and method.kind == "get":
                    return self._interpreter.calls.static_getter(decl, index, level.decl, method)
        key = (decl, name)
        if key not in self._statics:
            self._statics[key] = UNKNOWN
            with self._interpreter.trail.apart():
                self._statics[key] = self._static_member(decl, name)
        held = self._statics[key]
        return self._interpreter.added.find(decl, name) if held is UNKNOWN else held

    def _static_member(self, decl: ClassDecl, name: str) -> Value:
        interpreter = self._interpreter
        for level in self.chain(decl).levels:
            outer = level.decl.scope if isinstance(level.decl.scope, Scope) else None
            frame = Frame(
                interpreter.world.file_module(level.decl.file),
                decl.name,
                level.decl.file,
                level.decl.node.line,
            )
            scope = Scope(level.decl.file, frame, ClassValue(decl), {}, outer)
            for field in level.decl.node.fields:
                if field.name == name and field.static:
                    value = interpreter.evaluate(field.value, scope) if field.value is not None else UNKNOWN
                    if value is UNKNOWN:
                        value = interpreter.types.value(field.type, level.decl.file, level.bindings)
                    return value
        return UNKNOWN


def _around(decl: ClassDecl) -> dict[str, Value]:
    """Return the type parameters of the function that makes a class: ``function Crud<T>(entity: Type<T>) { class Made ... }``."""
    return decl.scope.bindings if isinstance(decl.scope, Scope) else {}


def _fits(name: str, parts: Sequence[object]) -> bool:
    """Tell whether a name may be made of the parts, of which whatever is no text may be any text."""
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return name == first if isinstance(first, str) else True
    begin = len(first) if isinstance(first, str) else 0
    end = len(name) - (len(last) if isinstance(last, str) else 0)
    if begin > end or not name.startswith(first if isinstance(first, str) else ""):
        return False
    if not name.endswith(last if isinstance(last, str) else ""):
        return False
    for part in parts[1:-1]:
        if isinstance(part, str):
            begin = name.find(part, begin, end) + len(part)
            if begin < len(part):
                return False
    return True


def _is_data(chain: Chain) -> bool:
    """Tell a class that only holds data (an entity, a DTO): nothing in it needs to be run."""
    if chain.base is not None:
        return False
    return all(
        level.decl.node.constructor is None and all(field.value is None for field in level.decl.node.fields)
        and not any(field.decorators for field in level.decl.node.fields)
        for level in chain.levels
    )  # fmt: skip
