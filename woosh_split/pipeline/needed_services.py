"""Which services must run where a service has traffic: those that it calls, or tells events."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from woosh_split.model.split import SplitFile
from woosh_split.sources.files import MANIFEST_FILE
from woosh_split.sources.manifest import ManifestError, read_manifests

_CLIENT = re.compile(r"/generated/remote/([^/]+)/")


def needed_services(split: SplitFile, services: Iterable[str], folder: Path) -> dict[str, tuple[str, ...]]:
    """Return them for each of some services, by name.

    The split file says it, and the clients that the service in ``folder`` was extracted with: what guards and middleware
    of the whole application call is a crossing of the monolith's there, and each service has that code. A folder that is
    not there, or cannot be read, says nothing.
    """
    known = {each.name for each in split.services}
    asked = split.asked_over_the_wire()
    return {
        service: tuple(
            sorted(
                ({owner for caller, owner in asked if caller == service} | _clients(folder / service))
                & known - {service}
            )
        )
        for service in services
    }


def _clients(folder: Path) -> set[str]:
    if not (folder / MANIFEST_FILE).is_file():
        return set()
    try:
        manifests = read_manifests(folder, [MANIFEST_FILE])
    except ManifestError:
        return set()
    return {found[1] for each in manifests for path, _ in each.files if (found := _CLIENT.search(path))}
