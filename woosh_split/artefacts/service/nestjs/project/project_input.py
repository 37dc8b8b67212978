"""What the files around a service's code are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from woosh_split.model.code import Job, Route
from woosh_split.model.service_code import ServiceCode

PackageReader = Callable[[str], str | None]
"""Returns the text of ``node_modules/<name>/package.json``, None where it is not there."""


def no_packages(name: str) -> str | None:
    """Return nothing: no ``node_modules`` is there."""
    return None


@dataclass(frozen=True, slots=True)
class Monolith:
    """The monolith's own project files, as texts. Paths are relative to the folder of its package.json.

    ``configs`` are its tsconfig files with everything that they extend (a path may lead upwards: ``../tsconfig.json``),
    ``lock_folder`` is the folder of package.json as seen from the lock ("" where both are in one folder, ``apps/api``
    where the lock is the workspace's), ``root_package_json`` the workspace's, for its overrides and engines, ``nest_folder``
    the folder of nest-cli.json in a service ("" where it is the service's own, ``api`` where a package's code came along).
    """

    package_json: str
    lock_name: str | None = None
    lock: str | None = None
    lock_folder: str = ""
    root_package_json: str | None = None
    read_package: PackageReader = no_packages
    configs: Mapping[str, str] = field(default_factory=dict)
    nest_cli: str | None = None
    nest_folder: str = ""
    nvmrc: str | None = None
    npmrc: str | None = None
    swcrc: str | None = None
    webpack: Mapping[str, str] = field(default_factory=dict)
    """Settings of webpack, by path."""
    webpack_needs: tuple[str, ...] = ()
    """The packages that these name."""


@dataclass(frozen=True, slots=True)
class Debt:
    """A crossing that still works because the database is shared, as the README tells it; ``crossing`` is its id."""

    crossing: str
    kind: str
    what: str
    owner: str
    issue: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class RemoteCall:
    """A method of another owner that the service calls over the network."""

    owner: str
    provider: str
    method: str


@dataclass(frozen=True, slots=True)
class ProjectInput:
    """A service, a member of the workspace around it: one lock for all services.

    Paths are relative to its folder, which mirrors that of the monolith's package.json.

    ``files`` are the TypeScript files, moved and generated, as they will be written; ``assets`` the paths of all other
    files that travel (templates of mails, JSON that is imported); ``code`` what
    ``sources.code.nestjs.needs.read.read_service_code`` says of ``files``. ``generated`` are the paths among them that
    are generated. ``owners`` are the names of those that it calls, ``tables_read`` pairs of a table and its owner.
    """

    service: str
    monolith: Monolith
    code: ServiceCode
    files: Mapping[str, str]
    entry: str = "src/main.ts"
    assets: tuple[str, ...] = ()
    generated: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    modules: tuple[str, ...] = ()
    tables_owned: tuple[str, ...] = ()
    tables_read: tuple[tuple[str, str], ...] = ()
    calls: tuple[RemoteCall, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    """Class and method of each internal endpoint that it offers to others."""
    debts: tuple[Debt, ...] = ()
    jobs: tuple[Job, ...] = ()
    token_places: tuple[tuple[str, str], ...] = ()
    """Kind (header, cookie) and name of the places in which tokens come beside ``Authorization``."""
    phase: str | None = None
    shared: str | None = None
    """The package of the workspace from which it imports shared code."""
    shared_files: frozenset[str] = frozenset()
    """The paths of its code that is in that package; ``code`` and not ``files`` has it."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a person should know about a file: ``subject`` is the file or the package."""

    subject: str
    text: str
