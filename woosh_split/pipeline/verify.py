"""``woosh-split verify``: the monolith and its services run, are asked the same, and are compared."""

from __future__ import annotations

import contextlib
import os
import secrets
import shlex
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.parity import Denied, Trouble, Verification
from woosh_split.model.placement import placement_of
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.parity.accounts import Account, one_account, without_isolation
from woosh_split.parity.answers import secrets_of
from woosh_split.parity.asking import Asked, Sides, ask
from woosh_split.parity.booting import READY, Boot, boot_all
from woosh_split.parity.clones import Filling, make_clones, read_filling
from woosh_split.parity.environment import Keys, environment_of, read_env, read_keys
from woosh_split.parity.moments import Run
from woosh_split.parity.processes import Child, Children, free_port, interruptible
from woosh_split.parity.program import Program, compile_and_build, entry_of, find_node, install
from woosh_split.parity.refusals import refused_by_server, refused_in_logs
from woosh_split.parity.router import Router
from woosh_split.parity.routing import RouteTable, route_table
from woosh_split.parity.script import Request, ScriptError, read_script
from woosh_split.parity.sending import Side
from woosh_split.parity.server import Server, start_server
from woosh_split.parity.settings import Settings, read_settings
from woosh_split.parity.tables import Databases, compare_tables
from woosh_split.parity.tokens import key_environments, url_key
from woosh_split.pipeline.request import Progress, no_note, no_progress

CONTROL = "control"


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """What is verified, and with what; empty values mean: what ``verify.yaml`` says, or what is found."""

    root: Path
    folder: Path
    """The folder of the split file, beside which ``verify.yaml`` and ``requests.jsonl`` are looked for."""
    split: SplitFile
    facts: Facts
    services: tuple[str, ...] = ()
    everything: bool = False
    control_only: bool = False
    generated: Path = Path("split/services")
    requests: Path | None = None
    database: str | None = None
    isolation: str | None = None
    seed: tuple[Path, ...] = ()
    seed_command: str | None = None
    sql_mode: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    env_file: Path | None = None
    database_keys: Mapping[str, str] = field(default_factory=dict)
    install: bool = True
    build: bool = True
    keep: bool = False
    progress: Progress = no_progress
    note: Callable[[str], None] = no_note


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that is known before anything is started."""

    settings: Settings
    script: tuple[Request, ...]
    services: tuple[str, ...]
    monolith: Program
    programs: tuple[Program, ...]
    keys: Keys
    given: Mapping[str, str]
    table: RouteTable
    filling: Filling


def verify(request: VerifyRequest) -> Verification:
    """Do the whole verification; whatever was started is stopped again.

    Raises:
        InputError: something that is needed is not there, or does not work.
        DatabaseError: the server is away or refuses us.
    """
    prepared = _prepare(request)
    work = Path(tempfile.mkdtemp(prefix="woosh-split-verify-"))
    logs = work / "logs"
    logs.mkdir()
    try:
        with interruptible(), Children(logs) as children:
            return _run(request, prepared, children, work)
    finally:
        if request.keep:
            request.note(f"The logs are in {logs}.")
            shutil.rmtree(work / "database", ignore_errors=True)
        else:
            shutil.rmtree(work, ignore_errors=True)


def _prepare(request: VerifyRequest) -> _Prepared:
    find_node()
    settings = read_settings(request.folder)
    services = _chosen(request)
    app = _app_folder(request.root, request.facts)
    given = {**settings.environment, **_env_file(request.env_file), **request.environment}
    split = request.split
    homes = {} if request.control_only else placement_of(split).modules
    homes = {module: home for module, home in homes.items() if home in services}
    seed = request.seed or tuple(settings.folder / each for each in settings.seed)
    command = shlex.split(request.seed_command) if request.seed_command else settings.seed_command
    return _Prepared(
        settings,
        _script(request, settings),
        services,
        Program(MONOLITH, app.resolve(), app.resolve()),
        () if request.control_only else tuple(_program(request, service) for service in services),
        read_keys(app, {**settings.database_keys, **request.database_keys}, given),
        given,
        route_table(request.facts.routes, homes),
        read_filling(
            [*(request.root / each for each in split.monolith.dump or _dumps(request.facts)), *seed], command, settings.folder,
            settings.character_set,
        ),
    )  # fmt: skip


def _chosen(request: VerifyRequest) -> tuple[str, ...]:
    """Return the services that run beside the remainder, in order."""
    known = [service.name for service in request.split.services]
    if request.control_only:
        return ()
    for name in request.services:
        if name not in known:
            raise InputError(f"The split file has no service {name!r}. It has: {', '.join(known)}.")
    if not request.services and not request.everything:
        raise InputError("Name the services to verify, or give --all (or --control, for the monolith alone).")
    chosen = tuple(sorted(known if request.everything else set(request.services)))
    if request.everything and (request.root / request.generated / MONOLITH).is_dir():
        return (*chosen, MONOLITH)
    return chosen


def _program(request: VerifyRequest, service: str) -> Program:
    workspace = request.root / request.generated
    folder = workspace / service
    if not (folder / "package.json").is_file():
        raise InputError(
            f"{folder} holds no service. Extract it first: woosh-split extract {service} (or --all), or say with "
            "--services-folder where it is."
        )
    return Program(service, folder.resolve(), workspace.resolve())


def _app_folder(root: Path, facts: Facts) -> Path:
    """Return the folder of the monolith's package.json: the nearest above its modules."""
    for module in facts.modules:
        for folder in (root / module.file).parents:
            if (folder / "package.json").is_file():
                return folder
            if folder == root:
                break
    raise InputError(f"No package.json stands above the modules of the monolith in {root}. What starts it?")


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


