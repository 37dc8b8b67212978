"""The split file as data: what people decided about services, tables, crossings, pins and phases."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from woosh_split.model.crossing import CALL, provider_of
from woosh_split.records import dataclass

SPLIT_VERSION = 1

MONOLITH = "monolith"
"""The reserved owner: whatever is in no service stays with it."""

SHARED_SCHEMA = "shared"
"""The schema of reference tables that live in no service."""

REMOTE, API, BORROW = "remote", "api", "borrow"
POLICIES = ("view", "grant", REMOTE, API, BORROW, "debt")
OVER_THE_WIRE = frozenset({REMOTE, API})
"""Policies of crossings whose owner answers while it runs, and only then."""
LATER_POLICIES = ("event", "saga")
"""Known names that are refused by name until they are built."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where things are, relative to the folder of the split file."""

    root: str = "."
    app: str | None = None
    dump: tuple[str, ...] = ()
    client: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """A bounded context: its modules, the tables that it owns, and how strictly it is held."""

    name: str
    modules: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    schema: str | None = None
    strict: bool = False
    isolation: str | None = None  # schema | grants; None: as the whole file says


@dataclass(frozen=True, slots=True)
class Reference:
    """A table that many read and one (or nobody) writes; ``place`` is ``shared`` or a service's name."""

    table: str
    writer: str | None = None
    place: str = field(default=SHARED_SCHEMA, metadata={"key": "in"})


@dataclass(frozen=True, slots=True)
class Contract:
    """The policy that people gave to one crossing.

    ``id`` is the crossing's fingerprint (``model.crossing.crossing_id``). A debt has an issue and an end.
    """

    id: str
    from_service: str = field(metadata={"key": "from"})
    to_service: str = field(metadata={"key": "to"})
    kind: str
    what: str
    policy: str
    columns: tuple[str, ...] = ()  # what a published view shows; empty: not yet decided, all that is read
    issue: str | None = None
    until: date | None = None
    why: str = field(default="", compare=False)  # why the proposal gives this policy, a comment in the file

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is about, in the order of ``crossing_id``: a person's file may give it another id."""
        return self.kind, self.from_service, self.to_service, self.what

    @property
    def provider(self) -> str:
        """The class that a call calls."""
        return provider_of(self.what)


@dataclass(frozen=True, slots=True)
class Pins:
    """What a person nailed down: groups that stay together, groups kept apart, and homes by name."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    service: tuple[tuple[str, str], ...] = ()  # (module or table, service)


LONGEST_PHASE = 80
"""Characters of a phase's id: so many the journal of the database keeps."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of the migration, as the split file names it."""

    id: str
    services: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitFile:
    """The whole split file; everything in it was proposed once and may have been changed by a person."""

    version: int = SPLIT_VERSION
    monolith: Location = Location()
    isolation: str = "schema"
    services: tuple[Service, ...] = ()
    reference: tuple[Reference, ...] = ()
    libraries: tuple[str, ...] = ()
    crossings: tuple[Contract, ...] = ()
    pins: Pins = Pins()
    phases: tuple[Phase, ...] = ()

    def isolation_of(self, service: str) -> str:
        """Return how a service is isolated: its own word, or the file's; nothing of who is no service."""
        found = next((each for each in self.services if each.name == service), None)
        return (found.isolation or self.isolation) if found is not None else ""

    def borrows(self, service: str, owner: str) -> list[Contract]:
        """Return the contracts by which a service has code of an owner.

        They are its own, else those of the frame that it carries, else those of the code that it borrows: what that code
        borrowed comes along with it.
        """
        found = [each for each in self.crossings if each.policy == BORROW and each.to_service == owner]
        own = [each for each in found if each.from_service == service]
        frame = [each for each in found if each.from_service == MONOLITH and each.kind == CALL]
        return own or frame or self._lent(service, [each for each in found if each.kind == CALL])

    def calls(self, service: str, provider: str) -> list[Contract]:
        """Return the crossings by which the code in a service calls a provider, in the order of :meth:`borrows`."""
        found = [
            each
            for each in self.crossings
            if each.kind == CALL and each.provider == provider and each.to_service != service
        ]
        own = [each for each in found if each.from_service == service]
        frame = [each for each in found if each.from_service == MONOLITH]
        return own or frame or self._lent(service, found)

    def asked_over_the_wire(self) -> frozenset[tuple[str, str]]:
        """Return who calls whom, tells whom events or writes through whose endpoint: pairs of two services."""
        return frozenset(
            (each.from_service, each.to_service)
            for each in self.crossings
            if each.policy in OVER_THE_WIRE and MONOLITH not in (each.from_service, each.to_service)
        )

    def named_call(self, service: str, what: str) -> str:
        """Return the id of a crossing by which the code in a service calls a provider, that of this call if it has one."""
        found = self.calls(service, provider_of(what))
        return next((each.id for each in sorted(found, key=lambda each: each.what != what)), "")

    def _lent(self, service: str, found: list[Contract]) -> list[Contract]:
        """Return the contracts of the owners whose code a service has: by its own borrowing, its frame's, or that of this code."""
        borrowers = [service, MONOLITH] if found else []
        for borrower in borrowers:
            borrowers += dict.fromkeys(
                each.to_service
                for each in self.crossings
                if each.kind == CALL
                and each.policy == BORROW
                and each.from_service == borrower
                and each.to_service not in borrowers
            )
        return [each for each in found if each.from_service in borrowers[2:]]
