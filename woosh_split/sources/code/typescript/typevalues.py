"""Types to values: what is known of something of which only the type is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from woosh_split.sources.code.typescript.mappings import Mapping
from woosh_split.sources.code.typescript.parameters import Member, Parameter
from woosh_split.sources.code.typescript.program import (
    AliasDecl,
    ClassDecl,
    EnumDecl,
    External,
    InterfaceDecl,
)
from woosh_split.sources.code.typescript.references import ClassValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.shapes import Contents, Shape
from woosh_split.sources.code.typescript.summary import Type
from woosh_split.sources.code.typescript.types import ANY_KEY
from woosh_split.sources.code.typescript.values import (
    Instance,
    Items,
    Record,
    Text,
    each_value,
    is_nothing,
    join_values,
    known_text,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

TRANSPARENT = frozenset(
    {
        "Promise", "Observable", "Partial", "Required", "Readonly", "Pick", "Omit", "DeepPartial", "NonNullable",
        "Awaited", "InstanceType", "Relation", "QueryDeepPartialEntity", "Ref", "Loaded",
    }
)  # fmt: skip
ARRAYS = frozenset(
    {
        "Array", "ReadonlyArray", "Set", "ReadonlySet", "Iterable", "IterableIterator", "Generator", "AsyncIterable",
        "AsyncIterableIterator", "AsyncGenerator",
    }
)  # fmt: skip
MAPS = frozenset({"Map", "ReadonlyMap", "WeakMap"})
_QUOTES = ("'", '"')
_MOST_TEXTS = 100
"""Types of more members are no list of tables."""
CLASSES = frozenset(
    {
        "Type", "EntityTarget", "ObjectType", "ClassType", "Constructor", "EntityClassOrSchema", "EntitySchema",
    }
)  # fmt: skip


def class_parameter(type_: Type) -> str:
    """Return the type parameter that a class is handed in for: ``T`` of ``Type<T>``; nothing for any other type."""
    if type_ is None or type_[0] != "ref" or type_[1] not in CLASSES or len(type_[2]) != 1:
        return ""
    inner = type_[2][0]
    return inner[1] if inner is not None and inner[0] == "ref" and not inner[2] else ""


class TypeValues:
    """Reads types, with the type parameters of the class that is being read."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._depth = 0
        self._contents = Contents(interpreter.program, self.value, TRANSPARENT)

    def value(self, type_: Type, file: str, bindings: dict[str, Value], *, injected: bool = False) -> Value:
        """Return what is known of a value of this type; ``injected`` says that Nest hands it in."""
        if type_ is None or self._depth > 6:
            return UNKNOWN
        self._depth += 1
        try:
            return self._value(type_, file, bindings, injected)
        finally:
            self._depth -= 1

    def texts(self, type_: Type, file: str) -> Value:
        """Return the texts that a value of this type may be: of ``'a' | 'b'``, of an enum of texts; UNKNOWN of any other type."""
        found: list[Value] = []
        waiting: list[tuple[Type, str]] = [(type_, file)]
        for _ in range(_MOST_TEXTS):
            if not waiting:
                return join_values(found)
            each, where = waiting.pop()
            if each is None:
                return UNKNOWN
            if each[0] == "union":
                waiting.extend((one, where) for one in reversed(each[1]))
            elif each[0] == "litt" and each[1][:1] in _QUOTES:
                found.append(Text((each[1][1:-1],)))
            elif each[0] in ("each", "keyof"):
                held = self._held_texts(each, where)
                if not held:
                    return UNKNOWN
                found += held
            elif each[0] == "ref" and isinstance(
                decl := self._interpreter.program.lookup(where, each[1]), AliasDecl | EnumDecl
            ):
                if isinstance(decl, AliasDecl):
                    waiting.append((decl.type, decl.file))
                elif all(member[0] == "str" for member in decl.members.values()):
                    found += [Text((member[1],)) for member in decl.members.values()]
                else:
                    return UNKNOWN
            else:
                return UNKNOWN
        return UNKNOWN

    def _held_texts(self, type_: tuple[Any, ...], file: str) -> list[Value]:
        """Return the texts that a constant holds, or the names of its fields; nothing where it may hold anything else."""
        held = self._interpreter.declared(self._interpreter.program.lookup(file, type_[1]))
        if isinstance(held, Record) and not held.open and not held.spread:
            values = (
                [Text((name,)) for name in held.fields] if type_[0] == "keyof" else list(held.fields.values())
            )
        elif isinstance(held, Items) and not held.open and type_[0] == "each":
            values = held.values
        else:
            return []
        texts: list[Value] = [Text((text,)) for each in values if (text := known_text(each)) is not None]
        return texts if len(texts) == len(values) <= _MOST_TEXTS else []

    def _value(
        self, type_: tuple[object, ...], file: str, bindings: dict[str, Value], injected: bool
    ) -> Value:
        kind = type_[0]
        if kind == "ref":
            name, arguments = type_[1], type_[2]
            assert isinstance(name, str) and isinstance(arguments, tuple)
            return self._reference(name, arguments, file, bindings, injected)
        if kind == "arr":
            item = self.value(type_[1], file, bindings)  # type: ignore[arg-type]
            return Items([item], True) if item is not UNKNOWN else UNKNOWN
        if kind == "union":
            if any(self._means_a_class(each, file, bindings) for each in type_[1]):  # type: ignore[attr-defined]
                return UNKNOWN  # a caller's class says more than the other types
            return join_values([self.value(each, file, bindings, injected=injected) for each in type_[1]])  # type: ignore[attr-defined]
        if kind == "objt":
            return self._record(type_[1], file, bindings)  # type: ignore[arg-type]
        if kind == "typeof":
            return self._interpreter.declared(self._interpreter.program.lookup(file, str(type_[1])))
        return UNKNOWN

    def _means_a_class(self, type_: Type, file: str, bindings: dict[str, Value]) -> bool:
        """Tell ``EntityTarget<T>`` and the like, where nothing is known of ``T``."""
        if type_ is None or type_[0] != "ref" or type_[1] not in CLASSES:
            return False
        return self.value(type_, file, bindings) is UNKNOWN

    def _record(self, members: tuple[tuple[str, Type], ...], file: str, bindings: dict[str, Value]) -> Value:
        content = self._contents.of(members, file, bindings)
        if not content.known:
            return UNKNOWN
        others = [self.value(each, file, bindings) for name, each in members if name == ANY_KEY]
        known = tuple(each for each in others if each is not UNKNOWN)
        return Record({}, True, [Shape(members, file, bindings, content.matters)], known)

    def known(self, value: Value, type_: Type, file: str, bindings: dict[str, Value]) -> Value:
        """Return what a value is whose type is declared.

        What only the caller knows is what it is said to be; for a caller that knows more, it is read again.
        """
        if isinstance(value, Parameter | Member):
            typed = self.value(type_, file, bindings)
            if typed.matters:
                value.used()
            return value if typed is UNKNOWN else typed
        return self.filled(value, type_, file, bindings) if isinstance(value, Items | Record) else value

    def told(self, value: Value, type_: Type, file: str, bindings: dict[str, Value]) -> Value:
        """Return what a value is of which its declared type may say everything."""
        if is_nothing(value):
            return self.value(type_, file, bindings)
        return self.known(value, type_, file, bindings)

    def filled(self, value: Value, type_: Type, file: str, bindings: dict[str, Value]) -> Value:
        """Return an empty list or dictionary with the rows that its declared type says it will hold; else the value."""
        if isinstance(value, Mapping):
            return value
        if isinstance(value, Items):
            if value.values and value.element() is not UNKNOWN:
                return value
            for each in each_value(self.value(type_, file, bindings)):
                if isinstance(each, Items) and isinstance(each.element(), Instance):
                    return Items(list(each.values), True)
        elif isinstance(value, Record) and not (value.fields or value.spread or value.others):
            for each in each_value(self.value(type_, file, bindings)):
                if isinstance(each, Record) and each.others:
                    return Record({}, True, [], each.others, value.maker)
        return value

    def _reference(
        self, name: str, arguments: tuple[Type, ...], file: str, bindings: dict[str, Value], injected: bool
    ) -> Value:
        if name in bindings:
            return bindings[name]
        decl = self._interpreter.program.lookup(file, name)
        if decl is None or (isinstance(decl, External) and name in TRANSPARENT):
            if name in TRANSPARENT and arguments:
                return self.value(arguments[0], file, bindings, injected=injected)
            if name in ARRAYS and arguments:
                return self._value(("arr", arguments[0]), file, bindings, injected)
            if name in MAPS and len(arguments) == 2:
                item = self.value(arguments[1], file, bindings)
                return Mapping([], True, declared=item) if item is not UNKNOWN else UNKNOWN
            if name == "Record" and len(arguments) == 2:
                item = self.value(arguments[1], file, bindings)
                return Record({}, True, [], (item,)) if item is not UNKNOWN else UNKNOWN
            return UNKNOWN
        if isinstance(decl, External):
            values = [self.value(each, file, bindings) for each in arguments]
            if decl.name in CLASSES:
                known = each_value(values[0]) if values else ()
                return join_values([ClassValue(each.decl) for each in known if isinstance(each, Instance)])
            return self._interpreter.world.instance_of_external(decl, values)
        if isinstance(decl, ClassDecl):
            bound = self.bind(decl.node.type_params, arguments, file, bindings)
            return Instance(decl, tuple(bound.items()), injected)
        if isinstance(decl, AliasDecl):
            return self.value(decl.type, decl.file, {}, injected=injected)
        if isinstance(decl, InterfaceDecl):
            return self._record(decl.members, decl.file, {})
        return UNKNOWN

    def bind(
        self, names: tuple[str, ...], arguments: tuple[Type, ...], file: str, bindings: dict[str, Value]
    ) -> dict[str, Value]:
        """Return type parameters with the values of their arguments; unknown ones are left out."""
        bound = {}
        for name, argument in zip(names, arguments, strict=False):
            value = self.value(argument, file, bindings)
            if value is not UNKNOWN:
                bound[name] = value
        return bound