def _run(request: VerifyRequest, prepared: _Prepared, children: Children, work: Path) -> Verification:
    programs = (prepared.monolith, *prepared.programs)
    troubles = _make(request, children, programs)
    routes = len({entry.name for entry in prepared.table.entries})
    if troubles:
        return Verification(prepared.services, troubles=troubles, routes=routes)
    taken: set[int] = set()
    request.progress("starting the database", 0, 0)
    with _server(request, prepared, children, work, taken) as (server, databases, mark):
        make_clones(server, (databases.monolith, databases.control, databases.services), prepared.filling)
        accounts = without_isolation(server, databases.services, (*prepared.services, MONOLITH), mark)
        return _compare(request, prepared, children, work, taken, server, databases, accounts, mark)


def _make(request: VerifyRequest, children: Children, programs: Sequence[Program]) -> tuple[Trouble, ...]:
    if request.install:
        request.progress("installing packages", 0, 0)
        for program in {each.packages: each for each in programs}.values():
            trouble = install(children, program)
            if trouble is not None:
                return (trouble,)
    if request.build:
        return compile_and_build(children, programs, request.progress)
    return ()


@contextlib.contextmanager
def _server(
    request: VerifyRequest, prepared: _Prepared, children: Children, work: Path, taken: set[int]
) -> Iterator[tuple[Server, Databases, str]]:
    mark = f"ws_{secrets.token_hex(3)}_"
    databases = Databases(f"{mark}monolith", f"{mark}control", f"{mark}services")
    sql_mode = request.sql_mode if request.sql_mode is not None else prepared.settings.sql_mode
    if request.database is not None:
        raise InputError("--database is not built yet.")
    yield start_server(children, work / "database", sql_mode, taken), databases, mark


