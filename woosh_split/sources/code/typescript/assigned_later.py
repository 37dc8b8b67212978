"""Fields that no constructor sets: what other methods (``onModuleInit``) assign to them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any

from woosh_split.sources.code.typescript.mappings import Mapping
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Method
from woosh_split.sources.code.typescript.values import Instance, Items, Record, held_in, join_values
from woosh_split.sql.text import looks_like_sql

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_READ_FILES = frozenset({"readFile", "readFileSync", "readdir", "readdirSync"})
_READS = 2
"""How often one search reads a method: once more where the method asks for a field that it sets further down."""


class AssignedLater:
    """Looks for assignments to fields, with all that they ask for on the way: fields that others of these set.

    Methods that set many fields from each other's would have each order of them tried. So one search, with all searches
    that it leads to, reads a method once or twice, however many of its fields it asks for.
    """

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._searching: set[Hashable] = set()
        self._reads: dict[Hashable, list[dict[str, Value]]] = {}
        self._under_way: set[Hashable] = set()
        self._names: dict[int, frozenset[str]] = {}
        self._filled: set[Hashable] = set()
        self._fills: dict[int, frozenset[str]] = {}
        self._keys: dict[int, tuple[Instance, Hashable]] = {}

    def find(self, instance: Instance, name: str) -> Value:
        """Return what a method other than the constructor assigns to a field, UNKNOWN where none does."""
        key = (self._key(instance), name)
        if key in self._searching:
            return UNKNOWN
        self._searching.add(key)
        try:
            levels = self._interpreter.instances.chain(instance.decl, instance.bindings).levels
            for index, level in enumerate(levels):
                for method in level.decl.node.methods:
                    if name in self._assigned(method):
                        value = self._left_by(instance, index, method, name)
                        if value is not UNKNOWN:
                            return value
            return UNKNOWN
        finally:
            self._searching.discard(key)
            if not self._searching:
                self._reads.clear()
                self._keys.clear()

    def replaced(self, instance: Instance, name: str, held: Value) -> Value:
        """Return what a field holds, or what methods put in the place of what is empty, where its class is no provider."""
        if not _is_empty(held) or self._interpreter.world.module_of(instance.decl) is not None:
            return held
        later = self.find(instance, name)
        return held if later is UNKNOWN else join_values((held, later))

    def fill(self, instance: Instance, name: str, held: Value) -> None:
        """Put into an empty map or object of a field the statements that methods (``onModuleInit``) put there."""
        if not isinstance(held, Mapping | Record) or held_in(held):
            return
        key = (instance.key(), name, id(held))
        if key in self._filled:
            return
        self._filled.add(key)
        levels = self._interpreter.instances.chain(instance.decl, instance.bindings).levels
        methods = [
            (index, method) for index, level in enumerate(levels) for method in level.decl.node.methods
        ]
        fill = {each.function.name for _, each in methods if name in self._filled_by(each)}
        before, self._interpreter.filling = self._interpreter.filling, True
        for index, method in methods if fill else ():
            if method.function.name in fill or not fill.isdisjoint(self._called(method)):
                self._interpreter.calls.assigned(instance, index, method, {})
        self._interpreter.filling = before

    def _filled_by(self, method: Method) -> frozenset[str]:
        """Return the fields into whose map or object a method puts something, where it has statements or reads files."""
        key = id(method)
        if key not in self._fills:
            body = list(nodes(method.function.body))
            names = {field for each in body for field in _put_into(each)}
            self._fills[key] = frozenset(names if names and any(map(_holds_statements, body)) else ())
        return self._fills[key]

    def _called(self, method: Method) -> set[str]:
        return {
            each[1][2]
            for each in nodes(method.function.body)
            if len(each) == 5 and each[0] == "call" and each[1][0] == "mem" and each[1][1] == ("this",)
        }

    def _key(self, instance: Instance) -> Hashable:
        """Return the key that an object had when the search came to it first: the methods read may fill its lists."""
        known = self._keys.get(id(instance))
        if known is None:
            known = self._keys[id(instance)] = (instance, instance.key())
        return known[1]

    def _left_by(self, instance: Instance, index: int, method: Method, name: str) -> Value:
        """Return what a method leaves in a field, or has put there so far while it is being read."""
        key = (self._key(instance), index, id(method))
        reads = self._reads.setdefault(key, [])
        for fields in reads:
            if fields.get(name, UNKNOWN) is not UNKNOWN:
                return fields[name]
        if len(reads) >= _READS or (reads and key not in self._under_way):
            return UNKNOWN
        fields = {}
        reads.append(fields)
        outermost = key not in self._under_way
        self._under_way.add(key)
        try:
            self._interpreter.calls.assigned(instance, index, method, fields)
        finally:
            if outermost:
                self._under_way.discard(key)
        return fields.get(name, UNKNOWN)

    def _assigned(self, method: Method) -> frozenset[str]:
        """Return the names of ``this`` that a method assigns to."""
        key = id(method)
        if key not in self._names:
            self._names[key] = frozenset(
                each[1][2]
                for each in nodes(method.function.body)
                if len(each) == 4 and each[0] == "set" and each[1][0] == "mem" and each[1][1] == ("this",)
            )
        return self._names[key]


def _put_into(node: tuple[Any, ...]) -> Iterator[str]:
    """Yield the field in ``this.field.set(...)`` and ``this.field[...] = ...``."""
    called = len(node) == 5 and node[0] == "call" and node[1][0] == "mem" and node[1][2] == "set"
    if not (called or (len(node) == 4 and node[0] == "set" and node[1][0] in ("idx", "mem"))):
        return
    target = node[1][1]
    if target[0] == "mem" and target[1] == ("this",):
        yield target[2]


def _holds_statements(node: tuple[Any, ...]) -> bool:
    if len(node) == 2 and node[0] == "str":
        return looks_like_sql(node[1])
    if len(node) == 2 and node[0] == "tpl":
        return bool(node[1]) and isinstance(node[1][0], str) and looks_like_sql(node[1][0])
    return len(node) == 5 and node[0] == "call" and node[1][-1] in _READ_FILES


def _is_empty(value: Value) -> bool:
    """Tell an object or a list in which nothing is; a map is none of them."""
    return (isinstance(value, Record) or type(value) is Items) and not held_in(value)
