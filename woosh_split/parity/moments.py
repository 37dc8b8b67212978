"""Texts and numbers that hold the time of the run, or how long something took, tokens that were made in it, and stacks.

Two sides are asked at the same moment, not in the same millisecond. A value that says when it was made is the same on both
sides when the two moments lie close together and both are of this run; what is older than the run must be equal.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

YOUNG_SECONDS = 15 * 3600
"""Local times of any time zone, and ends of a working day's tokens, are of this run."""
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")
_CLAIMS_OF_TIME = ("iat", "exp", "nbf", "jti")
_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?P<gap>[T ]| at )(?P<time>\d\d:\d\d:\d\d(?:\.\d{1,6})?)"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?"
    r"|(?<!\d)(?P<epoch>1[6-9]\d{8}(?:\d{3})?)(?!\d)"
)
_TOOK = re.compile(r"\+?(\d+(?:\.\d+)?) ?(ms|µs|us)|\+?(\d+\.\d+) ?s")
_FRAMES = re.compile(r"(?:\n\s+at [^\n]*(?::\d+:\d+\)?|\(<anonymous>\)|\(index \d+\)|\(native\)))+(?=\n|$)")
"""The calls of a stack trace: files and lines of the one program. Error filters send them along, logs keep them."""
_UNITS = {"ms": 1e-3, "µs": 1e-6, "us": 1e-6}
"""How long something took, as a whole value: '12ms', '0.013s'."""


@dataclass(frozen=True, slots=True)
class Run:
    """When the run began and how far apart two moments of it may lie, in seconds."""

    began: float
    apart: float = 10.0


def same_moment(one: Any, other: Any, run: Run) -> bool:
    """Whether two unlike values differ only in moments of this run, in the times of tokens, or in the calls of a stack."""
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    if isinstance(one, int | float) and isinstance(other, int | float):
        return _close(_of_number(one), _of_number(other), run)
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    took = [_duration(each) for each in (one, other)]
    if took[0] is not None and took[1] is not None:
        return abs(took[0] - took[1]) <= run.apart
    if _FRAMES.search(one) and _FRAMES.search(other):
        one, other = _FRAMES.sub("", one), _FRAMES.sub("", other)
    first, second = list(_parts(one)), list(_parts(other))
    return len(first) == len(second) and all(
        _same_part(a, b, run) for a, b in zip(first, second, strict=True)
    )


def _duration(text: str) -> float | None:
    found = _TOOK.fullmatch(text)
    if found is None:
        return None
    return float(found[3]) if found[2] is None else float(found[1]) * _UNITS[found[2]]


Part = str | float | dict[str, Any]


def _same_part(one: Part, other: Part, run: Run) -> bool:
    if one == other:
        return True
    if isinstance(one, float) and isinstance(other, float):
        return _close(one, other, run)
    return False


def _close(one: float | None, other: float | None, run: Run) -> bool:
    return (
        one is not None
        and other is not None
        and abs(one - other) <= run.apart
        and _is_young(one, run)
        and _is_young(other, run)
    )


def _is_young(moment: float | None, run: Run) -> bool:
    return moment is not None and abs(moment - run.began) <= YOUNG_SECONDS


def _of_number(value: float) -> float | None:
    if 1_600_000_000 <= value < 2_000_000_000:
        return float(value)
    if 1_600_000_000_000 <= value < 2_000_000_000_000:
        return value / 1000
    return None


def _parts(text: str) -> Iterator[Part]:
    """Yield a text in pieces: moments as seconds, tokens as their claims without times, all else as it stands."""
    end = 0
    for token in _JWT.finditer(text):
        claims = _claims(token[0])
        if claims is None:
            continue
        yield from _moments(text[end : token.start()])
        yield claims
        end = token.end()
    yield from _moments(text[end:])


def _claims(token: str) -> dict[str, Any] | None:
    payload = token.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (ValueError, RecursionError):  # anybody may write what looks like a token
        return None
    if not isinstance(claims, dict):
        return None
    return {key: value for key, value in claims.items() if key not in _CLAIMS_OF_TIME}


def _moments(text: str) -> Iterator[Part]:
    end = 0
    for found in _MOMENT.finditer(text):
        moment = _seconds(found)
        if moment is None:
            continue
        yield text[end : found.start()]
        yield moment
        end = found.end()
    yield text[end:]


def _seconds(found: re.Match[str]) -> float | None:
    if found["epoch"]:
        return _of_number(float(found["epoch"]))
    zone = (found["zone"] or "Z").replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(f"{found['date']}T{found['time']}{zone}").astimezone(UTC).timestamp()
    except (ValueError, OverflowError):
        return None
