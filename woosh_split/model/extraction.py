"""What extracting a service does, as data: what moves, what stands in, what is called, what stands against it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FileEdit:
    """A registered edit of a moved file: the line of the monolith's file where it begins, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class MovedFile:
    """A file that comes along; paths are relative to the service's folder and to the monolith's root."""

    path: str
    origin: str
    edits: tuple[FileEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class StandIn:
    """A generated file in the place of one that stays behind; ``kind`` is read-model, facade, client or augmentation."""

    path: str
    origin: str
    kind: str
    owner: str


@dataclass(frozen=True, slots=True)
class RemoteMethod:
    """A method that is called over the wire, and the files that call it."""

    owner: str
    provider: str
    method: str
    callers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method that the service answers to others."""

    provider: str
    method: str
    callers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignWrite:
    """A table of others that the service's code writes, with the policy that the split file has for it."""

    table: str
    owner: str
    policy: str
    sites: tuple[str, ...] = ()

    def within(self, other: ForeignWrite) -> bool:
        """Tell whether another entry says the same, with all of its places."""
        same = (self.table, self.owner) == (other.table, other.owner)
        return same and set(self.sites) <= set(other.sites)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A transaction over tables of several owners, and the modules that would have to be together to keep it whole."""

    function: str
    file: str
    line: int
    owners: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HiddenField:
    """A column that the service does not see: its answers lack it where they had it."""

    table: str
    column: str
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """One service as it would be extracted. ``refusals`` say why it cannot be; nothing is written then."""

    service: str
    modules: tuple[str, ...]
    moved: tuple[MovedFile, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    calls: tuple[RemoteMethod, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    writes: tuple[ForeignWrite, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    borrowed: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    hidden: tuple[HiddenField, ...] = ()
    notes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    tsconfig: str = "tsconfig.json"
    """What it is compiled with, below its folder."""
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
