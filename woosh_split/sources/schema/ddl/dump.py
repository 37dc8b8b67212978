"""A SQL dump to schema facts.

What stands where
- Each statement becomes steps (``steps.py``), the steps run over a schema (``state.py``), and what is left at the end
  are the facts. So several dumps are merged by running their steps one after the other.
- A statement that cannot be read, or a dump that is cut off, is an ``unresolved`` entry; of entries with one and the
  same reason the first few stand, and one more says how many there are.
- A file with placeholders for names (``${table.prefix}orders``, as Liquibase and Flyway fill them in) is a template: what
  its tables are called stands in no file, so its statements make none.
- Dumps of PostgreSQL, SQLite and SQL Server are recognised by their own marks. Their tables, keys and views are read;
  their functions and triggers are in another language and are said to be unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field

from woosh_split.model.code import Unresolved
from woosh_split.model.schema import DatabaseEvent, Routine, Trigger
from woosh_split.records import dataclass
from woosh_split.sources.schema.ddl.dialects import find_dialect
from woosh_split.sources.schema.ddl.splitting import Statement, split_dump
from woosh_split.sources.schema.ddl.state import SchemaState
from woosh_split.sources.schema.ddl.statements import StatementReader
from woosh_split.sources.schema.facts import SchemaFacts
from woosh_split.sources.schema.steps import Step
from woosh_split.sql.body import Body
from woosh_split.sql.effects import Effect, SchemaEffects

SHOWN_PER_REASON = 3
"""How many entries of one reason and file are listed one by one."""
_PLACEHOLDER = re.compile(
    r"--[^\n]*|/\*.*?(?:\*/|\Z)|'[^'\\]*+(?:\\.[^'\\]*+)*(?:'|\\?\Z)|(\$\{[\w.:-]+\})", re.DOTALL
)
"""A placeholder, or a comment, or a text in quotes, in which one is only a value.

What is not closed goes on to the end: it would be looked for from each quote anew, which takes for ever on many of them.
"""


@dataclass(slots=True)
class _Unread:
    """Collects what could not be read, few entries for one cause."""

    file: str
    entries: list[Unresolved] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, line: int, text: str, reason: str) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + 1
        if self.counts[reason] <= SHOWN_PER_REASON:
            short = " ".join(text.split())
            shown = short if len(short) <= 80 else f"{short[:77]}..."
            self.entries.append(Unresolved("ddl", self.file, line, shown, reason))

    def all(self) -> tuple[Unresolved, ...]:
        more = [
            Unresolved("ddl", self.file, 1, f"{count - SHOWN_PER_REASON} more", reason)
            for reason, count in self.counts.items()
            if count > SHOWN_PER_REASON
        ]
        return tuple(self.entries + more)


def read_dump(text: str, file: str) -> SchemaFacts:
    """Read one dump; ``file`` is its path relative to the monolith's root, for the places."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    dialect = find_dialect(text[:200_000])
    unread = _Unread(file)
    reader = StatementReader(file, dialect)
    steps: list[Step] = []
    templates: list[tuple[Statement, str]] = []
    for statement in split_dump(text, dialect):
        placeholder = _placeholder(statement.text)
        if placeholder is not None:
            templates.append((statement, placeholder))
            continue
        try:
            steps += reader.read(statement.text, statement.line)
        except RecursionError:
            reader.problems.append((statement.line, statement.text, "the statement is nested too deeply"))
        for line, part, reason in reader.problems:
            if not statement.cut:
                unread.add(line, part, reason)
        reader.problems.clear()
        if statement.cut:
            unread.add(*_cut(statement))
    if templates:
        first, placeholder = templates[0]
        unread.add(first.line, placeholder, _template(len(templates)))
    return build_facts(steps, unread.all(), "ddl")


def _placeholder(text: str) -> str | None:
    found = _PLACEHOLDER.finditer(text) if "${" in text else ()
    return next((match[1] for match in found if match[1]), None)


def _template(count: int) -> str:
    statements = "1 statement is" if count == 1 else f"{count} statements are"
    return f"names are filled in by the tool that runs this file: {statements} not read; a dump of the database has them"


def _cut(statement: Statement) -> tuple[int, str, str]:
    return statement.line, statement.text[:200], "the file ends inside this statement: the dump is cut off"


def merge_dumps(dumps: Sequence[SchemaFacts]) -> SchemaFacts:
    """Join several dumps as if they had been run one after the other, in the given order."""
    if len(dumps) == 1:
        return dumps[0]
    steps = [step for dump in dumps for step in dump.steps]
    unread = [entry for dump in dumps for entry in dump.unread]
    return build_facts(steps, unread, "ddl")


def build_facts(steps: Sequence[Step], unread: Iterable[Unresolved], declared_by: str) -> SchemaFacts:
    """Run the steps over an empty schema and return what is there in the end."""
    state = SchemaState()
    state.run(steps)
    unread = tuple(unread)
    tables = tuple(
        sorted(
            (table.table(declared_by) for table in state.tables.values()),
            key=lambda t: (t.name, t.schema or ""),
        )
    )
    bodies = tuple(sorted(state.bodies.values(), key=lambda body: (body.kind, body.name)))
    effects = SchemaEffects(tables, bodies)
    problems = _limited([entry for body in bodies for entry in _problems(body)] + state.unresolved)
    return SchemaFacts(
        tables=tables,
        routines=tuple(_routine(body, effects) for body in bodies if body.kind in ("procedure", "function")),
        triggers=tuple(_trigger(body, effects) for body in bodies if body.kind == "trigger"),
        db_events=tuple(_event(body, effects) for body in bodies if body.kind == "event"),
        bodies=bodies,
        unresolved=tuple(
            sorted({*unread, *problems}, key=lambda u: (u.file, u.line, u.kind, u.text, u.reason))
        ),
        required_columns=tuple(sorted(pair for table in state.tables.values() for pair in table.required())),
        steps=tuple(steps),
        unread=unread,
    )


def _limited(entries: list[Unresolved]) -> list[Unresolved]:
    """Keep the first few entries of each reason and file."""
    collectors: dict[str, _Unread] = {}
    for entry in sorted(entries, key=lambda entry: (entry.file, entry.line)):
        collectors.setdefault(entry.file, _Unread(entry.file)).add(entry.line, entry.text, entry.reason)
    return [entry for collector in collectors.values() for entry in collector.all()]


def _problems(body: Body) -> list[Unresolved]:
    return [
        Unresolved("ddl", body.file, body.line, f"{body.kind} {body.name}", problem)
        for problem in body.problems
    ]


def _tables(effects: Sequence[Effect], mode: str) -> tuple[str, ...]:
    return tuple(sorted({use.table for use, _ in effects if use.mode == mode}))


def _routine(body: Body, effects: SchemaEffects) -> Routine:
    done = effects.body(body)
    return Routine(body.name, body.kind, _tables(done, "read"), _tables(done, "write"), body.file, body.line)


def _trigger(body: Body, effects: SchemaEffects) -> Trigger:
    done = effects.body(body)
    return Trigger(
        name=body.name,
        table=body.table or "",
        event=body.event or "",
        timing=body.timing or "",
        reads=_tables(done, "read"),
        writes=_tables(done, "write"),
        file=body.file,
        line=body.line,
    )


def _event(body: Body, effects: SchemaEffects) -> DatabaseEvent:
    done = effects.body(body)
    return DatabaseEvent(
        body.name, body.schedule or "", _tables(done, "read"), _tables(done, "write"), body.file, body.line
    )
