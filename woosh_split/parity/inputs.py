"""Everything that a verification reads before it starts anything, so that what is missing is told at once."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from woosh_split.artefacts.service.nestjs.address import NAMES
from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.meant import did_you_mean
from woosh_split.model.parity import ORIGINAL
from woosh_split.model.placement import placement_of
from woosh_split.model.split import MONOLITH
from woosh_split.parity.clones import Filling, read_filling
from woosh_split.parity.environment import NONE_SEEN, Keys, read_env, read_keys
from woosh_split.parity.fixed_address import (
    Encryption,
    FixedAddress,
    address_in_a_file,
    encryption_of,
    fixed_address_of,
)
from woosh_split.parity.fixed_port import FixedPort, fixed_ports_of, listening_names
from woosh_split.parity.left_out import column_of
from woosh_split.parity.program import Program, find_node, start_in
from woosh_split.parity.request import VerifyRequest
from woosh_split.parity.routing import RouteTable, route_table
from woosh_split.parity.script import Request, read_script
from woosh_split.parity.settings import Settings, read_settings
from woosh_split.sources.nesting import json_of


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is verified (``services``), the programs for it, and with what they are started and asked.

    ``services`` has the remainder (``monolith``) as its last only where it was extracted.
    """

    settings: Settings
    script: tuple[Request, ...]
    services: tuple[str, ...]
    monolith: Program
    programs: tuple[Program, ...]
    keys: Keys
    given: Mapping[str, str]
    table: RouteTable
    filling: Filling
    ignored: frozenset[tuple[str, str]]
    ignored_columns: tuple[str, ...] = ()
    fixed_ports: tuple[FixedPort, ...] = ()
    fixed_address: FixedAddress | None = None
    encryption: Encryption | None = None

    @property
    def running(self) -> tuple[str, ...]:
        """Every process on the side of the services; what they do not answer is the last one's."""
        return self.services if MONOLITH in self.services else (*self.services, MONOLITH)


def read_inputs(request: VerifyRequest) -> Inputs:
    """Read the script, the settings, the dump and the seed data, and find the programs.

    Raises:
        InputError: something is not there, or is not what it should be.
    """
    find_node()
    settings = read_settings(request.split_path.parent)
    ignored_columns = (*settings.ignore_columns, *request.ignore_columns)
    for each in ignored_columns:
        column_of(each)
    services = _chosen(request)
    app = app_folder(request.root, request.facts)
    fixed_ports = () if settings.start_command else fixed_ports_of(app, start_in(app))
    given = {**settings.environment, **_env_file(request.env_file), **request.environment}
    told = {**settings.database_keys, **request.database_keys}
    keys, fixed_address = _keys(app, request.root, told, given, fixed_address_of(app))
    keys = replace(keys, listen=tuple(dict.fromkeys((*keys.listen, *listening_names(app)))))
    homes = {module: home for module, home in placement_of(request.split).modules.items() if home in services}
    return Inputs(
        settings=settings,
        script=_script(request, settings),
        services=services,
        monolith=Program(ORIGINAL, app.resolve(), app.resolve()),
        programs=tuple(_program(request, service) for service in services),
        keys=keys,
        given=given,
        table=route_table(request.facts.routes, homes),
        filling=read_filling_of(request, settings),
        ignored=frozenset(_ignored(each) for each in settings.ignore),
        ignored_columns=ignored_columns,
        fixed_ports=fixed_ports,
        fixed_address=fixed_address,
        encryption=encryption_of(app),
    )


def read_filling_of(request: VerifyRequest, settings: Settings) -> Filling:
    """Read what the clones are made of: the dump, then the seed data.

    Raises:
        InputError: there is no dump, a file cannot be read, or the seed command fails.
    """
    dumps = request.split.monolith.dump or _dumps(request.facts)
    seed = request.seed or tuple(settings.folder / each for each in settings.seed)
    command = _words(request.seed_command) if request.seed_command else settings.seed_command
    files = [*(request.root / each for each in dumps), *seed]
    return read_filling(files, command, settings.folder, settings.character_set)


def _words(command: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(command))
    except ValueError as error:
        raise InputError(
            f"--seed-command {command}: {error}. Quote it as a shell would read it, or write it as a list, as seed_command of "
            "verify.yaml."
        ) from error


def _chosen(request: VerifyRequest) -> tuple[str, ...]:
    """Return the services that are verified, in order, and the remainder where it was extracted."""
    known = [service.name for service in request.split.services]
    if sum((bool(request.services), request.everything, request.control_only)) != 1:
        raise InputError(
            "Name the services to verify, or give --all, or --control (the monolith with itself)."
        )
    for name in request.services:
        if name not in known:
            raise InputError(f"The split file has no service {name}{did_you_mean(name, known) or '.'}")
    if request.control_only:
        return ()
    chosen = tuple(sorted(known)) if request.everything else _with_called(request)
    if not request.everything:
        return chosen
    remainder = request.services_folder / MONOLITH / "package.json"
    return (*chosen, MONOLITH) if remainder.is_file() else chosen


