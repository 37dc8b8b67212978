"""Fields that no constructor sets: what other methods (``onModuleInit``) assign to them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Method
from woosh_split.sources.code.typescript.values import Instance, Items, Record, held_in, join_values

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

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


def _is_empty(value: Value) -> bool:
    """Tell an object or a list in which nothing is; a map is none of them."""
    return (isinstance(value, Record) or type(value) is Items) and not held_in(value)
