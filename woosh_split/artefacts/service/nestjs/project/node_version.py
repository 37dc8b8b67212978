"""Which Node the monolith runs on, as a tag of the official image."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from woosh_split.artefacts.service.nestjs.project.documents import mapping

FALLBACK = "lts"
"""The tag for a monolith that says nothing at all."""


def node_tag(nvmrc: str | None, documents: Sequence[Mapping[str, Any]], types_node: str | None) -> str:
    """Return a tag such as ``20.11.1``, ``20`` or ``lts``.

    The first that tells counts: .nvmrc, ``volta``, ``engines`` of the documents in order (the lowest version that a range
    allows, since that is the one that the monolith promises to run on), the version of ``@types/node``.
    """
    if nvmrc is not None and nvmrc.strip():
        found = _named(nvmrc.strip().splitlines()[0].split("#")[0].strip())
        if found is not None:
            return found
    for document in documents:
        volta = mapping(document.get("volta")).get("node")
        if isinstance(volta, str) and (found := _named(volta)) is not None:
            return found
    for document in documents:
        engine = mapping(document.get("engines")).get("node")
        if isinstance(engine, str) and (found := _lowest(engine)) is not None:
            return found
    major = re.match(r"\d+", types_node or "")
    return major[0] if major is not None else FALLBACK


def system_of(tag: str) -> str:
    """Return the Debian release of the official images: those of Node before 18.16.1 know no bookworm."""
    numbers = [int(each) for each in re.findall(r"\d+", tag)]
    if not numbers:
        return "bookworm"
    if numbers[0] < 18 or (len(numbers) == 3 and tuple(numbers) < (18, 16, 1)):
        return "bullseye"
    return "bookworm"


def _named(text: str) -> str | None:
    if re.fullmatch(r"v?\d+(\.\d+){0,2}", text):
        return text.removeprefix("v")
    if text in ("lts/*", "--lts", "lts"):
        return "lts"
    if text in ("node", "stable", "latest", "current"):
        return "current"
    match = re.fullmatch(r"(?:lts/)?([a-z]+)", text.lower())
    return match[1] if match is not None else None


def _lowest(text: str) -> str | None:
    """Return the lowest major that a range allows, or the whole version where only one is."""
    text = text.strip()
    if re.fullmatch(r"[=v]*\d+\.\d+\.\d+", text):
        return text.lstrip("=v")
    lowest: list[int] = []
    for part in text.split("||"):
        bounds = [
            int(match[2]) + (1 if match[1] == ">" and match[3] is None else 0)
            for match in re.finditer(
                r"(>=|<=|[<>^~=])?\s*v?(\d+)(\.[\dx*]+)?", re.sub(r"(\d+)(\.\d+)+", _short, part)
            )
            if match[1] not in ("<", "<=")
        ]
        if bounds:
            lowest.append(bounds[0])
    return str(min(lowest)) if lowest else None


def _short(match: re.Match[str]) -> str:
    """Leave a version its first two numbers, so that the numbers behind are not taken for versions."""
    return ".".join(match[0].split(".")[:2])
