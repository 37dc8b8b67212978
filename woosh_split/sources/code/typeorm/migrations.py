"""TypeORM's migrations as declarations of the schema: the statements and builder calls of ``up``, in order.

Where no dump says what tables there are, the migrations do: some tables, keys, triggers and procedures stand nowhere
else. What is put together from values that no file holds is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from woosh_split.model.code import Unresolved
from woosh_split.model.schema import Column, ForeignKey
from woosh_split.sources.code.typeorm.migration_files import stamp
from woosh_split.sources.code.typeorm.migration_values import RUNNER, UNKNOWN, Names, Values
from woosh_split.sources.code.typescript.read import read_source
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.summary import Class, Expr, Summary
from woosh_split.sources.schema.ddl.dialects import find_dialect
from woosh_split.sources.schema.ddl.dump import build_facts
from woosh_split.sources.schema.ddl.splitting import split_dump
from woosh_split.sources.schema.ddl.statements import StatementReader
from woosh_split.sources.schema.facts import SchemaFacts
from woosh_split.sources.schema.steps import (
    AlterTable,
    Change,
    ColumnSpec,
    CreateTable,
    Drop,
    Place,
    Step,
)

_DECLARING = r"(?:CREATE|ALTER|DROP|RENAME)\b"
_DECLARES = re.compile(rf"\s*(?:/\*.*?\*/\s*|--[^\n]*\n\s*)*{_DECLARING}", re.IGNORECASE | re.DOTALL)
_INDEX = re.compile(r"\s*(?:CREATE\s+(?:UNIQUE\s+|FULLTEXT\s+|SPATIAL\s+)?|DROP\s+)INDEX\b", re.IGNORECASE)
_STORED = re.compile(r"\s*CREATE\b[^;(]*?\b(?:PROCEDURE|FUNCTION|TRIGGER|EVENT)\b", re.IGNORECASE)
_PLAIN = re.compile(rf"\s*{_DECLARING}", re.IGNORECASE)
_CHANGES_NO_TABLE = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|SELECT|SET|REPLACE|TRUNCATE|START|COMMIT|ROLLBACK|LOCK|UNLOCK|SHOW|DESC|DESCRIBE|EXPLAIN"
    r"|ANALYZE|OPTIMIZE|USE|GRANT|REVOKE)\b",
    re.IGNORECASE,
)
"""How statements begin that change rows, rights or nothing: of a computed one it does not matter what it says."""
TOO_LONG = "the migration is too long to be carried out; what its end makes of the schema is not known"
HALF_KNOWN = "the type of a column, or whether it may be NULL or is a key, is computed and not known"
COMPUTED = "a statement of a migration is computed; what it makes of the schema is not known"


def read_migration(content: bytes, path: str) -> SchemaFacts:
    """Read one file: its steps, and what of it could not be read."""
    if b"MigrationInterface" not in content and b"queryRunner" not in content:
        return SchemaFacts()
    summary = read_source(content, path)
    steps: list[Step] = []
    unread: list[Unresolved] = []
    for _, node in sorted(summary.classes.items(), key=lambda item: stamp(item[0])):
        if any(method.function.name == "up" for method in node.methods):
            _Script(summary, node, path, content, steps, unread).run()
    return build_facts(steps, unread, "ddl")


class _Script:
    """One migration while it is carried out."""

    def __init__(
        self,
        summary: Summary,
        node: Class,
        path: str,
        content: bytes,
        steps: list[Step],
        unread: list[Unresolved],
    ) -> None:
        self._methods = {each.function.name: each.function for each in node.methods}
        self._path, self._steps, self._unread = path, steps, unread
        self._plain = StatementReader(path, find_dialect(content.decode("utf-8", "replace")[:200_000]))
        self._of_mysql = StatementReader(path, "mysql")
        kept = tuple(each for each in node.fields if not _is_assigned(each.name, content))
        self._values = Values(summary, node._replace(fields=kept), self._called)
        self._running: set[str] = set()

    def run(self) -> None:
        """Carry out ``up``."""
        self._method("up", [RUNNER])
        if self._values.exhausted:
            self._unread.append(Unresolved("ddl", self._path, self._methods["up"].line, "up", TOO_LONG))

    def _method(self, name: str, args: list[Any]) -> Any:
        function = self._methods.get(name)
        if function is None or name in self._running:
            return UNKNOWN
        self._running.add(name)
        try:
            return self._values.run((function, {}), args)
        finally:
            self._running.discard(name)

    def _called(self, name: str, args: list[Any], expression: Expr, values: Values, names: Names) -> Any:
        if name.startswith("this."):
            return self._method(name.removeprefix("this."), args)
        line = expression[3]
        if name == "query":
            self._query(args[0] if args else UNKNOWN, expression, line)
        elif name in _BUILDERS:
            made = _BUILDERS[name](args, Place(self._path, line))
            if made is None:
                self._open(line, render(expression))
            else:
                self._steps.extend(made)
                if any(_is_half_known(each) for each in args):
                    self._unread.append(
                        Unresolved(
                            "ddl", self._path, line, " ".join(render(expression).split())[:80], HALF_KNOWN
                        )
                    )
        return UNKNOWN

    def _query(self, text: Any, expression: Expr, line: int) -> None:
        if not isinstance(text, str):
            given = expression[2][0] if expression[2] else None
            begin = given[1][0] if given and given[0] == "tpl" and given[1] else given and given[1]
            if not (isinstance(begin, str) and (_CHANGES_NO_TABLE.match(begin) or _INDEX.match(begin))):
                self._open(line, render(given) if given else "")
            return
        reader = self._of_mysql if self._values.of_mysql else self._plain
        for piece, below in _pieces(text):
            if _DECLARES.match(piece):
                self._steps.extend(reader.read(piece, line + below))
        for at, part, reason in reader.problems:
            self._unread.append(Unresolved("ddl", self._path, at, " ".join(part.split())[:80], reason))
        reader.problems.clear()

    def _open(self, line: int, text: str) -> None:
        self._unread.append(Unresolved("ddl", self._path, line, " ".join(text.split())[:80], COMPUTED))


def _is_assigned(field: str, content: bytes) -> bool:
    """Tell a field that methods give other values than the one that it begins with."""
    return re.search(rb"\.%s\s*[-+|&?]*=(?!=)" % re.escape(field.encode()), content) is not None


def _pieces(text: str) -> list[tuple[str, int]]:
    """Return the statements of a text that declare something, each with the number of lines above it.

    Migrations are mostly one statement a call, and most of these are indexes or change rows: no facts are made of them.
    """
    if ";" not in text.rstrip().rstrip(";"):
        if _INDEX.match(text) or _CHANGES_NO_TABLE.match(text):
            return []
        if _PLAIN.match(text):
            plain = text.lstrip()
            return [(plain.rstrip().rstrip(";"), text[: len(text) - len(plain)].count("\n"))]
    if _STORED.match(text):
        return [(text, 0)]
    return [(each.text, each.line - 1) for each in split_dump(text)]


# Builder calls: each returns its steps, None where it cannot be told what they are ---------------------------


def _name_of(table: Any) -> tuple[str | None, str] | None:
    """Return the schema and the name of a table that is given by its name or as an object."""
    text = table.get("name", UNKNOWN) if isinstance(table, Mapping) else table
    if not isinstance(text, str):
        return None
    schema, _, name = text.rpartition(".")
    return schema or None, name


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(value: Any) -> tuple[str, ...]:
    return tuple(each for each in _several(value) if isinstance(each, str))


def _called(value: Any) -> Any:
    """Return the name of a column or key that is given by its name or as an object."""
    return value.get("name") if isinstance(value, Mapping) else value


def _column(options: Any, action: str, old: str = "") -> list[Change] | None:
    if not isinstance(options, Mapping) or not isinstance(options.get("name"), str):
        return None
    name = options["name"]
    kind = str(options["type"]).lower() if isinstance(options.get("type"), str) else ""
    sizes = [options.get(each) for each in ("length", "precision", "scale") if options.get(each) is not None]
    told = [str(each) for each in sizes if isinstance(each, str | int)]
    generated = options.get("isGenerated") is True
    filled = generated or "default" in options or options.get("generatedType") is not None
    spec = ColumnSpec(
        Column(
            name, f"{kind}({','.join(told)})" if told else kind, options.get("isNullable") in (True, UNKNOWN)
        ),
        filled,
    )
    changes = [Change(action, old or name, spec)]
    if options.get("isPrimary") is True:
        changes.append(Change("primary-key", "", columns=(name,)))
    return changes


def _is_half_known(value: Any) -> bool:
    """Tell whether a column, or one of a table or list, is declared with something that is not known."""
    if isinstance(value, list):
        return any(map(_is_half_known, value))
    if not isinstance(value, Mapping):
        return False
    return any(value.get(each) is UNKNOWN for each in _TELLING) or _is_half_known(value.get("columns"))


_TELLING = ("type", "isNullable", "isPrimary")


def _key(options: Any) -> Change | None:
    if not isinstance(options, Mapping):
        return None
    target, name = _name_of(options.get("referencedTableName", UNKNOWN)), options.get("name")
    columns = _names(options.get("columnNames", []))
    if target is None or not columns:
        return None
    key = ForeignKey(columns, target[1], _names(options.get("referencedColumnNames", [])))
    return Change("foreign-key", name if isinstance(name, str) else "", foreign_key=key)


def _create_table(args: Sequence[Any], place: Place) -> list[Step] | None:
    options = args[0] if args else UNKNOWN
    name = _name_of(options)
    if name is None or not isinstance(options, Mapping):
        return None
    changes: list[Change] = []
    primary: list[str] = []
    for each in _several(options.get("columns", [])):
        found = _column(each, "add-column")
        if found is None:
            return None
        changes.append(found[0])
        primary += [name for change in found[1:] for name in change.columns]
    if primary:
        changes.append(Change("primary-key", "", columns=tuple(primary)))
    for each in _several(options.get("foreignKeys", [])):
        key = _key(each)
        if key is None:
            return None
        changes.append(key)
    keeps = len(args) > 1 and args[1] is True
    return [CreateTable(name[1], name[0], tuple(changes), place, keeps)]


def _alter(args: Sequence[Any], place: Place, changes: Iterable[Change | None] | None) -> list[Step] | None:
    name = _name_of(args[0]) if args else None
    made = None if changes is None else list(changes)
    if name is None or made is None or any(each is None for each in made):
        return None
    return [AlterTable(name[1], tuple(each for each in made if each is not None), place)]


def _at(args: Sequence[Any], index: int) -> Any:
    return args[index] if index < len(args) else UNKNOWN


def _add_columns(args: Sequence[Any], place: Place) -> list[Step] | None:
    found = [_column(each, "add-column") for each in _several(_at(args, 1))]
    if any(each is None for each in found):
        return None
    return _alter(args, place, [change for each in found for change in each or ()])


def _change_column(args: Sequence[Any], place: Place) -> list[Step] | None:
    name = _called(_at(args, 1))
    return _alter(
        args, place, _column(_at(args, 2), "change-column", name) if isinstance(name, str) else None
    )


def _drop_columns(args: Sequence[Any], place: Place) -> list[Step] | None:
    found = [_called(each) for each in _several(_at(args, 1))]
    return _alter(
        args, place, [Change("drop-column", each) if isinstance(each, str) else None for each in found]
    )


def _rename_column(args: Sequence[Any], place: Place) -> list[Step] | None:
    old, new = _called(_at(args, 1)), _at(args, 2)
    if isinstance(new, Mapping):
        return _change_column(args, place)
    if not isinstance(old, str) or not isinstance(new, str):
        return None
    return _alter(args, place, [Change("rename-column", old, new_name=new)])


def _add_keys(args: Sequence[Any], place: Place) -> list[Step] | None:
    return _alter(args, place, [_key(each) for each in _several(_at(args, 1))])


def _drop_keys(args: Sequence[Any], place: Place) -> list[Step] | None:
    return _alter(args, place, [_dropped_key(each) for each in _several(_at(args, 1))])


def _dropped_key(value: Any) -> Change | None:
    """Return the change that drops a key, which is told by its name or, where it has none, by its columns."""
    name = _called(value)
    if isinstance(name, str) and name:
        return Change("drop-foreign-key", name)
    columns = _names(value.get("columnNames", [])) if isinstance(value, Mapping) and name is None else ()
    return Change("drop-foreign-key", "", columns=columns) if columns else None


def _primary(args: Sequence[Any], place: Place) -> list[Step] | None:
    return _alter(args, place, [Change("primary-key", "", columns=_names(_at(args, 1)))])


def _rename_table(args: Sequence[Any], place: Place) -> list[Step] | None:
    new = _name_of(_at(args, 1))
    return _alter(args, place, [Change("rename", new_name=new[1])] if new is not None else None)


def _drop(kind: str, args: Sequence[Any]) -> list[Step] | None:
    name = _name_of(args[0]) if args else None
    return [Drop(kind, name[1])] if name is not None else None


def _create_view(args: Sequence[Any], place: Place) -> list[Step] | None:
    options = args[0] if args else UNKNOWN
    name, text = _name_of(options), options.get("expression") if isinstance(options, Mapping) else UNKNOWN
    if name is None or not isinstance(text, str):
        return None
    return StatementReader(place.file, "mysql").read(f"CREATE VIEW `{name[1]}` AS {text}", place.line)


_BUILDERS: dict[str, Callable[[Sequence[Any], Place], list[Step] | None]] = {
    "createTable": _create_table,
    "dropTable": lambda args, place: _drop("table", args),
    "renameTable": _rename_table,
    "addColumn": _add_columns,
    "addColumns": _add_columns,
    "changeColumn": _change_column,
    "dropColumn": _drop_columns,
    "dropColumns": _drop_columns,
    "renameColumn": _rename_column,
    "createForeignKey": _add_keys,
    "createForeignKeys": _add_keys,
    "dropForeignKey": _drop_keys,
    "dropForeignKeys": _drop_keys,
    "createPrimaryKey": _primary,
    "createView": _create_view,
    "dropView": lambda args, place: _drop("view", args),
}
