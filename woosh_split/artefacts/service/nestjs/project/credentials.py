"""Credentials in the addresses of dependencies: they stay where they are, and are named nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.project_input import Note
from woosh_split.model.secrets import is_secret_name

_WEB = re.compile(r"((?:git\+)?https?://)[^/?#]*@", re.IGNORECASE)
_OTHER = re.compile(r"((?:git\+)?(?:git|ssh|ftp|file)://[^/?#@:]*):[^/?#]*@", re.IGNORECASE)
_HOSTED = re.compile(r"((?:github|gitlab|bitbucket|gist):)[^/?#]*@", re.IGNORECASE)

TOLD = (
    "its address holds a credential, which stays out of the service: let git's credential helper or its `insteadOf` "
    "supply it where the packages are installed"
)


def without_credentials(spec: str) -> str:
    """Return an address without its password; the user of ssh stays, that of the web is left out: it may be a token."""
    for pattern, kept in ((_WEB, r"\1"), (_OTHER, r"\1@"), (_HOSTED, r"\1")):
        spec = pattern.sub(kept, spec, count=1)
    return _without_secret_parameters(spec)


def _without_secret_parameters(spec: str) -> str:
    before, mark, after = spec.partition("?")
    if not mark or "://" not in before:
        return spec
    query, hash_, fragment = after.partition("#")
    kept = [each for each in query.split("&") if not is_secret_name(each.partition("=")[0])]
    return before + ("?" + "&".join(kept) if kept else "") + hash_ + fragment


def stripped(versions: Mapping[str, Any], notes: list[Note]) -> dict[str, Any]:
    """Return versions by name, overrides nested as they are, without credentials; a note names each that held one."""
    found: dict[str, Any] = {}
    for name, value in versions.items():
        if isinstance(value, Mapping):
            found[name] = stripped(value, notes)
            continue
        found[name] = without_credentials(value) if isinstance(value, str) else value
        if found[name] != value:
            notes.append(Note(name, TOLD))
    return found