def _compare(
    request: VerifyRequest, prepared: _Prepared, children: Children, work: Path, taken: set[int], server: Server,
    databases: Databases, accounts: Mapping[str, Account], mark: str,
) -> Verification:  # fmt: skip
    run = Run(time.time())
    own = {
        name: one_account(server, database, f"{mark}{name}")
        for name, database in (("original", databases.monolith), (CONTROL, databases.control))
    }
    running = prepared.services if MONOLITH in prepared.services else (*prepared.services, MONOLITH)
    ports = {name: free_port(taken) for name in ("original", CONTROL, "router", *running)}
    boots = _boots(prepared, running, ports, own, accounts, server, work)
    request.progress("starting the programs", 0, 0)
    started, troubles = boot_all(children, boots)
    routes = sorted({entry.name for entry in prepared.table.entries})
    if troubles:
        return Verification(prepared.services, troubles=troubles, routes=len(routes))
    sides = Sides(
        Side("monolith", ports["original"]), Side(CONTROL, ports[CONTROL]), Side("services", ports["router"])
    )
    ignored = frozenset(_ignored(each) for each in prepared.settings.ignore)
    with Router(prepared.table, {name: ports[name] for name in running}, ports["router"]):
        asked = ask(prepared.script, sides, prepared.table, run, secrets_of(()), ignored, request.progress)
    _refuse_unmet(asked)
    placement = placement_of(request.split)
    tables = compare_tables(server, databases, placement, run, request.progress)
    seen = {result.route for result in asked.results}
    return Verification(
        prepared.services, asked.results, tables,
        _denied(server, accounts, [started[name] for name in running]),
        _stopped(started, running), len(routes), len(seen & set(routes)),
        tuple(route for route in routes if route not in seen),
    )  # fmt: skip


def _boots(
    prepared: _Prepared, running: Sequence[str], ports: Mapping[str, int], own: Mapping[str, Account],
    accounts: Mapping[str, Account], server: Server, work: Path,
) -> list[Boot]:  # fmt: skip
    programs = {program.name: program for program in prepared.programs}
    urls = {url_key(name): f"http://127.0.0.1:{ports[name]}" for name in running}
    signing = key_environments(running)
    boots = []
    for name in ("original", CONTROL, *running):
        program = programs.get(name, prepared.monolith)
        home = work / "run" / name
        home.mkdir(parents=True)
        environment = environment_of(
            prepared.keys, own.get(name) or accounts[name], server.endpoint.host, server.endpoint.port, ports[name],
            prepared.given, os.environ.get("PATH", ""), home,
        )  # fmt: skip
        extracted = name in programs
        if extracted:
            environment |= {**urls, **signing[name], "JOBS": "off", "INTERNAL_TIMEOUT_MS": "30000"}
        command = prepared.settings.start_command or ("node", str(entry_of(program).resolve()))
        boots.append(Boot(name, tuple(command), ports[name], environment, home, READY if extracted else None))
    return boots


def _ignored(told: str) -> tuple[str, str]:
    """Return route and path of a line such as ``GET /health: $.uptime``."""
    route, colon, path = told.rpartition(":")
    if not colon or not path.strip().startswith(("$", "header ")):
        raise InputError(f"ignore: {told!r} is not written as `GET /health: $.uptime`.")
    return route.strip(), path.strip()


def _refuse_unmet(asked: Asked) -> None:
    if asked.unmet:
        shown = "; ".join(asked.unmet[:5])
        more = f"; and {len(asked.unmet) - 5} more" if len(asked.unmet) > 5 else ""
        raise ScriptError(
            f"The monolith does not answer {len(asked.unmet)} of {len(asked.results)} requests as the script expects, so "
            f"that a comparison would prove little: {shown}{more}. Is its seed data loaded, its environment whole?"
        )


def _denied(server: Server, accounts: Mapping[str, Account], children: Sequence[Child]) -> tuple[Denied, ...]:
    users = {account.user: service for service, account in accounts.items()}
    if server.errors is not None:
        return refused_by_server(server.errors, users)
    return refused_in_logs(children)


def _stopped(started: Mapping[str, Child], running: Sequence[str]) -> tuple[Trouble, ...]:
    return tuple(Trouble(name, "stopped", started[name].said()) for name in running if not started[name].runs)
