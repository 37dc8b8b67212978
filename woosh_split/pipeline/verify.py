"""``woosh-split verify``: the monolith and its services run, are asked the same, and are compared."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from woosh_split.model.parity import CONTROL, ORIGINAL, Trouble, Verification
from woosh_split.model.placement import placement_of
from woosh_split.model.split import MONOLITH
from woosh_split.parity.accounts import (
    Account,
    kind_of,
    one_account,
    organised,
    without_isolation,
)
from woosh_split.parity.answers import Secrets
from woosh_split.parity.asking import Asked, Sides, UnansweredError, ask
from woosh_split.parity.booting import boot_all, with_unread_environment
from woosh_split.parity.cast import ROUTER, boots_of
from woosh_split.parity.clones import make_clones
from woosh_split.parity.inputs import Inputs, read_inputs
from woosh_split.parity.moments import Run
from woosh_split.parity.processes import Child, Children, free_port, interruptible
from woosh_split.parity.program import compile_and_build, install
from woosh_split.parity.redis_stores import stores_of
from woosh_split.parity.refusals import refused_by_server, refused_in_logs
from woosh_split.parity.request import NO_ISOLATION, VerifyRequest
from woosh_split.parity.router import Router
from woosh_split.parity.script import ScriptError
from woosh_split.parity.sending import Side
from woosh_split.parity.server import Server, database_server
from woosh_split.parity.tables import Databases, columns_left_out, compare_tables, names_in
from woosh_split.pipeline.database import DatabaseRequest, organisation_of
from woosh_split.pipeline.kept_secrets import secrets_of_services

_ENDING_SECONDS = 5.0
"""How long a process that has closed its connections may take to be gone."""


def verify(request: VerifyRequest) -> Verification:
    """Do the whole verification; whatever was started is stopped again.

    Raises:
        InputError: something that is needed is not there, or does not work.
        DatabaseError: the server is away or refuses us.
    """
    inputs = read_inputs(request)
    work = Path(tempfile.mkdtemp(prefix="woosh-split-verify-"))
    logs = work / "logs"
    logs.mkdir()
    try:
        with interruptible(), Children(logs) as children:
            return _run(request, inputs, children, work)
    finally:
        if request.keep:
            shutil.rmtree(work / "database", ignore_errors=True)
            request.note(f"The logs are in {logs}.")
        else:
            shutil.rmtree(work, ignore_errors=True)


def _run(request: VerifyRequest, inputs: Inputs, children: Children, work: Path) -> Verification:
    routes = tuple(sorted({entry.name for entry in inputs.table.entries}))
    troubles = _make(request, inputs, children)
    if troubles:
        return Verification(inputs.services, troubles=troubles, routes=len(routes))
    taken: set[int] = set()
    mark = f"ws_{secrets.token_hex(3)}_"
    databases = Databases(f"{mark}monolith", f"{mark}control", f"{mark}services")
    sql_mode = inputs.settings.sql_mode if request.sql_mode is None else request.sql_mode
    request.progress("starting the database", 0, 0)
    with database_server(request.database, children, work / "database", sql_mode, taken) as server:
        names = (databases.monolith, databases.control, databases.services)
        for note in make_clones(server, names, inputs.filling):
            request.note(note)
        accounts, hidden = _accounts(request, inputs, server, databases, mark)
        ports = {name: free_port(taken) for name in (ORIGINAL, CONTROL, ROUTER, *inputs.running)}
        request.progress("starting the programs", 0, 0)
        stores = stores_of(children, work / "redis", inputs.keys.redis, inputs.given, taken, request.note)
        boots = boots_of(inputs, ports, accounts, server, work, stores)
        started, troubles = boot_all(children, boots)
        if troubles:
            troubles = with_unread_environment(troubles, inputs.monolith.folder, request.env_file)
            return Verification(inputs.services, troubles=troubles, routes=len(routes))
        return _compare(request, inputs, server, databases, accounts, started, ports, hidden, routes)


def _make(request: VerifyRequest, inputs: Inputs, children: Children) -> tuple[Trouble, ...]:
    programs = (inputs.monolith, *inputs.programs)
    if request.install:
        request.progress("installing packages", 0, 0)
        for program in {each.packages: each for each in programs}.values():
            trouble = install(children, program)
            if trouble is not None:
                return (trouble,)
    return compile_and_build(children, programs, request.progress) if request.build else ()


def _accounts(
    request: VerifyRequest, inputs: Inputs, server: Server, databases: Databases, mark: str
) -> tuple[dict[str, Account], dict[str, Secrets]]:
    """Return the account of each process, and the columns that services do not see."""
    own = {
        ORIGINAL: one_account(server, databases.monolith, f"{mark}original"),
        CONTROL: one_account(server, databases.control, f"{mark}control"),
    }
    if request.isolation == NO_ISOLATION or request.control_only:
        return {**own, **without_isolation(server, databases.services, inputs.running, mark)}, {}
    asked = DatabaseRequest(
        request.root, request.facts, request.split, request.split_path, databases.services, kind_of(server),
        reach=request.reach,
    )  # fmt: skip
    organisation = organisation_of(asked)
    verified = {*inputs.services, MONOLITH} if request.everything else set(inputs.services)
    accounts = organised(server, organisation, verified, mark)
    return {**own, **accounts}, secrets_of_services(organisation, request.split, verified)


def _compare(
    request: VerifyRequest, inputs: Inputs, server: Server, databases: Databases, accounts: Mapping[str, Account],
    started: Mapping[str, Child], ports: Mapping[str, int], hidden: Mapping[str, Secrets], routes: tuple[str, ...],
) -> Verification:  # fmt: skip
    run = Run(time.time())
    left_out = columns_left_out(server, databases.monolith, inputs.ignored_columns)
    sides = Sides(
        Side(MONOLITH, ports[ORIGINAL]), Side(CONTROL, ports[CONTROL]), Side("services", ports[ROUTER])
    )
    logs = {name: started[name].log for name in inputs.running}
    with Router(inputs.table, {name: ports[name] for name in inputs.running}, ports[ROUTER]):
        try:
            asked = ask(
                inputs.script, sides, inputs.table, run, hidden, inputs.ignored, logs, request.progress
            )
        except UnansweredError as error:
            raise _with_last_words(error, started[ORIGINAL]) from None
    _refuse_unmet(asked)
    tables = compare_tables(server, databases, placement_of(request.split), run, request.progress, left_out)
    seen = {result.route for result in asked.results}
    children = [started[name] for name in inputs.running]
    known = names_in(server, databases.monolith)
    if server.errors is not None:
        users = {accounts[name].user: name for name in inputs.running}
        denied = refused_by_server(server.errors, users, known)
    else:
        denied = refused_in_logs(children, known)
    encryption = inputs.encryption if server.private else None
    return Verification(
        inputs.services,
        asked.results,
        tables,
        denied,
        tuple(Trouble(child.name, "stopped", child.said()) for child in children if not child.runs),
        len(routes),
        len(seen & set(routes)),
        tuple(route for route in routes if route not in seen),
        tuple(
            each.note for each in (*inputs.fixed_ports, inputs.fixed_address, encryption) if each is not None
        ),
    )


def _with_last_words(error: UnansweredError, monolith: Child) -> ScriptError:
    """Say what a monolith printed that ended in the middle of a request: an error that nobody caught, as a rule."""
    if not monolith.ends_within(_ENDING_SECONDS):
        return error
    return ScriptError(
        f"{error} Its process has ended, as it would in production: of this request or of one before it. Take that "
        "line out of the script, or fix the monolith; where it was a promise that nobody waited for, both sides "
        "live on "
        f"with --env NODE_OPTIONS=--unhandled-rejections=warn. The last that it printed: {monolith.said(1500)}"
    )


def _refuse_unmet(asked: Asked) -> None:
    if asked.unmet:
        shown = "; ".join(asked.unmet[:5])
        more = f"; and {len(asked.unmet) - 5} more" if len(asked.unmet) > 5 else ""
        raise ScriptError(
            f"The monolith does not answer {len(asked.unmet)} of {len(asked.results)} requests as the script expects, so "
            f"that a comparison would prove little: {shown}{more}. Is its seed data loaded, and its environment "
            "complete?"
        )
