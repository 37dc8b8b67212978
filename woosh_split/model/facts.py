"""The facts document: everything that was read, in one frozen value."""

from __future__ import annotations

from dataclasses import field

from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import (
    Call,
    ClientCall,
    Event,
    Hazard,
    HttpRouter,
    Import,
    Job,
    Module,
    NetworkCall,
    Route,
    SharedCall,
    Unresolved,
)
from woosh_split.model.schema import DatabaseEvent, Drift, Relation, Routine, Table, Trigger
from woosh_split.records import dataclass

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Monolith:
    """What was analysed, and how large it is."""

    name: str
    root: str
    framework: str
    files: int
    lines: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Database call sites that were seen, and how many of them were resolved to tables."""

    sites: int = 0
    resolved: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """The whole facts file; the order of the fields is the order of the document's keys.

    ``shared_files`` are those of the pseudo module ``~shared``, which no module of the code claims.
    """

    monolith: Monolith
    modules: tuple[Module, ...] = ()
    tables: tuple[Table, ...] = ()
    routes: tuple[Route, ...] = ()
    accesses: tuple[Access, ...] = ()
    calls: tuple[Call, ...] = ()
    relations: tuple[Relation, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    jobs: tuple[Job, ...] = ()
    events: tuple[Event, ...] = ()
    client_calls: tuple[ClientCall, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    imports: tuple[Import, ...] = ()
    routines: tuple[Routine, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    db_events: tuple[DatabaseEvent, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    drift: tuple[Drift, ...] = ()
    shared_files: tuple[str, ...] = ()
    coverage: Coverage = Coverage()
    network_calls: tuple[NetworkCall, ...] = ()
    router: HttpRouter = field(default_factory=HttpRouter)
    frame_calls: tuple[Call, ...] = ()
    """Calls of injected providers by guards, interceptors, pipes, filters, middleware and strategies, of their own module's
    too: these classes work in every service whose routes they stand around."""
    shared_calls: tuple[SharedCall, ...] = ()
    """Calls of functions of no module, by which their accesses are known to be the callers'."""
