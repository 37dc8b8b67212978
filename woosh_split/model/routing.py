"""The routing table: every route that the monolith answers, who owns it, and to whom it is sent today."""

from __future__ import annotations

from dataclasses import dataclass, field

TABLE_VERSION = 1

LITERAL, PARAMETER, WILDCARD = "literal", "parameter", "wildcard"
TO_MONOLITH, TO_SERVICE, TO_SPLIT, TO_SHADOW = "monolith", "service", "split", "shadow"
TARGET_KINDS = (TO_MONOLITH, TO_SHADOW, TO_SPLIT, TO_SERVICE)
"""In the order in which a route moves."""


def address_variable(target: str) -> str:
    """Return the variable of the environment that holds a target's address: ``ORDER_MANAGEMENT_URL``.

    Gateway, services, engines and ``verify`` have to mean the same one.
    """
    return f"{target.upper().replace('-', '_')}_URL"


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of a path: a literal text, a parameter's name, or a wildcard, which takes what is left.

    ``pattern`` is a regular expression: a parameter, or what is left for a wildcard, must meet it as a whole, in any
    case unless the router tells cases apart. Without one a parameter takes any text without a slash, a wildcard any
    text at all, also none. A wildcard stands last and begins behind a slash: ``/files/*`` takes ``/files/``, not
    ``/files``. ``optional``: the segment and its slash may be missing.
    """

    kind: str  # literal | parameter | wildcard
    text: str
    pattern: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where a route is sent. ``percent`` of the subjects (split) or of the requests (shadow) reach the service too."""

    kind: str = TO_MONOLITH
    percent: int = 0
    sticky: bool = True


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """One route. ``id`` is a fingerprint of methods, version and pattern; ``order`` that of the monolith's own router.

    ``service`` is ``monolith`` for what is in no service. ``versions`` are those of header versioning, empty without.
    """

    id: str
    methods: tuple[str, ...]
    path: str
    segments: tuple[Segment, ...]
    handler: str
    source: str  # file:line
    order: int
    service: str
    auth: str = "none"  # required | optional | none
    body: str = "none"  # none | json | upload | stream
    kind: str = "http"  # http | sse | websocket | webhook
    versions: tuple[str, ...] = ()
    timeout_ms: int = 30_000
    shadowable: bool = False
    target: Target = Target()
    shadowed: bool = False
    """An earlier route has the same methods, version and pattern, so that this one never answers."""

    @property
    def meets_requests(self) -> bool:
        """Whether plain requests meet it: a path of web sockets takes their handshakes only, unless all methods reach it."""
        return self.kind != "websocket" or "ALL" in self.methods

    @property
    def named(self) -> str:
        """The route as people say it: its verbs and its path."""
        return f"{','.join(self.methods)} {self.path}"


@dataclass(frozen=True, slots=True)
class Router:
    """How the monolith's own router compares: the oracle for who answers."""

    engine: str = "express"  # express | fastify
    case_sensitive: bool = False
    strict_slash: bool = False  # whether /a and /a/ are two paths
    version_header: str | None = None


@dataclass(frozen=True, slots=True)
class RoutingTable:
    """The whole table. ``services`` are the targets besides the monolith; their addresses are no part of it.

    A target's address comes from the environment: ``MONOLITH_URL``, ``ORDER_MANAGEMENT_URL``.
    """

    version: int = TABLE_VERSION
    router: Router = Router()
    services: tuple[str, ...] = ()
    salt: str = ""
    """What sticky splits hash with the subject; it must not change while a split runs."""
    routes: tuple[RouteEntry, ...] = field(default=())
