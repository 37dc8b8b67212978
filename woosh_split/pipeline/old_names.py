"""Who uses the old names of a phase's tables: reasons not to take them away, and what nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from woosh_split.apply.completion import users_of
from woosh_split.artefacts.database.completing import old_places
from woosh_split.database.ddl import Ddl
from woosh_split.database.usage import connections, digests, running_now, stored_code, wide_rights
from woosh_split.model.access import Access
from woosh_split.model.observation import ALTER, AUDIT, UNKNOWN_USER, Observation, Statement
from woosh_split.model.organisation import Organisation, PhasePart
from woosh_split.model.split import MONOLITH
from woosh_split.plan.scene import GRANTS
from woosh_split.sources.logs.tally import Tally

HOUR = 3600
_SHOWN = 3
_DUMPING = re.compile(
    r"SHOW\s+(?:CREATE\s|(?:FULL\s+)?(?:FIELDS|COLUMNS)\s|KEYS\s|INDEX(?:ES)?\s)|LOCK\s+TABLES\b(?!.*\bWRITE\b)",
    re.IGNORECASE | re.DOTALL,
)
"""What a dump of the schema sends for each name that it finds there. Whoever reads the rows sends something else, too."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is looked at: the code that the monolith still runs, and what was seen to run.

    ``out`` are the services whose phase is applied and whose routes are all with them. ``homes`` maps modules to
    services; what is not there is the monolith's.
    """

    phase: PhasePart
    organisation: Organisation
    out: frozenset[str]
    accesses: tuple[Access, ...] = ()
    homes: Mapping[str, str] = field(default_factory=dict)
    observed: Observation | None = None
    quiet: float = 24 * HOUR
    """For so many seconds nobody may have used an old name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``uses`` stand in the way, ``unknown`` is what nobody can tell here, ``notes`` are for people to know."""

    uses: tuple[str, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]


def find_uses(evidence: Evidence, ddl: Ddl) -> Finding:
    """Look at code, stored code, and what the server tells of statements."""
    uses = [*_code(evidence), *_by_grants(evidence), *_stored(evidence, ddl), *_running(evidence, ddl)]
    unknown: list[str] = []
    if evidence.observed is not None:
        uses += _seen(
            evidence.observed.statements, evidence, "was seen in the observation: {text} ({count} times)"
        )
        unknown = list(_untold(evidence.observed, evidence))
    else:
        more, unknown = _digests(evidence, ddl)
        uses += more
    return Finding(tuple(uses), tuple(unknown), tuple(_notes(evidence, ddl)))


def _tables(evidence: Evidence) -> set[str]:
    return {table for _, table in old_places(evidence.phase)}


def _code(evidence: Evidence) -> Iterator[str]:
    """What the facts know of code that runs in the monolith: what is in no service, and services that are not out."""
    found: dict[tuple[str, str], set[str]] = {}
    names = {name.lower(): name for name in _tables(evidence)}
    for access in evidence.accesses:
        home = evidence.homes.get(access.module, MONOLITH)
        if access.table.lower() in names and home not in evidence.out:
            key = (names[access.table.lower()], home)
            found.setdefault(key, set()).add(f"{access.file}:{access.line}")
    for (table, home), places in sorted(found.items()):
        who = "the monolith" if home == MONOLITH else f"{home}, which still runs in the monolith"
        yield f"{table} is used by {who}: {_few(sorted(places))}."


def _few(places: list[str]) -> str:
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    return f"{', '.join(places[:_SHOWN])}{more}"


def _by_grants(evidence: Evidence) -> Iterator[str]:
    """Services that are out and live in the monolith's schema: isolation ``grants`` knows no other names."""
    places = old_places(evidence.phase)
    parts = (part for phase in evidence.organisation.phases for part in phase.services)
    for part in parts:
        if part.isolation != GRANTS or part.service not in evidence.out:
            continue
        for grant in part.grants:
            if (grant.schema, grant.name) in places:
                yield f"{grant.name} is used by {part.service} under its old name: its isolation is grants."


def _stored(evidence: Evidence, ddl: Ddl) -> Iterator[str]:
    ours = {
        (view.schema, view.name) for part in evidence.organisation.parts for view in part.views
    } | set(old_places(evidence.phase))  # fmt: skip
    ours |= {(m.target, m.table) for part in evidence.organisation.parts for m in part.moves}
    schema = evidence.organisation.schema
    for told in stored_code(ddl, schema, _tables(evidence), ours):
        yield f"On the server {told}. Drop it, or let it read where the table lies."


