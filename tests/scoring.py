"""Compare a facts file with a hand-written truth, per key, as precision and recall.

A truth has the shape of the facts file but states only what was read by a person. What it does not state is not
scored: a key that is absent, or a field that is absent from a module, table or route. Three additions make
room for what the contract leaves open:

* ``"or": [{...}, ...]`` in an item: further spellings that are right as well; ``"*"`` as a value fits any value.
* ``"optional": true`` in an item: right when it is there, not missing when it is not.
* ``"unscored": {key: [{field: value}, ...]}`` beside the keys: facts that fit such a pattern are left out, and
  ``"ignored_guards": [...]`` names guards (the global ones) that a route may list or not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Item = Mapping[str, Any]
Row = tuple[str, ...]
Cells = Callable[[Item], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Section:
    """One comparison: which key of the documents, and which rows each item of it stands for."""

    name: str
    key: str
    labels: Row
    cells: Cells
    needs: str | None = None
    """Compare only the parents whose truth states this field."""
    parent: Row = ()
    """The fields that say which item of the facts is the same parent as an item of the truth."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one section came to."""

    name: str
    expected: int
    found: int
    right: int
    recalled: int
    missing: tuple[str, ...]
    spurious: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of the facts that is true."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the truth that was found."""
        return self.recalled / self.expected if self.expected else 1.0

    @property
    def clean(self) -> bool:
        """Whether facts and truth agree."""
        return not self.missing and not self.spurious


