"""Statements that ran, held against the grants of a phase: which of them would be denied.

Before the split one user runs everything. Whose statement it is, is told by the code: it comes from the services whose
code may issue it. After phase N a service that is out has its own grants. The monolith does what it likes with tables
whose owner is not out, and with the others what the grants of the code that is still in it say; once the clean-up phase
is done, it has the grants of the remainder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from woosh_split.artefacts.database.stage import Reach
from woosh_split.graph.observing import WITHIN, issues
from woosh_split.model.access import Access
from woosh_split.model.migration import SCRATCH
from woosh_split.model.observation import (
    ALTER,
    STATEMENT,
    Denial,
    Explanation,
    Observation,
    Replay,
    SeenUse,
    Statement,
)
from woosh_split.model.organisation import (
    DELETE,
    DROP,
    EXECUTE,
    INSERT,
    SELECT,
    UPDATE,
    Grant,
    Organisation,
    ServicePart,
)
from woosh_split.model.placement import Placement
from woosh_split.model.split import MONOLITH

_VERBS = {
    "select": SELECT,
    "insert": INSERT,
    "update": UPDATE,
    "delete": DELETE,
    "truncate": DROP,
}
_READS_FIRST = ("update", "delete")


@dataclass(slots=True)
class _Rights:
    """Verbs by schema and table in small letters, each with its columns (None: all), and routines.

    ``hidden`` are the columns that a view or grant leaves out, and whether the service's code names them all the same:
    the entities that the service gets do not.
    """

    verbs: dict[tuple[str, str], dict[str, set[str] | None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    hidden: dict[tuple[str, str], dict[str, bool]] = field(default_factory=lambda: defaultdict(dict))
    routines: set[str] = field(default_factory=set)
    schemas: list[str] = field(default_factory=list)  # where a name without a schema is looked for
    taken: frozenset[str] | None = (
        None  # tables of services that are out; every other table is free (None: none is)
    )

    def take(self, part: ServicePart) -> None:
        """Add the grants of a part, for its own user."""
        self.schemas.append(part.schema.lower())
        for grant in part.grants:
            self._take(grant, grant.schema.lower(), grant.columns)
            if grant.kind == "table":
                self.hidden[grant.schema.lower(), grant.name.lower()] |= {
                    each.column.lower(): bool(each.named_at) for each in grant.hidden
                }

    def take_over(self, part: ServicePart, schema: str) -> None:
        """Add what the code of a part does as long as it runs in the monolith: on whole tables, under their old names."""
        for grant in part.grants:
            own = grant.schema == part.schema
            self._take(grant, (schema if own else grant.schema).lower(), ())

    def _take(self, grant: Grant, schema: str, columns: tuple[str, ...]) -> None:
        if grant.kind in ("procedure", "function"):
            self.routines.add(grant.name.lower())
        elif grant.kind == "table":
            verbs = self.verbs[schema, grant.name.lower()]
            for verb in grant.verbs:
                old = verbs.get(verb, set())
                whole = old is None or not columns or verb == DELETE
                verbs[verb] = None if whole else {*(old or ()), *(each.lower() for each in columns)}

    def missing(self, statement: Statement, *, strict: bool) -> tuple[str, ...]:
        """Return the rights that the statement needs and that are not there.

        Unless ``strict``, a hidden column that only an entity named is no fault: the service's entity lacks it.
        """
        found: dict[str, None] = {}
        conditional = " WHERE " in f" {statement.text.upper()} "
        for use in statement.uses:
            found.update(dict.fromkeys(self._missing_of(use, conditional, strict)))
        for name in statement.calls:
            if self.taken is None and name.lower() not in self.routines:
                found[f"{EXECUTE} on {name}"] = None
        return tuple(sorted(found))

    def _missing_of(self, use: SeenUse, conditional: bool, strict: bool) -> Iterator[str]:
        verb = _VERBS.get(use.operation)
        if verb is None or (self.taken is not None and use.table.lower() not in self.taken):
            return
        key = self._place(use)
        name = use.table if use.schema is None else f"{use.schema}.{use.table}"
        granted = self.verbs.get(key, {})
        if verb not in granted:
            yield f"{verb} on {name}"
        else:
            hidden = self.hidden.get(key, {})
            forgiven = set() if strict else {column for column, named in hidden.items() if not named}
            yield from self._missing_columns(use, verb, granted[verb], set(hidden), forgiven)
        if use.operation in _READS_FIRST and conditional and SELECT not in granted:
            yield f"{SELECT} on {name}"

    def _place(self, use: SeenUse) -> tuple[str, str]:
        table = use.table.lower()
        if use.schema is not None:
            return use.schema.lower(), table
        return next(((name, table) for name in self.schemas if (name, table) in self.verbs), ("", table))

    @staticmethod
    def _missing_columns(
        use: SeenUse, verb: str, allowed: set[str] | None, hidden: set[str], forgiven: set[str]
    ) -> Iterator[str]:
        if use.columns is None:
            if allowed is not None:
                yield f"{verb} on every column of {use.table}"
            return
        refused = [
            column
            for column in use.columns
            if column.lower() not in forgiven
            and (column.lower() in hidden or (allowed is not None and column.lower() not in allowed))
        ]
        if refused:
            yield f"{verb} ({', '.join(refused)}) on {use.table}"


def replay(
    observation: Observation, organisation: Organisation, phase: str, reach: Reach, placement: Placement
) -> Replay:
    """Return what would be denied once the phases up to and with ``phase`` are carried out.

    ``reach`` is what the code of each service touches.
    """
    rights, extracted = _in_force(organisation, phase, placement)
    users = {part.account.user: part.service for part in organisation.parts}
    explained = _explained(reach)
    callers = _callers(organisation)
    ours = {name.lower() for name in observation.schemas}
    denials: list[Denial] = []
    statements = [
        each
        for each in observation.statements
        if (each.schema is None or each.schema.lower() in ours)
        and all(use.via == STATEMENT for use in each.uses)  # stored code has rights of its own
        and not any((use.schema or "").startswith(SCRATCH) for use in each.uses)  # our own rehearsals
    ]
    for statement in statements:
        if statement.uses or statement.calls:
            denials += _denials(statement, users, explained, callers, rights, extracted)
    return Replay(
        phase,
        tuple(sorted(extracted)),
        len({each.digest for each in statements}),
        sum(each.count for each in statements),
        tuple(
            sorted(
                denials, key=lambda each: (not each.certain, each.service, -each.count, each.text, each.user)
            )
        ),
        sum(each.count for each in statements if each.problem is not None),
        sum(each.count for each in statements if any(use.operation == ALTER for use in each.uses)),
    )


def _in_force(
    organisation: Organisation, phase: str, placement: Placement
) -> tuple[dict[str, _Rights], frozenset[str]]:
    """Return the rights of each service that is out and of the monolith, and who is out."""
    index = next(i for i, each in enumerate(organisation.phases) if each.id == phase)
    parts = [part for each in organisation.phases[: index + 1] for part in each.services]
    rights: dict[str, _Rights] = defaultdict(_Rights)
    for part in parts:
        rights[part.service].take(part)
    extracted = frozenset(part.service for part in parts) - {MONOLITH}
    if MONOLITH not in rights:
        monolith = rights[MONOLITH] = _Rights(schemas=[organisation.schema.lower()])
        tables = (*placement.tables, *placement.references)
        monolith.taken = frozenset(
            name.lower() for name in tables if placement.owner_of_table(name) in extracted
        )
        for part in organisation.parts:
            if part.service not in extracted:
                monolith.take_over(part, organisation.schema)
    return dict(rights), extracted


_Explained = Mapping[tuple[str, str], Mapping[str, tuple[Access, ...]]]


def _explained(reach: Reach) -> _Explained:
    """Return the accesses that may issue an operation on a table, by service."""
    found: dict[tuple[str, str], dict[str, list[Access]]] = defaultdict(lambda: defaultdict(list))
    for service, accesses in reach.items():
        for access in accesses:
            for operation in issues(access) if access.via not in WITHIN else ():
                found[access.table.lower(), operation][service].append(access)
    return {key: {name: tuple(each) for name, each in by.items()} for key, by in found.items()}


def _denials(
    statement: Statement,
    users: Mapping[str, str],
    explained: _Explained,
    callers: Mapping[str, set[str]],
    rights: Mapping[str, _Rights],
    extracted: frozenset[str],
) -> Iterator[Denial]:
    known = users.get(statement.user)
    services = {known} if known is not None else _candidates(statement, explained, callers)
    runners = {name if name in extracted else MONOLITH for name in services} or {MONOLITH}
    missing = {name: rights[name].missing(statement, strict=known is not None) for name in runners}
    for name in sorted(runners):
        if missing[name]:
            yield Denial(
                name, statement.user, statement.digest, statement.text, statement.count, missing[name],
                _places(statement, explained, [each for each in services if (each if each in extracted else MONOLITH) == name]),
                certain=all(missing.values()),
            )  # fmt: skip


def _callers(organisation: Organisation) -> Mapping[str, set[str]]:
    """Return the services whose code calls a routine."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in organisation.parts:
        for grant in part.grants:
            if grant.kind in ("procedure", "function"):
                found[grant.name.lower()].add(part.service)
    return found


def _candidates(statement: Statement, explained: _Explained, callers: Mapping[str, set[str]]) -> set[str]:
    """Return the services whose code may issue the whole statement; where none may, those that may issue a part."""
    each = [set(explained.get((use.table.lower(), use.operation), ())) for use in statement.uses]
    each += [callers.get(name.lower(), set()) for name in statement.calls]
    if not each:
        return set()
    return set.intersection(*each) or set.union(*each)


def _places(statement: Statement, explained: _Explained, services: Iterable[str]) -> tuple[Explanation, ...]:
    found = {
        Explanation(access.module, access.file, access.line)
        for use in statement.uses
        for service in services
        for access in explained.get((use.table.lower(), use.operation), {}).get(service, ())
    }
    return tuple(sorted(found, key=lambda each: (each.file, each.line, each.module)))
