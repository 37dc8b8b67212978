"""What a use of a table or a call of a procedure sets off inside the database: views, triggers, routines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from woosh_split.model.access import READ, TableUse
from woosh_split.model.schema import Table
from woosh_split.sql.body import Body

Effect = tuple[TableUse, str]
"""A use, and the ``via`` by which it comes about."""

VIEW = "view"
TRIGGER = "trigger"
PROCEDURE = "procedure"


def _bare(name: str) -> str:
    """Return a name as the schema's are looked up: without back-ticks and the schema before it, in lower case."""
    return name.rpartition(".")[2].strip("`").lower()


def _twins(names: Iterable[str]) -> dict[str, str]:
    """Return the names that differ from another in case only, each by itself."""
    alike: dict[str, set[str]] = {}
    for name in names:
        alike.setdefault(name.lower(), set()).add(name)
    return {name: name for several in alike.values() if len(several) > 1 for name in several}


class SchemaEffects:
    """An index of the views, routines and triggers of one schema; look-ups ignore the case of names.

    Build it with ``SchemaEffects(facts.tables, facts.bodies)`` from a ``SchemaFacts``. ``known`` are tables of code, which
    may spell those of the schema otherwise. Where two tables of the schema (of code, where no schema is known) differ in
    case only, the server tells them apart, and so do look-ups.
    """

    def __init__(self, tables: Iterable[Table], bodies: Iterable[Body], known: Iterable[Table] = ()) -> None:
        schema = [table.name for table in tables]
        code = [table.name for table in known]
        self._spelling = {name.lower(): name for name in (*schema, *code)}
        self._spelling |= _twins(schema or code)
        self._views: dict[str, Body] = {}
        self._routines: dict[tuple[str, str], Body] = {}
        self._triggers: dict[tuple[str, str], list[Body]] = {}
        for body in bodies:
            if body.kind == "view":
                self._views[body.name.lower()] = body
            elif body.kind in ("procedure", "function"):
                self._routines[(body.kind, body.name.lower())] = body
            elif body.kind == "trigger" and body.table is not None and body.event is not None:
                self._triggers.setdefault((body.table.lower(), body.event), []).append(body)

        names = "|".join(re.escape(name) for kind, name in self._routines if kind == "function")
        self._functions = re.compile(rf"(?<![\w$])`?(?:{names})`?\s*\(", re.IGNORECASE) if names else None

    def uses_function(self, text: str) -> bool:
        """Tell whether a piece of SQL seems to call a stored function of the schema."""
        return self._functions is not None and self._functions.search(text) is not None

    def may_be_a_table(self, name: str) -> bool:
        """Tell the name of a known table, also in back-ticks or behind its schema's; where none is known, any name may be one."""
        return not self._spelling or _bare(name) in self._spelling

    def is_routine(self, name: str) -> bool:
        """Tell the name of a procedure or function of the schema, also in back-ticks or behind its schema's."""
        bare = _bare(name)
        return any((kind, bare) in self._routines for kind in ("procedure", "function"))

    def may_be_named(self, name: str) -> bool:
        """Tell what may be the name of a table, procedure or function (:meth:`may_be_a_table`, :meth:`is_routine`)."""
        return self.may_be_a_table(name) or self.is_routine(name)

    def expand(
        self, uses: Iterable[TableUse], via: str, extra_events: Iterable[tuple[str, str]] = ()
    ) -> tuple[Effect, ...]:
        """Return the given uses with ``via``, and after them whatever they set off.

        A read of a view reads its tables, views inside it included (via ``view``); a write through a view writes the
        view's table (via ``view``); a write fires the table's triggers for that event, and what those do counts via
        ``trigger``, however deep. ``extra_events`` are further ``(table, event)`` pairs whose triggers fire
        (``SqlReading.extra_events``: ON DUPLICATE KEY). Tables are named as the DDL spells them.
        """
        found = _Effects()
        given = [self._spelt(use) for use in uses]
        for use in given:
            found.add(use, via)
        for use in given:
            self._follow(use, via, found)
        for table, event in extra_events:
            self._fire(table, event, found)
        return found.effects()

    def call(self, name: str) -> tuple[Effect, ...] | None:
        """Return what ``CALL name`` does (via ``procedure``, ``view`` or ``trigger``); None when there is no body."""
        return self._routine("procedure", name)

    def function(self, name: str) -> tuple[Effect, ...] | None:
        """Return what the stored function does (via ``procedure``, ...); None when the schema has none of that name."""
        return self._routine("function", name)

    def body(self, body: Body) -> tuple[Effect, ...]:
        """Return what a body does when it runs: a database event's, say."""
        found = _Effects()
        self._run(body, PROCEDURE, found)
        return found.effects()

    def problems(self, name: str) -> tuple[str, ...]:
        """Return why the routine ``name``, or one that it calls, could not be read to the end."""
        problems: dict[str, None] = {}
        seen: set[tuple[str, str]] = set()
        pending = [(kind, name) for kind in ("procedure", "function")]
        while pending:
            kind, wanted = pending.pop()
            key = (kind, wanted.lower())
            body = self._routines.get(key)
            if key in seen:
                continue
            seen.add(key)
            if body is None:
                if kind == "procedure" and wanted != name:
                    problems[f"procedure {wanted} has no body in the schema"] = None
                continue
            problems.update(dict.fromkeys(body.problems))
            pending += [("procedure", callee) for callee in body.calls]
            pending += [("function", callee) for callee in body.functions]
        return tuple(sorted(problems))

    def _spelt(self, use: TableUse) -> TableUse:
        """Return the use with tables spelt as the DDL spells them."""
        table = self._name(use.table)
        joined = tuple(sorted(map(self._name, use.joined_with)))
        if table == use.table and joined == use.joined_with:
            return use
        return replace(use, table=table, joined_with=joined)

    def _name(self, name: str) -> str:
        return self._spelling.get(name) or self._spelling.get(name.lower(), name)

    def _routine(self, kind: str, name: str) -> tuple[Effect, ...] | None:
        body = self._routines.get((kind, name.lower()))
        return None if body is None else self.body(body)

    def _run(self, body: Body, via: str, found: _Effects) -> None:
        """Add what the body does; a routine that runs inside a trigger counts as the trigger's doing."""
        if not found.enter(body, via):
            return
        for use in body.uses:
            spelt = self._spelt(use)
            found.add(spelt, via)
            self._follow(spelt, via, found)
        for table, event in body.extra_events:
            self._fire(table, event, found)
        for kind, names in (("procedure", body.calls), ("function", body.functions)):
            for name in names:
                callee = self._routines.get((kind, name.lower()))
                if callee is not None:
                    self._run(callee, via, found)

    def _follow(self, use: TableUse, via: str, found: _Effects) -> None:
        """Add what the use sets off: a view's tables, a table's triggers."""
        view = self._views.get(use.table.lower())
        if view is not None:
            self._open(view, use, via, found)
        elif use.mode != READ and use.operation not in ("truncate", "alter"):
            self._fire(use.table, use.operation, found)

    def _open(self, view: Body, use: TableUse, via: str, found: _Effects) -> None:
        inner = TRIGGER if via == TRIGGER else VIEW
        if not found.enter(view, f"{inner} {use.mode} {use.operation}"):
            return
        for part in view.uses:
            if use.mode == READ:
                spelt = self._spelt(replace(part, lock=part.lock or use.lock))
            elif len(view.uses) == 1:
                spelt = self._spelt(TableUse(part.table, use.mode, use.operation))
            else:
                spelt = self._spelt(part)
            found.add(spelt, inner)
            self._follow(spelt, inner, found)
        for name in view.functions:
            function = self._routines.get(("function", name.lower()))
            if function is not None:
                self._run(function, PROCEDURE if inner == VIEW else inner, found)

    def _fire(self, table: str, event: str, found: _Effects) -> None:
        for trigger in self._triggers.get((table.lower(), event), ()):
            self._run(trigger, TRIGGER, found)


class _Effects:
    """Effects in the order found, each once, and the bodies that were entered, so that cycles end."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str, str], Effect] = {}
        self._entered: set[tuple[str, str, str]] = set()

    def enter(self, body: Body, via: str) -> bool:
        key = (body.kind, body.name.lower(), via)
        new = key not in self._entered
        self._entered.add(key)
        return new

    def add(self, use: TableUse, via: str) -> None:
        key = (use.table, use.mode, use.operation, via)
        old = self._found.get(key)
        if old is None:
            self._found[key] = (use, via)
        elif use.lock and not old[0].lock:
            self._found[key] = (replace(old[0], lock=True), via)

    def effects(self) -> tuple[Effect, ...]:
        return tuple(self._found.values())
