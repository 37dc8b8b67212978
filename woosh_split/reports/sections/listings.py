"""Parts that are listed as they stand in the facts, without a conclusion."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.model.code import Call
from woosh_split.model.facts import Facts
from woosh_split.model.schema import Routine, Trigger
from woosh_split.reports.section import Section, clean, columns, names, place


def routes(facts: Facts, full: bool) -> Section:
    """Return every route in the order of the facts."""
    rows = tuple(
        (
            each.method,
            clean(each.path),
            clean(each.module),
            clean(each.handler),
            each.auth,
            names(each.guards, full=True),
            place(each.file, each.line),
        )
        for each in facts.routes
    )
    titles = columns("Method", "*Path", "Module", "Handler", "Auth", "Guards", "Place")
    return Section("routes", "Routes", titles, rows)


def accesses(facts: Facts, full: bool) -> Section:
    """Return every read and write."""
    rows = tuple(
        (
            clean(each.table),
            each.operation + (" (lock)" if each.lock else ""),
            each.via,
            clean(each.module),
            clean(each.function),
            place(each.file, each.line),
        )
        for each in facts.accesses
    )
    titles = columns("*Table", "Operation", "Via", "Module", "Function", "Place")
    return Section("accesses", "Accesses", titles, rows)


def calls(facts: Facts, full: bool) -> Section:
    """Return every call between modules."""
    return _calls("calls", "Calls", facts.calls)


def frame_calls(facts: Facts, full: bool) -> Section:
    """Return the calls around the handlers."""
    return _calls("frame-calls", "Calls around the handlers", facts.frame_calls)


def _calls(name: str, title: str, found: Iterable[Call]) -> Section:
    rows = tuple(
        (
            clean(each.from_module),
            clean(each.to_module),
            clean(f"{each.provider}.{each.method}"),
            clean(each.function),
            place(each.file, each.line),
        )
        for each in found
    )
    return Section(name, title, columns("From", "To", "*Called", "Function", "Place"), rows)


def shared_calls(facts: Facts, full: bool) -> Section:
    """Return the calls of functions of no module that lead to a table."""
    rows = tuple(
        (
            clean(each.from_module),
            clean(each.to_function),
            clean(each.to_file),
            clean(each.function),
            place(each.file, each.line),
        )
        for each in facts.shared_calls
    )
    titles = columns("From", "*Called", "File", "Function", "Place")
    return Section("shared-calls", "Calls of shared code that touches tables", titles, rows)


def relations(facts: Facts, full: bool) -> Section:
    """Return every relation between entities, as tables."""
    rows = tuple(
        (
            clean(each.from_table),
            clean(each.to_table),
            each.kind,
            clean(each.join_table or ""),
            place(each.file, each.line),
        )
        for each in facts.relations
    )
    return Section("relations", "Relations", columns("*From", "*To", "Kind", "Join table", "Place"), rows)


def jobs(facts: Facts, full: bool) -> Section:
    """Return the code that runs by itself."""
    rows = tuple(
        (clean(each.schedule), clean(each.module), clean(each.function), place(each.file, each.line))
        for each in facts.jobs
    )
    return Section("jobs", "Jobs", columns("Schedule", "Module", "*Function", "Place"), rows)


def events(facts: Facts, full: bool) -> Section:
    """Return what is emitted and handled."""
    rows = tuple(
        (
            clean(each.event),
            each.direction,
            each.channel,
            clean(each.module),
            clean(each.function),
            place(each.file, each.line),
        )
        for each in facts.events
    )
    titles = columns("*Event", "Direction", "By", "Module", "Function", "Place")
    return Section("events", "Events", titles, rows)


def network_calls(facts: Facts, full: bool) -> Section:
    """Return the calls over the network, with the transaction that each is made in."""
    rows = tuple(
        (
            clean(each.target),
            clean(each.module),
            clean(each.function),
            clean(each.transaction or ""),
            place(each.file, each.line),
        )
        for each in facts.network_calls
    )
    titles = columns("*Called", "Module", "Function", "Transaction", "Place")
    return Section("network-calls", "Calls over the network", titles, rows)


def router(facts: Facts, full: bool) -> Section:
    """Return how the monolith's router compares paths."""
    told = facts.router
    header = f" ({clean(told.version_header)})" if told.version_header else ""
    rows = (
        ("engine", told.engine),
        ("capitals", "make two paths" if told.case_sensitive else "make no difference"),
        ("a last slash", "makes two paths" if told.strict_slash else "makes no difference"),
        ("versions", f"{told.versioning}{header}"),
    )
    return Section("router", "Router", columns("*", ""), rows)


def imports(facts: Facts, full: bool) -> Section:
    """Return the imports between the monolith's own files."""
    rows = tuple(
        (
            place(each.from_file, each.line),
            clean(each.to_file),
            names(each.names, full=True),
            "type" if each.type_only else "value",
        )
        for each in facts.imports
    )
    return Section("imports", "Imports", columns("*From", "To", "Names", "Kind"), rows)


def shared_files(facts: Facts, full: bool) -> Section:
    """Return the files that no module claims."""
    rows = tuple((clean(file),) for file in facts.shared_files)
    return Section("shared-files", "Files of no module", columns("*File"), rows)


def routines(facts: Facts, full: bool) -> Section:
    """Return procedures and functions of the database."""
    rows = tuple((clean(each.name), each.kind, *_touches(each)) for each in facts.routines)
    return Section("routines", "Routines", columns("*Name", "Kind", "Reads", "Writes", "Place"), rows)


def triggers(facts: Facts, full: bool) -> Section:
    """Return triggers and what they touch."""
    rows = tuple(
        (clean(each.name), f"{each.timing} {each.event} on {clean(each.table)}", *_touches(each))
        for each in facts.triggers
    )
    return Section("triggers", "Triggers", columns("*Name", "Fires", "Reads", "Writes", "Place"), rows)


def db_events(facts: Facts, full: bool) -> Section:
    """Return the events that the database server runs by itself."""
    rows = tuple(
        (
            clean(each.name),
            clean(each.schedule),
            names(each.reads, full=True),
            names(each.writes, full=True),
            place(each.file, each.line),
        )
        for each in facts.db_events
    )
    titles = columns("*Name", "Schedule", "Reads", "Writes", "Place")
    return Section("db-events", "Events of the database server", titles, rows)


def _touches(each: Routine | Trigger) -> tuple[str, str, str]:
    return names(each.reads, full=True), names(each.writes, full=True), place(each.file, each.line)
