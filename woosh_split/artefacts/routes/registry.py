"""Every engine that a routing table is rendered for, on one screen."""

from __future__ import annotations

from collections.abc import Mapping

from woosh_split.artefacts.routes.engines import envoy, gateway_api, haproxy, nginx, traefik
from woosh_split.artefacts.routes.handshakes import Engine

ENGINES: Mapping[str, Engine] = {
    envoy.NAME: envoy.render,
    gateway_api.NAME: gateway_api.render,
    haproxy.NAME: haproxy.render,
    nginx.NAME: nginx.render,
    traefik.NAME: traefik.render,
}

CHECKS: Mapping[str, str] = {
    envoy.NAME: envoy.CHECK,
    gateway_api.NAME: gateway_api.CHECK,
    haproxy.NAME: haproxy.CHECK,
    nginx.NAME: nginx.CHECK,
    traefik.NAME: traefik.CHECK,
}
"""How each engine checks what was rendered, run in its folder."""

ONLY_USED = frozenset({nginx.NAME, traefik.NAME})
"""Engines whose files hold only targets that get requests; the others know every service before its first route moves."""
