"""A routing table to the files of an engine: addresses from the environment, everything else from the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from woosh_split.artefacts.routes.fidelity import fidelity_page
from woosh_split.artefacts.routes.handshakes import rendered
from woosh_split.artefacts.routes.registry import ENGINES, ONLY_USED
from woosh_split.artefacts.routes.rendering import UNSUPPORTED, Addresses, Rendering, RenderOptions
from woosh_split.errors import InputError
from woosh_split.model.routing import TO_MONOLITH, TO_SPLIT, RoutingTable, address_variable
from woosh_split.model.split import MONOLITH

_HEADER = re.compile(r"[A-Za-z0-9-]+")
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")


def render_routes(
    table: RoutingTable,
    engine: str,
    environment: Mapping[str, str],
    listen: int,
    subject: str,
    gateway: str,
) -> tuple[Rendering, dict[str, str]]:
    """Return the rendering, and its files with the report beside them.

    Raises:
        InputError: a target has no address that the engine can use, or ``subject`` is no header's name.
    """
    if not _HEADER.fullmatch(subject):
        raise InputError(f"--subject {subject}: expected ip, or the name of a header such as X-Device-Id.")
    options = RenderOptions(addresses_of(table, engine, environment), listen, subject, gateway)
    found = rendered(ENGINES[engine], table, options)
    return found, {**dict(found.files), "fidelity.md": fidelity_page(found)}


def refuse_unsupported(found: Rendering) -> None:
    """Refuse a rendering in which a route that leaves the monolith cannot.

    Raises:
        InputError: there is one.
    """
    bad = [
        each for each in found.fidelity if each.grade == UNSUPPORTED and each.entry.target.kind != TO_MONOLITH
    ]
    if bad:
        listed = "; ".join(
            f"{','.join(each.entry.methods)} {each.entry.path}: {each.why}" for each in bad[:5]
        )
        kept = any(each.entry.target.kind == TO_SPLIT and each.entry.target.sticky for each in bad)
        sticky = " (a split may do without keeping users: --no-sticky)" if kept else ""
        more = f"; and {len(bad) - 5} more" if len(bad) > 5 else ""
        raise InputError(
            f"{found.engine} cannot do what the table says: {listed}{more}. Send these to the monolith with "
            f"`woosh-split routes set`{sticky}, or leave them there with --partial."
        )


def addresses_of(table: RoutingTable, engine: str, environment: Mapping[str, str]) -> Addresses:
    """Return host and port of each target that the engine's files name, from MONOLITH_URL, ORDER_MANAGEMENT_URL and the like.

    Raises:
        InputError: one is missing, or is no address of http.
    """
    named = {
        entry.service for entry in table.routes if engine not in ONLY_USED or entry.target.kind != TO_MONOLITH
    }
    needed = (MONOLITH, *sorted(named - {MONOLITH}))
    missing = [address_variable(name) for name in needed if not environment.get(address_variable(name))]
    if missing:
        raise InputError(
            f"No address for {', '.join(missing)}. Set each to where it answers, for example "
            f"{missing[0]}=http://127.0.0.1:3000."
        )
    return Addresses(
        {name: _address(address_variable(name), environment[address_variable(name)]) for name in needed}
    )


def _address(variable: str, url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError(f"{variable} is {url!r}, which is no address: {error}.") from error
    if "@" in parts.netloc:
        raise InputError(
            f"{variable} holds a user or a password, which no engine would send on. Leave them out."
        )
    if parts.scheme != "http" or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise InputError(
            f"{variable} is {url!r}. Expected scheme, host and port without a path, for example http://127.0.0.1:3000; "
            "engines are rendered for targets that speak http."
        )
    if not _HOST.fullmatch(parts.hostname):
        raise InputError(f"{variable} is {url!r}, whose host is no name and no address.")
    return parts.hostname, port or 80
