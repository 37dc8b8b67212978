"""Two answers to the same request: status, headers and body, with the noise that the monolith makes itself left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from woosh_split.model.parity import Difference
from woosh_split.parity.moments import Run, same_moment
from woosh_split.parity.sending import Answer
from woosh_split.parity.trees import ABSENT, REORDERED, Unlike, is_masked, shown, unlike

UNCOMPARED = frozenset(
    {
        "connection", "content-length", "date", "etag", "keep-alive", "transfer-encoding", "x-response-time",
    }
)  # fmt: skip
"""Headers that follow from the body, from the connection, or from the clock."""

_STATE_OF_A_LIMIT = re.compile(r"(?:(?:x-)?ratelimit-(?:remaining|reset)|retry-after)(?:-.+)?|ratelimit")
"""Headers that tell how much of a rate limit is left, and for how long. Nest's end in the name of a limit that has one
(``x-ratelimit-reset-burst``), express-rate-limit's have no ``x-`` or are all in one."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Columns that the published views or grants leave out: the key of an answer, and table and column that it comes from."""

    columns: Mapping[str, str]

    def why(self, difference: Unlike) -> str | None:
        """Return the reason where a difference is a secret that is not there any more."""
        if difference.other not in (ABSENT, "null"):
            return None
        key = difference.path.rsplit(".", 1)[-1].rstrip("]0123456789[")
        column = self.columns.get(_plain(key))
        return (
            None if column is None else f"the secret column {column} is left out of what the service may read"
        )


_ORDER = "no ORDER BY tells the order of these rows, and the server may choose any"


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def secrets_of(columns: Sequence[tuple[str, str]]) -> Secrets:
    """Return the secrets by the keys under which an answer may show them: ``password_hash``, ``passwordHash``."""
    return Secrets({_plain(column): f"{table}.{column}" for table, column in columns})


def secrets_by_service(
    hidden: Mapping[str, Sequence[tuple[str, str]]], calls: Mapping[str, Collection[str]]
) -> dict[str, Secrets]:
    """Return the secrets of each service that answers: what it does not see, and what those do not that it calls.

    ``hidden`` are table and column by service. What is kept from one is no excuse for another, the owner least of all.
    """
    found = {}
    for service in hidden:
        asked, pending = {service}, [service]
        while pending:
            for each in calls.get(pending.pop(), ()):
                if each not in asked:
                    asked.add(each)
                    pending.append(each)
        found[service] = secrets_of([column for each in sorted(asked) for column in hidden.get(each, ())])
    return found


def unlike_answers(one: Answer, other: Answer, run: Run) -> list[Unlike]:
    """Return where two answers differ; bodies whose status differs are shown as they begin, and not taken apart."""
    found: list[Unlike] = []
    if one.status != other.status:
        found.append(Unlike("status", _status(one), _status(other)))
    first, second = _headers(one), _headers(other)
    for name in sorted(first.keys() | second.keys()):
        a, b = first.get(name, ABSENT), second.get(name, ABSENT)
        if a != b and not same_moment(a, b, run):
            found.append(Unlike(f"header {name}", a, b))
    if one.status == other.status:
        found += unlike(one.body, other.body, run)
    else:
        found.append(Unlike("$", shown(one.body), shown(other.body)))
    return found


def _status(answer: Answer) -> str:
    return "none" if answer.status is None else str(answer.status)


def _headers(answer: Answer) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    of_a_file = ("accept-ranges", "bytes") in answer.headers
    for name, value in answer.headers:
        if name == "last-modified" and of_a_file:  # when the file was written, and a copy of it was later
            continue
        if name not in UNCOMPARED and not _STATE_OF_A_LIMIT.fullmatch(name):
            found.setdefault(name, []).append(value)
    return {name: ", ".join(sorted(values)) for name, values in found.items()}


def differences(
    found: Sequence[Unlike], masks: frozenset[str], secrets: Secrets, said: str | None = None
) -> tuple[Difference, ...]:
    """Return the differences that are no noise, each with its reason where it is known.

    ``said`` is what the service printed meanwhile: the reason for another status.
    """
    kept = []
    for each in found:
        if is_masked(each.path, masks):
            continue
        why = secrets.why(each)
        told = why or (said if each.path == "status" else _ORDER if each.other == REORDERED else None)
        kept.append(Difference(each.path, each.one, each.other, told, declared=why is not None))
    return tuple(kept)
