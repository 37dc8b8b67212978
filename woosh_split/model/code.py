"""Facts about code: modules, routes, calls, jobs, events, imports and what the mobile app asks for."""

from __future__ import annotations

from dataclasses import field

from woosh_split.records import dataclass

CHANGES_TABLES = "changes-tables"
MAY_CHANGE_TABLES = "may-change-tables"
"""The hazard of a connection that changes its tables whenever the program starts."""
RESULT_TABLE = "result-table"
"""The hazard of a connection that keeps the results of queries in a table."""

SHARED = "~shared"
"""The pseudo module of files that no module claims."""


@dataclass(frozen=True, slots=True)
class Module:
    """One Nest module (or the pseudo module ``~shared``) and the files that belong to it."""

    name: str
    class_name: str = field(metadata={"key": "class"})
    file: str
    line: int
    imports: tuple[str, ...] = ()
    controllers: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    is_global: bool = field(default=False, metadata={"key": "global"})
    files: tuple[str, ...] = ()
    enhancers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One verb and path that the monolith answers, as a client sends it."""

    method: str
    path: str
    module: str
    handler: str
    file: str
    line: int
    guards: tuple[str, ...] = ()
    version: str | None = None
    order: int = 0
    auth: str = "none"  # required | optional | none
    body: str = "none"  # none | json | upload | stream
    kind: str = "http"  # http | sse | websocket | webhook
    quiet: bool = False
    """Nothing is written, emitted or sent by the handler and its guards, wherever they call."""
    limit_exempt: bool = False
    """The limit of the application's throttler does not hold: it is skipped, or the handler has one of its own."""

    @property
    def shadowable(self) -> bool:
        """Tell a read of which nothing is written, so that it may be asked twice."""
        return self.quiet and self.method in ("GET", "HEAD") and self.kind == "http"


@dataclass(frozen=True, slots=True)
class HttpRouter:
    """How the monolith's router compares paths and finds versions, as its start file sets it up."""

    engine: str = "express"  # express | fastify
    case_sensitive: bool = False
    strict_slash: bool = False
    versioning: str = "none"  # none | uri | header | media-type | custom
    version_header: str | None = None


GENERIC, GENERIC_CLASS, AT_ONCE, UPLOAD, CRITERIA = "generic", "generic-class", "sync", "upload", "criteria"
REQUEST, FUNCTION = "request", "function"
"""What binds a method to its process: it or its class is generic, its result is no Promise, it takes an uploaded file,
criteria of TypeORM, which may hold operators, or the running request, or it is handed a function."""


@dataclass(frozen=True, slots=True)
class Call:
    """A method call through an injected provider that belongs to another module.

    ``hands_connection`` says that it hands on an EntityManager, QueryRunner, repository or query builder, or that the
    method declares to take one: it works on the caller's connection, and cannot be called over the wire. ``bound_by`` says
    what else is declared of the method that no call over the wire can do.
    """

    from_module: str = field(metadata={"key": "from"})
    to_module: str = field(metadata={"key": "to"})
    provider: str
    method: str
    function: str
    file: str
    line: int
    hands_connection: bool = False
    bound_by: str = ""


@dataclass(frozen=True, slots=True)
class SharedCall:
    """A call of a function of no module that touches tables on a connection of its own, or of one that leads there.

    Also what saves an entity that a subscriber of TypeORM hears which Nest provides: TypeORM calls that one.
    """

    from_module: str = field(metadata={"key": "from"})
    function: str
    to_function: str
    to_file: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Import:
    """One import or re-export between two files of the monolith."""

    from_file: str
    to_file: str
    names: tuple[str, ...]
    type_only: bool
    line: int


TOP_LEVEL = "(top level)"
"""The function that code outside of every function is charged to."""


@dataclass(frozen=True, slots=True)
class Job:
    """Code that runs by itself: a cron text, or milliseconds as digits."""

    module: str
    function: str
    schedule: str
    file: str
    line: int

    @property
    def comes_along(self) -> bool:
        """Whether every process that loads the file runs it, whoever's module the file lies in."""
        return self.function == TOP_LEVEL


PROCESS, QUEUE, BROKER, SOCKET = "process", "queue", "broker", "socket"


@dataclass(frozen=True, slots=True)
class Event:
    """A message that leaves or reaches a function.

    ``channel`` is what carries it: the ``process`` itself (an emitter, a bus of CQRS, a bus of the project's own), a ``queue``
    (Bull), a ``broker`` (microservice patterns, RabbitMQ, SQS, gRPC), or a ``socket`` of a browser or an app, which never
    brings to a handler of the monolith what the monolith sent. ``class_file`` declares the class that a message is of, where
    it is known by a class: two may have one name.
    """

    module: str
    event: str
    direction: str  # emits | handles
    function: str
    file: str
    line: int
    channel: str = PROCESS
    class_file: str | None = None


@dataclass(frozen=True, slots=True)
class NetworkCall:
    """A call that leaves the process over the network, by what it is called (``axios.post``), and in which transaction.

    A call that is reached from several transactions is listed once for each of them.
    """

    module: str
    function: str
    target: str
    file: str
    line: int
    transaction: str | None = None


@dataclass(frozen=True, slots=True)
class ClientCall:
    """A request that the mobile app sends, and the backend's route that would really answer it."""

    method: str
    path: str
    route: str | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Hazard:
    """A place whose behaviour changes once a gateway or a second process stands in front of the monolith."""

    kind: str  # ip-keyed-limit | trust-proxy | absolute-url | in-memory-state | duplicate-global-module | changes-tables | may-change-tables
    subject: str
    detail: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Something that was seen and could not be resolved: a result, never dropped in silence."""

    kind: str
    file: str
    line: int
    text: str
    reason: str