def text(value: Any) -> str:
    """Spell a JSON value so that it can be compared: null is a dash, a list is its sorted members."""
    if value is None:
        return "-"
    if isinstance(value, list):
        return "[" + ", ".join(sorted(text(each) for each in value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def fields(*names: str) -> Cells:
    """One row an item, made of these fields."""
    return lambda item: iter([tuple(text(item.get(name)) for name in names)])


def each(parent: Row, name: str) -> Cells:
    """One row for every member of a list field."""

    def rows(item: Item) -> Iterator[Row]:
        for member in item.get(name) or ():
            yield (*(text(item.get(part)) for part in parent), text(member))

    return rows


def columns_of(item: Item) -> Iterator[Row]:
    """Name the columns of a table."""
    return iter([(text(item.get("name")), text(column["name"])) for column in item.get("columns") or ()])


def primary_keys_of(item: Item) -> Iterator[Row]:
    """Name the primary key columns of a table."""
    return iter(
        [
            (text(item.get("name")), text(column["name"]))
            for column in item.get("columns") or ()
            if column.get("primary_key")
        ]
    )


def foreign_keys_of(item: Item) -> Iterator[Row]:
    """Spell the foreign keys of a table; the order of columns inside a key does not matter here."""
    for key in item.get("foreign_keys") or ():
        yield (
            text(item.get("name")),
            text(key["columns"]),
            text(key["table"]),
            text(key["referenced_columns"]),
        )


ROUTE = ("method", "path")
ACCESS = ("module", "table", "mode", "via", "function")

SECTIONS: tuple[Section, ...] = (
    Section("modules", "modules", ("name", "class"), fields("name", "class")),
    *(
        Section(f"modules.{part}", "modules", ("module", part), each(("name",), part), part, ("name",))
        for part in ("imports", "controllers", "providers", "exports")
    ),
    Section("modules.global", "modules", ("module", "global"), fields("name", "global"), "global", ("name",)),
    Section("tables", "tables", ("name",), fields("name")),
    Section("tables.kind", "tables", ("name", "kind"), fields("name", "kind"), "kind", ("name",)),
    Section("tables.columns", "tables", ("table", "column"), columns_of, "columns", ("name",)),
    Section("tables.primary_keys", "tables", ("table", "column"), primary_keys_of, "columns", ("name",)),
    Section(
        "tables.foreign_keys",
        "tables",
        ("table", "columns", "to", "referenced"),
        foreign_keys_of,
        "foreign_keys",
        ("name",),
    ),
    Section(
        "routes",
        "routes",
        ("method", "path", "handler", "module", "guards", "version"),
        fields("method", "path", "handler", "module", "guards", "version"),
    ),
    Section("routes.auth", "routes", (*ROUTE, "auth"), fields(*ROUTE, "auth"), "auth", ROUTE),
    Section("routes.body", "routes", (*ROUTE, "body"), fields(*ROUTE, "body"), "body", ROUTE),
    Section("routes.kind", "routes", (*ROUTE, "kind"), fields(*ROUTE, "kind"), "kind", ROUTE),
    Section("accesses", "accesses", ACCESS, fields(*ACCESS)),
    Section("accesses.file", "accesses", (*ACCESS, "file"), fields(*ACCESS, "file"), "file", ACCESS),
    Section(
        "calls",
        "calls",
        ("from", "to", "provider", "method", "function"),
        fields("from", "to", "provider", "method", "function"),
    ),
    Section(
        "relations",
        "relations",
        ("from_table", "to_table", "kind", "join_table"),
        fields("from_table", "to_table", "kind", "join_table"),
    ),
    Section(
        "transactions",
        "transactions",
        ("module", "function", "reads", "writes"),
        fields("module", "function", "reads", "writes"),
    ),
    Section("jobs", "jobs", ("module", "function", "schedule"), fields("module", "function", "schedule")),
    Section(
        "events",
        "events",
        ("module", "event", "direction", "function"),
        fields("module", "event", "direction", "function"),
    ),
    Section("client_calls", "client_calls", ("method", "path", "route"), fields("method", "path", "route")),
    Section("unresolved", "unresolved", ("file", "line"), fields("file", "line")),
    *(
        Section(key, key, ("name", "reads", "writes"), fields("name", "reads", "writes"))
        for key in ("routines", "triggers", "db_events")
    ),
)


def variants(item: Item) -> list[Item]:
    """List the item and the other spellings of it that are right as well."""
    plain = {name: value for name, value in item.items() if name not in ("or", "optional")}
    return [plain, *({**plain, **other} for other in item.get("or", ()))]


def fits(row: Row, pattern: Row) -> bool:
    """Whether a row of the facts is what a row of the truth says."""
    return len(row) == len(pattern) and all(
        want in ("*", have) for have, want in zip(row, pattern, strict=True)
    )


def is_unscored(item: Item, patterns: list[Item]) -> bool:
    """Whether the truth asks to leave this fact out."""
    return any(
        all(text(item.get(name)) == text(value) for name, value in each_.items()) for each_ in patterns
    )


def scored(document: Item, key: str, truth: Item) -> list[Item]:
    """Pick the items of a document that take part, without the guards that may be listed or not."""
    patterns = truth.get("unscored", {}).get(key, [])
    ignored = set(truth.get("ignored_guards", ()))
    items = [item for item in document.get(key, ()) if not is_unscored(item, patterns)]
    if key != "routes" or not ignored:
        return items
    return [
        {**item, "guards": [guard for guard in item.get("guards") or () if guard not in ignored]}
        for item in items
    ]


def narrowed(section: Section, found: list[Item], expected: list[Item]) -> tuple[list[Item], list[Item]]:
    """Keep the parents whose truth states the field that this section compares."""
    if section.needs is None:
        return found, expected
    stated = [item for item in expected if section.needs in item]
    wanted = [
        tuple(text(spelling.get(name)) for name in section.parent)
        for item in stated
        for spelling in variants(item)
    ]
    kept = [
        item
        for item in found
        if any(fits(tuple(text(item.get(name)) for name in section.parent), pattern) for pattern in wanted)
    ]
    return kept, stated


def shown(labels: Row, row: Row) -> str:
    """Spell a row as a person reads it."""
    return "  ".join(f"{label}={value}" for label, value in zip(labels, row, strict=True))


def score_section(section: Section, facts: Item, truth: Item) -> Score:
    """Compare one section; a row counts once, however often it stands in a document."""
    found_items, truth_items = narrowed(
        section, scored(facts, section.key, truth), scored(truth, section.key, truth)
    )
    found = sorted({row for item in found_items for row in section.cells(item)})
    accepted: set[Row] = set()
    required: dict[tuple[Row, ...], None] = {}
    for item in truth_items:
        spelled = [tuple(section.cells(spelling)) for spelling in variants(item)]
        accepted.update(row for rows in spelled for row in rows)
        if item.get("optional"):
            continue
        if len(spelled) == 1:
            required.update({(row,): None for row in spelled[0]})
        else:
            required.update(dict.fromkeys(zip(*spelled, strict=False)))
    missing = [
        alternatives
        for alternatives in required
        if not any(fits(row, pattern) for row in found for pattern in alternatives)
    ]
    spurious = [row for row in found if not any(fits(row, pattern) for pattern in accepted)]
    return Score(
        name=section.name,
        expected=len(required),
        found=len(found),
        right=len(found) - len(spurious),
        recalled=len(required) - len(missing),
        missing=tuple(sorted(shown(section.labels, alternatives[0]) for alternatives in missing)),
        spurious=tuple(shown(section.labels, row) for row in spurious),
    )


def score(facts: Item, truth: Item) -> tuple[Score, ...]:
    """Score every section that the truth states anything about."""
    scores = []
    for section in SECTIONS:
        if section.key not in truth:
            continue
        if section.needs is not None and not any(section.needs in item for item in truth[section.key]):
            continue
        scores.append(score_section(section, facts, truth))
    return tuple(scores)


def printed(scores: tuple[Score, ...]) -> str:
    """Print the table of figures, then what is missing and what is spurious, section by section."""
    lines = [f"{'section':<22} {'precision':>9} {'recall':>7} {'truth':>6} {'found':>6}"]
    lines += [
        f"{one.name:<22} {one.precision:>9.3f} {one.recall:>7.3f} {one.expected:>6} {one.found:>6}"
        for one in scores
    ]
    for one in scores:
        if one.clean:
            continue
        lines += ["", one.name]
        lines += [f"  missing   {row}" for row in one.missing]
        lines += [f"  spurious  {row}" for row in one.spurious]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the scores of a facts file; 1 when anything differs, 2 when it cannot be read."""
    if len(arguments) != 2:
        print("usage: python tests/scoring.py FACTS.json TRUTH.json", file=sys.stderr)
        return 2
    try:
        facts, truth = (json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments)
    except (OSError, ValueError) as problem:
        print(f"cannot read: {problem}", file=sys.stderr)
        return 2
    scores = score(facts, truth)
    print(printed(scores))
    return 0 if all(one.clean for one in scores) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
