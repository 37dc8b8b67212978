"""What the functions of lodash and its kind give: the rows of a list, sorted, grouped, or picked out."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.arrays import flattened, listed
from woosh_split.sources.code.typescript.mappings import entries, from_entries
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Items, Record, each_value, join_values

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

COLLECTIONS = frozenset({"lodash", "lodash-es", "underscore", "es-toolkit", "remeda", "radash"})
_SAME_ITEMS = frozenset(
    {
        "sortBy", "orderBy", "sort", "uniq", "uniqBy", "uniqWith", "unique", "filter", "reject", "compact", "take",
        "takeRight", "takeWhile", "drop", "dropRight", "dropWhile", "slice", "shuffle", "sampleSize", "reverse", "tail",
        "initial", "difference", "differenceBy", "differenceWith", "intersection", "intersectionBy", "intersectionWith",
        "without", "pull", "pullAll", "remove", "toArray", "values", "castArray",
    }
)  # fmt: skip
_ALL_ITEMS = frozenset({"union", "unionBy", "unionWith", "concat", "xor", "xorBy"})
_ONE_ITEM = frozenset(
    {"find", "findLast", "first", "head", "last", "nth", "sample", "min", "max", "minBy", "maxBy"}
)
_SAME_VALUE = frozenset(
    {"clone", "cloneDeep", "cloneWith", "cloneDeepWith", "assign", "assignIn", "extend", "merge", "mergeWith",
     "defaults", "defaultsDeep", "tap", "set"}
)  # fmt: skip
_GROUPS = frozenset({"groupBy", "group"})
_INDEXES = frozenset({"keyBy", "indexBy", "objectify"})
_ENDS = frozenset({"value", "valueOf", "toJSON"})


def of_collections(external: External, call: Call, interpreter: Interpreter) -> Value:
    """Return what a function of such a package gives."""
    path = external.package.partition("/")[2]
    name = external.name.rpartition(".")[2]
    if name in ("*", "default", "_", "chain"):
        if not path or name == "chain":
            return Chain(call.arg(0), name == "chain")
        name = path.rpartition("/")[2].removesuffix(".js")
    return collected(name, call, interpreter)


def collected(name: str, call: Call, interpreter: Interpreter) -> Value:
    """Return what a function makes of the list or object that it is handed first; its callbacks meet any item."""
    given = call.arg(0)
    items = _items(given)
    rest = Call(call.args[1:], (), call.line, (), call.scope)
    if name in ("reduce", "reduceRight"):
        return Items(items, True).invoke(name, rest, interpreter)
    results = interpreter.run_callbacks(rest, [join_values(items)])
    if name in _SAME_VALUE:
        return given
    if name in _ONE_ITEM:
        return join_values(items)
    made = _LISTS.get(name)
    if made is not None:
        return made(items, results) if items or results else UNKNOWN
    if name in _SAME_ITEMS:
        return Items(items, True) if items else UNKNOWN
    if name in _ALL_ITEMS:
        return Items(flattened(call.args), True)
    if name in ("toPairs", "entries") and isinstance(given, Record):
        return entries(given)
    if name in ("fromPairs", "fromEntries"):
        return from_entries(given)
    if name == "zipObject":
        return _under_keys(join_values(_items(call.arg(1))))
    return UNKNOWN


def _items(given: Value) -> list[Value]:
    found: list[Value] = []
    for each in each_value(given):
        if isinstance(each, Items):
            found += listed(each)
        elif isinstance(each, Record):
            found += [*each.fields.values(), *each.others]
    return found


def _under_keys(value: Value) -> Value:
    return Record({}, True, [], (value,))


_LISTS: dict[str, Callable[[list[Value], list[Value]], Value]] = {
    "map": lambda items, results: Items(results, True),
    "flatMap": lambda items, results: Items(flattened(results), True),
    "mapValues": lambda items, results: _under_keys(join_values(results)),
    "forEach": lambda items, results: Items(items, True),
    "each": lambda items, results: Items(items, True),
    "flatten": lambda items, results: Items(flattened(items), True),
    "flattenDeep": lambda items, results: Items(flattened(flattened(items)), True),
    "chunk": lambda items, results: Items([Items(items, True)], True),
    "cluster": lambda items, results: Items([Items(items, True)], True),
    "partition": lambda items, results: Items([Items(items, True), Items(items, True)]),
    "fork": lambda items, results: Items([Items(items, True), Items(items, True)]),
    **{name: lambda items, results: _under_keys(Items(items, True)) for name in _GROUPS},
    **{name: lambda items, results: _under_keys(join_values(items)) for name in _INDEXES},
}
"""What is made of the items, and of what the callbacks made of them."""


@dataclass(frozen=True, slots=True)
class Chain(Value):
    """A wrapped list: its methods are the package's functions.

    ``_.chain(rows)`` is ``explicit``: only ``value()`` gives what is in it. ``_(rows).first()`` gives the row.
    """

    inner: Value
    explicit: bool

    @property
    def matters(self) -> bool:  # type: ignore[override]
        """Whether what is wrapped matters."""
        return self.inner.matters

    def key(self) -> Hashable:
        """Return the key of what is wrapped."""
        return self.inner.key()

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a member of what is wrapped."""
        return self.inner.get(name, interpreter)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Call a function of the package with what is wrapped."""
        if name in _ENDS:
            return self.inner
        handed = Call([self.inner, *call.args], (), call.line, (), call.scope)
        given = collected(name, handed, interpreter)
        return Chain(given, self.explicit) if self.explicit or isinstance(given, Items | Record) else given
