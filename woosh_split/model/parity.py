"""What a comparison of the monolith with its services found."""

from __future__ import annotations

from dataclasses import dataclass

ORIGINAL, CONTROL = "original", "control"
"""The monolith as it is, and the same once more: what it does not say twice alike is no difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the two sides are not the same.

    ``where`` is ``status``, ``header NAME``, or a path in the body or in a row (``$.data[0].id``). ``why`` is told where
    it is known; ``declared`` means that the split asked for it, so that it is no failure.
    """

    where: str
    monolith: str
    services: str
    why: str | None = None
    declared: bool = False


@dataclass(frozen=True, slots=True)
class RequestResult:
    """One request of the script: who answered it, with what, and how the answers differ.

    ``noise`` are the places that the monolith itself does not answer the same way twice.
    """

    number: int
    method: str
    path: str
    route: str | None
    service: str
    status: int | None
    differences: tuple[Difference, ...] = ()
    noise: tuple[str, ...] = ()
    milliseconds: tuple[float, float] = (0.0, 0.0)  # monolith, services


@dataclass(frozen=True, slots=True)
class TableResult:
    """One table after the last request: its owner, and how the rows differ.

    ``left_out`` are the columns that were not compared because the user said so.
    """

    table: str
    service: str
    rows: int
    differences: tuple[Difference, ...] = ()
    noise: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Denied:
    """What the database refused to a service: a grant is missing, or the code writes what it may not.

    ``what`` is the right (``UPDATE on Clients``), ``statement`` one that was refused.
    """

    service: str
    what: str
    statement: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Trouble:
    """A service that does not compile, build or start; ``said`` is the end of what it printed."""

    service: str
    step: str  # install | compile | build | start | stopped
    said: str
    errors: int = 0


@dataclass(frozen=True, slots=True)
class Verification:
    """The whole answer of ``verify``."""

    services: tuple[str, ...]
    requests: tuple[RequestResult, ...] = ()
    tables: tuple[TableResult, ...] = ()
    denied: tuple[Denied, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    routes: int = 0
    routes_asked: int = 0
    routes_not_asked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs but what was declared."""
        found = [each.differences for each in self.requests] + [each.differences for each in self.tables]
        differs = any(not difference.declared for differences in found for difference in differences)
        return bool(self.requests) and not (differs or self.troubles or self.denied)