def is_slice(folder: Path, service: str) -> bool:
    """Tell a service that was extracted with ``--stage slice``: the code of others runs in it, so it calls nobody."""
    try:
        document = json_of((folder / service / "package.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(document, dict) and document.get("name") == f"{service}-slice"


def _with_called(request: VerifyRequest) -> tuple[str, ...]:
    """Return the named services and those that they call over the wire, whose endpoints the monolith does not have."""
    calls = [each for each in request.split.crossings if each.kind == "call" and each.policy == "remote"]
    slices = {
        name for name in {each.from_service for each in calls} if is_slice(request.services_folder, name)
    }
    calls = [each for each in calls if each.from_service not in slices]
    found = set(request.services)
    while True:
        more = {each.to_service for each in calls if each.from_service in found} - found
        if not more:
            break
        request.note(f"Verified along with them, since they are called: {', '.join(sorted(more))}.")
        found |= more
    return (*sorted(found - {MONOLITH}), *([MONOLITH] if MONOLITH in found else []))


def _program(request: VerifyRequest, service: str) -> Program:
    workspace = request.services_folder
    folder = workspace / service
    if not (folder / "package.json").is_file():
        raise InputError(
            f"{folder} holds no service. Extract it first: woosh-split extract {service} (or --all), or say with "
            "--services-folder where it is."
        )
    packages = workspace if (workspace / "package.json").is_file() else folder
    return Program(service, folder.resolve(), packages.resolve())


def app_folder(root: Path, facts: Facts) -> Path:
    """Return the folder of the monolith's package.json: one that says how to start it, the nearest above its root module.

    Libraries of a workspace have files of that name too. Where none says how to start anything, the nearest counts.

    Raises:
        InputError: there is none.
    """
    imported = {name for module in facts.modules for name in module.imports}
    above = [
        folder
        for module in sorted(facts.modules, key=lambda each: each.name in imported)
        for folder in _folders_above(root, module.file)
        if (folder / "package.json").is_file()
    ]
    if not above:
        raise InputError(
            f"No package.json stands above the modules of the monolith in {root}. What starts it?"
        )
    return next((folder for folder in above if _starts(folder)), above[0])


def _folders_above(root: Path, file: str) -> Iterator[Path]:
    for folder in (root / file).parents:
        yield folder
        if folder == root:
            return


def _starts(folder: Path) -> bool:
    try:
        scripts = json_of((folder / "package.json").read_bytes()).get("scripts", {})
    except (OSError, ValueError, AttributeError):
        return False
    return isinstance(scripts, dict) and not {"start", "start:prod"}.isdisjoint(scripts)


def _keys(
    app: Path, root: Path, told: Mapping[str, str], given: Mapping[str, str], address: FixedAddress | None
) -> tuple[Keys, FixedAddress | None]:
    """Read the names in the application's folder; a library beside it may open the connection as well.

    Where neither names anything of the database, and nobody told, the address comes from a file: it is replaced as a fixed one.
    """
    fixed = {role: NAMES[role] for role in address.values} if address is not None else {}
    try:
        return read_keys(app, told, given, fixed), address
    except InputError as error:
        if app != root:
            with contextlib.suppress(InputError):
                return read_keys(root, told, given, fixed), address
        anywhere = None if told or address is not None else address_in_a_file(app)
        if anywhere is None or NONE_SEEN not in str(error):
            raise
        return read_keys(app, {role: NAMES[role] for role in anywhere.values}, given), anywhere


def _dumps(facts: Facts) -> tuple[str, ...]:
    found = sorted({table.file for table in facts.tables if table.file and table.file.endswith(".sql")})
    if not found:
        raise InputError("There is no dump of the database. Name it in the split file, as monolith.dump.")
    return tuple(found)


def _env_file(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        return read_env(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"--env-file {path} cannot be read: {error}.") from error


def _script(request: VerifyRequest, settings: Settings) -> tuple[Request, ...]:
    path = request.requests or settings.folder / (settings.requests or "requests.jsonl")
    try:
        return read_script(path.read_text("utf-8"), str(path))
    except FileNotFoundError:
        raise InputError(
            f"There is no request script {path}. Write one (docs/reference/verify.md), have one made with --generate, "
            "or name yours with --requests."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The request script {path} cannot be read: {error}.") from error


def _ignored(told: str) -> tuple[str, str]:
    """Return route and path of a line such as ``GET /health: $.uptime``."""
    route, colon, path = told.rpartition(": ")
    if not colon or not path.strip().startswith(("$", "header ", "status")):
        raise InputError(f"ignore: {told!r} is not written as `GET /health: $.uptime`.")
    return route.strip(), path.strip()
