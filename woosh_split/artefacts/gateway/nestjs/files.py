"""All files of the gateway: sources as they stand in the templates, and what knows the services, rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment

from woosh_split.artefacts.gateway.limits import Limit
from woosh_split.artefacts.text_templates import text_templates
from woosh_split.model.routing import address_variable
from woosh_split.resources import resource

NODE_VERSION = "24.21.0"
TEMPLATES = "templates/gateway/nestjs"
_RENDERED = ".j2"
_PLACES = ("src", "project", "kubernetes")
"""Folders of the templates; what is in ``project`` stands at the top of the gateway."""


@dataclass(frozen=True, slots=True)
class SessionOwner:
    """The service that can tell whether a session still stands, and the place of the code that judges it."""

    service: str
    where: str


@dataclass(frozen=True, slots=True)
class TokenSources:
    """Where clients' tokens come, as the setting JWT_FROM says it, and the place of the code that looks there."""

    places: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class TokenClaims:
    """What is unusual in clients' tokens: the claim that names somebody, whether they may never expire, and who signs them."""

    subject: str | None
    never_expire: bool
    where: str


@dataclass(frozen=True, slots=True)
class GatewayInput:
    """What the gateway is made for: its services in order, the limit that it starts from, who judges sessions."""

    name: str
    services: tuple[str, ...]
    limit: Limit | None = None
    sessions: SessionOwner | None = None
    uncounted: tuple[str, ...] = ()
    """The ids of the routes for which the limit does not hold."""
    tokens: TokenSources | None = None
    claims: TokenClaims | None = None
    withheld: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Services, and the keys that their answers may lack: columns that they do not see."""

    @property
    def targets(self) -> tuple[tuple[str, str], ...]:
        """Every target with the variable of its address, the monolith first."""
        return tuple((name, address_variable(name)) for name in ("monolith", *self.services))


def gateway_files(gateway: GatewayInput) -> dict[str, bytes]:
    """Return the files of the gateway, by path."""
    values: dict[str, Any] = {
        "name": gateway.name,
        "services": gateway.services,
        "targets": gateway.targets,
        "limit": gateway.limit,
        "uncounted": gateway.uncounted,
        "sessions": gateway.sessions,
        "tokens": gateway.tokens,
        "claims": gateway.claims,
        "withheld": gateway.withheld,
        "node": NODE_VERSION,
    }
    found: dict[str, bytes] = {}
    for place in _PLACES:
        for path in sorted(_paths(resource(TEMPLATES) / place, place)):
            target = path.removeprefix("project/").removesuffix(_RENDERED)
            # A file whose name begins with a dot would be hidden among the templates.
            target = f".{target.removeprefix('dot-')}" if target.startswith("dot-") else target
            if path.endswith(_RENDERED):
                found[target] = _templates().get_template(path).render(values).encode()
            else:
                found[target] = (resource(TEMPLATES) / path).read_bytes()
    return dict(sorted(found.items()))


def _paths(folder: Traversable, prefix: str) -> Iterator[str]:
    for each in folder.iterdir():
        path = f"{prefix}/{each.name}"
        if each.is_dir():
            yield from _paths(each, path)
        else:
            yield path


@cache
def _templates() -> Environment:
    return text_templates(TEMPLATES)
