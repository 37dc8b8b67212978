"""What the expressions of a migration are worth: texts, numbers, lists, objects, and helpers that return them.

A migration is a script: it is carried out here statement by statement, as far as its values stand in its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from woosh_split.sources.code.typeorm.dialect_branches import branch_of_mysql
from woosh_split.sources.code.typeorm.key_searches import column_asked_for
from woosh_split.sources.code.typescript.summary import Class, Expr, Function, Pattern, Stmt, Summary

UNKNOWN = object()
"""What cannot be told."""
RUNNER = object()
"""The query runner, and whatever of it runs statements."""
FOREIGN_KEYS = object()
"""The foreign keys of a table that the runner was asked for."""
_MOST_STEPS = 100_000
_DEEPEST = 30

Names = dict[str, Any]


class Values:
    """Evaluates expressions of one file. ``called`` is told of every call that is no helper's.

    ``own`` is the class that is carried out: its fields are worth what they begin with.
    """

    def __init__(
        self, summary: Summary, own: Class, called: Callable[[str, list[Any], Expr, Values, Names], Any]
    ) -> None:
        self.summary = summary
        self._own = own
        self._fields = {field.name: field.value for field in own.fields}
        self._called = called
        self._constants: Names = {}
        self._steps = 0
        self._depth = 0
        self.of_mysql = False
        """Whether the script has branches for several databases, of which that of MySQL was taken."""

    @property
    def exhausted(self) -> bool:
        """Whether the script is longer than any that people write, so that its end was not carried out."""
        return self._steps > _MOST_STEPS

    def of(self, expression: Expr | None, names: Names) -> Any:
        """Return what an expression is worth, UNKNOWN where it cannot be told."""
        self._steps += 1
        if expression is None or self._steps > _MOST_STEPS or self._depth > _DEEPEST:
            return UNKNOWN
        read = _READERS.get(expression[0])
        if read is None:
            return UNKNOWN
        self._depth += 1
        try:
            return read(self, expression, names)
        finally:
            self._depth -= 1

    def name(self, name: str, names: Names) -> Any:
        """Return what a name is worth."""
        if name in names:
            return names[name]
        if name in self._constants:
            return self._constants[name]
        self._constants[name] = UNKNOWN  # ends a circle
        if name in self.summary.constants:
            self._constants[name] = self.of(self.summary.constants[name][0], {})
        elif name in self.summary.functions:
            self._constants[name] = (self.summary.functions[name], {})
        return self._constants[name]

    def is_own(self, expression: Expr) -> bool:
        """Tell ``this`` and the name of the class that is carried out."""
        return expression in (("this",), ("id", self._own.name))

    def field(self, name: str) -> Any:
        """Return what a field of the class begins with."""
        key = f"this.{name}"
        if key not in self._constants:
            self._constants[key] = UNKNOWN  # ends a circle
            self._constants[key] = self.of(self._fields.get(name), {})
        return self._constants[key]

    def call(self, expression: Expr, names: Names) -> Any:
        """Carry a call out: of a method of the runner, of a text or list, or of a helper in the file."""
        callee, given = expression[1], expression[2]
        args = [item for each in given for item in self.spread(each, names)]
        if callee[0] == "mem":
            owner = self.of(callee[1], names)
            if owner is RUNNER and callee[2] == "getTable":
                return {"name": args[0] if args else UNKNOWN, "foreignKeys": FOREIGN_KEYS}
            if owner is RUNNER:
                return self._called(callee[2], args, expression, self, names)
            if self.is_own(callee[1]):
                return self._called(f"this.{callee[2]}", args, expression, self, names)
            return _method(owner, callee[2], args, self)
        return self.run(self.of(callee, names), args)

    def run(self, function: Any, args: list[Any]) -> Any:
        """Run a helper, or a function that was handed somewhere."""
        if not (isinstance(function, tuple) and len(function) == 2 and isinstance(function[0], Function)):
            return UNKNOWN
        body, outer = function
        names = dict(outer)
        for index, param in enumerate(body.params):
            value = args[index] if index < len(args) else self.of(param.default, names)
            self.bind(param.pattern, value, names)
        return self.body(body.body, names)

    def body(self, statements: tuple[Any, ...], names: Names) -> Any:
        """Carry statements out, and return what they return."""
        for index, statement in enumerate(statements):
            kind = statement[0]
            if kind == "let":
                self.bind(statement[1], self.of(statement[3], names), names)
            elif kind == "exp":
                self.of(statement[1], names)
            elif kind == "ret":
                return self._either(self.of(statement[1], names), statements[index + 1 :], names)
            elif kind == "def":
                names[statement[1].name] = (statement[1], names)
            elif kind == "for":
                items = self.of(statement[2], names)
                for item in items if isinstance(items, list) else [UNKNOWN]:
                    self.bind(statement[1], item, names)
                    self.body(statements[index + 1 :], names)
                return UNKNOWN
            elif kind == "blk":
                chosen = self.of_switch(statement[1])
                returned = self.body(statement[1] if chosen is None else chosen, names)
                if returned is not UNKNOWN:
                    return self._either(returned, statements[index + 1 :], names)
        return UNKNOWN

    def of_switch(self, cases: Sequence[Stmt]) -> tuple[Stmt, ...] | None:
        """Return what is carried out of a choice among databases, None where that is none."""
        chosen = branch_of_mysql(cases)
        self.of_mysql = self.of_mysql or chosen is not None
        return chosen

    def _either(self, returned: Any, rest: tuple[Any, ...], names: Names) -> Any:
        """Return what is returned here or by what follows: of `if (a) return x; return y;` nobody knows which it is.

        What follows a return is another branch, or it would not have been written; so it is carried out.
        """
        other = self.body(rest, names)
        same = type(returned) is type(other) and returned == other
        return returned if same or not _returns(rest) else UNKNOWN

    def bind(self, pattern: Pattern, value: Any, names: Names) -> None:
        """Give the names of a pattern their values."""
        if isinstance(pattern, str):
            names[pattern] = value
        elif pattern[0] == "dflt":
            self.bind(pattern[1], value, names)
        elif pattern[0] == "objpat":
            for key, inner in pattern[1]:
                known = isinstance(value, Mapping) and isinstance(key, str)
                self.bind(inner, value.get(key, UNKNOWN) if known else UNKNOWN, names)
        elif pattern[0] == "arrpat":
            for index, inner in enumerate(pattern[1]):
                if inner and inner[0] == "rest":
                    self.bind(inner[1], value[index:] if isinstance(value, list) else UNKNOWN, names)
                    continue
                known = isinstance(value, list) and index < len(value)
                self.bind(inner, value[index] if known else UNKNOWN, names)

    def spread(self, expression: Expr, names: Names) -> list[Any]:
        """Return the items that an item of a list stands for."""
        if expression[0] != "spread":
            return [self.of(expression, names)]
        value = self.of(expression[1], names)
        return list(value) if isinstance(value, list) else [UNKNOWN]


def _returns(statements: tuple[Any, ...]) -> bool:
    return any(each[0] == "ret" or (each[0] == "blk" and _returns(each[1])) for each in statements)


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _picked(values: Values, expression: Expr, names: Names) -> Any:
    """Carry the case of MySQL out, where a ``switch`` that only returns asks for the database; else every case."""
    _, subject, cases = expression
    values.of(subject, names)
    chosen = values.of_switch([each for labels, given in cases for each in _as_blocks(labels, given)])
    if chosen is not None:
        return values.body(chosen, names)
    found = [values.of(given, names) for _, given in cases]
    same = all(type(each) is type(found[0]) and each == found[0] for each in found)
    return found[0] if same else UNKNOWN


def _as_blocks(labels: tuple[Expr | None, ...], given: Expr) -> Iterator[Stmt]:
    """Yield cases as they are read of a ``switch`` that does more than return."""
    for label in labels[:-1]:
        yield ("blk", (("exp", label),) if label is not None else ())
    own = (("exp", labels[-1]),) if labels[-1] is not None else ()
    yield ("blk", (*own, ("ret", given)))


def _joined(values: Values, parts: tuple[Any, ...], names: Names) -> Any:
    texts = [part if isinstance(part, str) else _text(values.of(part, names)) for part in parts]
    return "".join(text for text in texts if text is not None) if None not in texts else UNKNOWN


def _member(values: Values, expression: Expr, names: Names) -> Any:
    if values.is_own(expression[1]):
        return values.field(expression[2])
    owner = values.of(expression[1], names)
    if owner is RUNNER and expression[2] in ("manager", "connection", "dataSource"):
        return RUNNER
    return owner.get(expression[2], UNKNOWN) if isinstance(owner, Mapping) else UNKNOWN


def _object(values: Values, expression: Expr, names: Names) -> Any:
    found: Names = {}
    for key, value in expression[1]:
        if key is None:
            more = values.of(value, names)
            found |= more if isinstance(more, Mapping) else {}
            continue
        name = key if isinstance(key, str) else values.of(key, names)
        if isinstance(name, str):
            found[name] = values.of(value, names)
    return found


def _choice(values: Values, expression: Expr, names: Names) -> Any:
    """Return what both branches of a condition are worth, UNKNOWN where they differ: it is not known which one is taken."""
    one, other = (values.of(each, names) for each in expression[-2:])
    return one if type(one) is type(other) and one == other else UNKNOWN


def _or(values: Values, expression: Expr, names: Names) -> Any:
    """Return what ``a || b`` and ``a ?? b`` are worth, where the left side is a text that is not empty, or null."""
    left = values.of(expression[-2], names)
    if isinstance(left, str) and left:
        return left
    return values.of(expression[-1], names) if left is None else UNKNOWN


def _made(values: Values, expression: Expr, names: Names) -> Any:
    """Return what ``new Table({...})`` and its like are made of."""
    args = [values.of(each, names) for each in expression[2]]
    return args[0] if args else UNKNOWN


def _index(values: Values, expression: Expr, names: Names) -> Any:
    owner, at = values.of(expression[1], names), values.of(expression[2], names)
    if isinstance(owner, Mapping) and isinstance(at, str):
        return owner.get(at, UNKNOWN)
    if isinstance(owner, list) and isinstance(at, int) and 0 <= at < len(owner):
        return owner[at]
    return UNKNOWN


def _method(owner: Any, name: str, args: list[Any], values: Values) -> Any:
    """Carry out the methods of texts and lists that migrations put statements together with."""
    if owner is FOREIGN_KEYS and name == "find" and args and isinstance(args[0], tuple):
        column = column_asked_for(args[0][0])
        return {"columnNames": [column]} if column is not None else UNKNOWN
    if isinstance(owner, str):
        return owner.strip() if name in ("trim", "trimStart", "trimEnd") else UNKNOWN
    if isinstance(owner, list):
        if name == "join":
            texts = [_text(each) for each in owner]
            glue = args[0] if args and isinstance(args[0], str) else ","
            return glue.join(each for each in texts if each is not None) if None not in texts else UNKNOWN
        if name in ("map", "forEach") and args:
            return [values.run(args[0], [each, index]) for index, each in enumerate(owner)]
        if name == "concat":
            return [*owner, *(item for each in args for item in (each if isinstance(each, list) else [each]))]
    return UNKNOWN


def _number(values: Values, expression: Expr, names: Names) -> Any:
    try:
        return int(expression[1])
    except ValueError:
        return UNKNOWN


_READERS: dict[str, Callable[[Values, Expr, Names], Any]] = {
    "str": lambda values, expression, names: expression[1],
    "num": _number,
    "lit": lambda values, expression, names: expression[1],
    "id": lambda values, expression, names: values.name(expression[1], names),
    "tpl": lambda values, expression, names: _joined(values, expression[1], names),
    "add": lambda values, expression, names: _joined(values, expression[1:3], names),
    "arr": lambda values, expression, names: [i for e in expression[1] for i in values.spread(e, names)],
    "obj": _object,
    "mem": _member,
    "idx": _index,
    "as": lambda values, expression, names: values.of(expression[1], names),
    "cond": _choice,
    "or": _or,
    "pick": _picked,
    "fn": lambda values, expression, names: (expression[1], names),
    "new": _made,
    "call": lambda values, expression, names: values.call(expression, names),
}
