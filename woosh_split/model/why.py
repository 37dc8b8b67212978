"""Answers of ``why``: what ties two things, what separating them costs, and who owns a table."""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.model.proposal import Evidence, Ownership


@dataclass(frozen=True, slots=True)
class Link:
    """All ties of one kind between two things, each named ``module x`` or ``table y``, with their places."""

    kind: str
    first: str
    second: str
    cost: float
    places: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One edge of the path: everything that ties two neighbours, the dearest first."""

    first: str
    second: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Why two things hang together. Without a path (``connected`` is false) both tuples are empty.

    ``cut`` are the ties of least cost without which no path is left: what separating the two costs.
    """

    first: str
    second: str
    connected: bool
    path: tuple[Hop, ...] = ()
    cut: tuple[Link, ...] = ()
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class OwnerAnswer:
    """Who owns a table by the evidence; ``placed`` is where the split file has it, None without one.

    Bids name services, or modules where there is no split file yet.
    """

    table: str
    placed: str | None
    ownership: Ownership
    readers: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """What ties a module to one service, or to one other module where there is no split file."""

    name: str
    cost: float
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ModuleAnswer:
    """What ties a module to each home, the strongest first; ``placed`` is where the split file has it."""

    module: str
    placed: str | None
    homes: tuple[Home, ...] = ()


Answer = Between | OwnerAnswer | ModuleAnswer