def _running(evidence: Evidence, ddl: Ddl) -> Iterator[str]:
    for who, statement in running_now(ddl, evidence.organisation.schema):
        tally = Tally()
        tally.add(None, evidence.organisation.schema, statement, 1)
        for told in _seen(tally.statements("?"), evidence, "is used just now: {text}"):
            yield f"{told} ({who})"


def _digests(evidence: Evidence, ddl: Ddl) -> tuple[list[str], list[str]]:
    kept = digests(ddl)
    if kept is None:
        return [], [
            "Whether anybody used an old name lately: this server keeps no statements (performance_schema or its consumer "
            "statements_digest is off; userstat counts users and tables apart, so it does not tell). Give --observed a file "
            "that `observe --format json` wrote from a log of all statements, or switch performance_schema on."
        ]
    tally = Tally()
    for each in kept.statements:
        if each.ago <= evidence.quiet:
            tally.add(None, each.schema, each.text, each.count, cut=each.cut)
    hours = f"{evidence.quiet / HOUR:.3g} h"
    unknown = []
    if kept.since < evidence.quiet:
        unknown.append(
            f"Whether anybody used an old name in the last {hours}: performance_schema counts for {kept.since / HOUR:.1f} h only. "
            "Wait, or ask for less with --quiet-for."
        )
    if kept.full:
        unknown.append(
            "Whether statements that performance_schema had no room for used an old name: raise performance_schema_digests_size."
        )
    found = _seen(
        tally.statements("?"), evidence, f"was used within {hours}: {{text}} ({{count}} times in all)"
    )
    return list(found), unknown


def _seen(statements: Iterable[Statement], evidence: Evidence, told: str) -> Iterator[str]:
    """What statements say of the old names; those of services are told apart by their schema or user."""
    places = {(schema.lower(), table.lower()): table for schema, table in old_places(evidence.phase)}
    ours = users_of(evidence.organisation)
    for statement in statements:
        if statement.user in ours or _DUMPING.match(statement.text.lstrip()):
            continue
        for use in statement.uses:
            place = ((use.schema or statement.schema or "").lower(), use.table.lower())
            if place in places and use.operation != ALTER:
                text = statement.text if len(statement.text) <= 100 else f"{statement.text[:97]}..."
                yield f"{places[place]} {told.format(text=text, count=statement.count)}"
                break


def _untold(observed: Observation, evidence: Evidence) -> Iterator[str]:
    """What was seen of the tables, and cannot be told from a service at its own ones."""
    names = {name.lower(): name for name in _tables(evidence)}
    count, tables = 0, set()
    for statement in observed.statements:
        if statement.user == UNKNOWN_USER and statement.schema is None:
            bare = {
                names[use.table.lower()]
                for use in statement.uses
                if not use.schema and use.table.lower() in names
            }
            count += statement.count if bare else 0
            tables |= bare
    if count:
        yield (
            f"Who ran {count} statements that name {', '.join(sorted(tables))}: their connections were open before the log began, so it tells "
            "neither their user nor their schema. Begin the log, then restart what is connected, or end its connections, and observe again."
        )
    ours = users_of(evidence.organisation)
    for each in observed.accesses:
        if each.via == AUDIT and each.user not in ours and each.table.lower() in names:
            yield (
                f"Under which name {each.user} touched {names[each.table.lower()]} {each.count} times: an audit log of tables does not tell. "
                "Give a log of all statements."
            )


def _notes(evidence: Evidence, ddl: Ddl) -> Iterator[str]:
    schema = evidence.organisation.schema
    ours = users_of(evidence.organisation)
    for user, number in connections(ddl, schema, ours):
        yield (
            f"{user} has {number} connection{'s' if number > 1 else ''} open in {schema}. What it still does under an old name will "
            "fail from now on."
        )
    targets = {target for target, _ in old_places(evidence.phase).values()}
    wide = wide_rights(ddl, targets, ours)
    if wide:
        yield (
            f"These accounts reach {', '.join(sorted(targets))} all the same, and no single table can be taken from them: "
            f"{'; '.join(wide)}. A monolith among them should have rights on {schema} alone."
        )
    if evidence.observed is not None:
        for source in evidence.observed.sources:
            yield f"Observed: {source.kind} {source.name}, from {source.first or '?'} to {source.last or '?'}."
