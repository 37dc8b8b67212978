"""The one edit that the app needs: its texts name the gateway instead of the monolith, and not a byte else changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from woosh_split.artefacts.client.report import Constant
from woosh_split.artefacts.file_diff import file_diff
from woosh_split.errors import InputError


def edited(sources: Mapping[str, bytes], constants: Iterable[Constant], gateway: str) -> dict[str, bytes]:
    """Return the new content of each file that changes.

    Raises:
        InputError: ``gateway`` is no origin, or a ``Uri.https`` would have to become a ``Uri.http``.
    """
    scheme, host = _origin(gateway)
    found: dict[str, bytes] = {}
    for each in sorted(constants, key=lambda one: (one.file, -one.start)):
        data = found.get(each.file, sources[each.file])
        if each.bare and not each.origin.startswith(f"{scheme}://"):
            raise InputError(
                f"{each.file}:{each.line} writes Uri.{each.origin.split(':')[0]}, and the gateway speaks {scheme}. "
                "Change that call by hand; nothing was changed."
            )
        told = host if each.bare else f"{scheme}://{host}"
        found[each.file] = data[: each.start] + told.encode() + data[each.end :]
    return {file: data for file, data in sorted(found.items()) if data != sources[file]}


def _origin(gateway: str) -> tuple[str, str]:
    try:
        parts = urlsplit(gateway)
        port = parts.port
    except ValueError as error:
        raise InputError(f"--gateway {gateway} is no address: {error}.") from error
    plain = gateway.isascii() and gateway.isprintable() and not set("'\"\\$ ") & set(gateway)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain or "@" in parts.netloc:
        raise InputError(f"--gateway {gateway}: expected an address such as https://gateway.example.com.")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise InputError(
            f"--gateway {gateway}: expected an address without a path. The gateway answers the paths that the monolith does."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts.scheme, host if port is None else f"{host}:{port}"


def difference(sources: Mapping[str, bytes], changed: Mapping[str, bytes]) -> str:
    """Return what changes, as a unified diff."""
    return "\n".join(file_diff(file, sources[file], data, around=1) for file, data in changed.items())
