"""``woosh-split verify --generate``: a request script from the routes, with values of a clone of the data; or from a gateway's log."""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from woosh_split.database.comparing import administer, one_value_each
from woosh_split.errors import DatabaseError
from woosh_split.model.code import Route
from woosh_split.parity.clones import make_clones
from woosh_split.parity.generate import SESSION, Generated, generate, no_login, to_lines, with_token_headers
from woosh_split.parity.inputs import read_filling_of
from woosh_split.parity.processes import Children, interruptible
from woosh_split.parity.request import VerifyRequest
from woosh_split.parity.samples import number_or_text, source_of
from woosh_split.parity.script import Request, read_script, write_script
from woosh_split.parity.server import Server, database_server
from woosh_split.parity.settings import Settings, read_settings
from woosh_split.sources.code.nestjs.request_shapes import request_shapes
from woosh_split.sources.code.nestjs.token_hazards import further_places
from woosh_split.sources.logs.gateway_access import captured_gets

_VALUES = 2


def generated_script(request: VerifyRequest) -> str:
    """Return the script as text; what could not be made stands above it as comments.

    Raises:
        InputError: the data cannot be loaded, or there is no server program.
        DatabaseError: the server is away or refuses us.
    """
    settings = read_settings(request.split_path.parent)
    filling = read_filling_of(request, settings)
    request.progress("reading bodies", 0, 0)
    shapes = request_shapes(request.root, request.facts.routes)
    work = Path(tempfile.mkdtemp(prefix="woosh-split-verify-"))
    (work / "logs").mkdir()
    sql_mode = settings.sql_mode if request.sql_mode is None else request.sql_mode
    name = f"ws_{secrets.token_hex(3)}_sample"
    request.progress("starting the database", 0, 0)
    try:
        with (
            interruptible(),
            Children(work / "logs") as children,
            database_server(request.database, children, work / "database", sql_mode, set()) as server,
        ):
            for note in make_clones(server, (name,), filling):
                request.note(note)
            sample = _Samples(request, server, name)
            made = generate(request.facts.routes, shapes, sample, _login(settings))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return to_lines(made) + _written(made.requests, request)


def captured_script(request: VerifyRequest, logs: Sequence[str]) -> str:
    """Return a script of what clients read through the gateway, by its logs; each path is asked for once, as the user of ``login``.

    Raises:
        InputError: a log cannot be read, or holds no such request.
    """
    login = _login(read_settings(request.split_path.parent))
    captured = captured_gets(logs)
    gaps = []
    if login is None:
        gaps.append(no_login(request.facts.routes))
    if captured.unread:
        gaps.append(f"{captured.unread} lines of the log are no requests")
    session = SESSION if login is not None else None
    requests = [Request("GET", path, session=session) for path in captured.paths]
    script = (*([login] if login is not None else []), *requests)
    return to_lines(Generated((), tuple(gaps))) + _written(script, request)


def _written(requests: Sequence[Request], request: VerifyRequest) -> str:
    places = further_places(request.facts.hazards)
    headers = [each.name for each in places if each.kind == "header"]
    return write_script(with_token_headers(requests, headers))


class _Samples:
    """Values of the clone, each column asked for once."""

    def __init__(self, request: VerifyRequest, server: Server, database: str) -> None:
        self.facts = request.facts
        self.server = server
        self.database = database
        self._known: dict[tuple[str, str], list[str | int]] = {}

    def __call__(self, name: str, route: Route) -> list[str | int]:
        source = source_of(name, route, self.facts)
        if source is None:
            return []
        key = (source.table, source.column)
        if key not in self._known:
            self._known[key] = self._ask(*key)
        return self._known[key]

    def _ask(self, table: str, column: str) -> list[str | int]:
        try:
            with administer(self.server.url) as connection:
                return number_or_text(one_value_each(connection, self.database, table, column, _VALUES))
        except DatabaseError:
            return []  # an entity names it, and the database has no such table


def _login(settings: Settings) -> Request | None:
    if not settings.login:
        return None
    told = {"method": "POST", "as": SESSION, **settings.login}
    (request,) = read_script(json.dumps(told), f"login of {settings.folder / 'verify.yaml'}")
    return request
