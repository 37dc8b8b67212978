"""Sends the script to the monolith, to a second monolith as the control, and to the services, and compares the answers."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from woosh_split.model.parity import RequestResult
from woosh_split.model.progress import Progress
from woosh_split.model.split import MONOLITH
from woosh_split.parity.answers import Secrets, differences, unlike_answers
from woosh_split.parity.moments import Run
from woosh_split.parity.routing import RouteTable
from woosh_split.parity.script import Missing, Request, ScriptError
from woosh_split.parity.sending import TOKEN, Answer, Side
from woosh_split.parity.tails import Tails
from woosh_split.parity.trees import Unlike, anywhere, is_masked

_AGAIN = 2
_NONE = Secrets({})
_SHOWN = 300
_PLACES = 3
"""So many characters of an answer are shown in a message."""
_PAUSE_SECONDS = 1.1
"""Between two times of asking: long enough for a clock in seconds to move on."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The three that are asked at the same time."""

    monolith: Side
    control: Side
    services: Side


@dataclass(frozen=True, slots=True)
class Asked:
    """All results, and the requests whose answer by the monolith was not the expected one."""

    results: tuple[RequestResult, ...]
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One request with what differed, before it is known what other requests showed to be noise."""

    request: Request
    path: str
    route: str | None
    service: str
    answers: tuple[Answer, Answer, Answer]
    found: tuple[Unlike, ...]
    noise: frozenset[str]
    said: str | None


@dataclass(frozen=True, slots=True)
class _Scene:
    """What asking one request needs besides: ``settled`` are routes whose differences did not go away.

    ``secrets`` are those of each service.
    """

    table: RouteTable
    tails: Tails
    secrets: Mapping[str, Secrets]
    settled: set[str] = field(default_factory=set)


class UnansweredError(ScriptError):
    """The monolith gave no answer at all to a request."""


def ask(
    script: Sequence[Request],
    sides: Sides,
    table: RouteTable,
    run: Run,
    secrets: Mapping[str, Secrets],
    ignored: frozenset[tuple[str, str]],
    logs: Mapping[str, Path],
    progress: Progress,
) -> Asked:
    """Send every request to every side, one after the other, and return what differs.

    ``logs`` are the files that the services print to, by name.

    Raises:
        ScriptError: the monolith itself does not answer, or does not give what a later request needs: a value, a session's token.
    """
    seen: list[_Seen] = []
    unmet: list[str] = []
    scene = _Scene(table, Tails(logs), secrets)
    with ThreadPoolExecutor(3) as pool:
        for number, request in enumerate(script, 1):
            progress("asking", number, len(script))
            try:
                each = _ask_one(pool, request, sides, table, run, scene)
            except Missing as missing:
                raise ScriptError(_unsaved(request, str(missing), seen)) from None
            seen.append(each)
            if _is_left_outside(request, script[number:], sides.monolith):
                raise ScriptError(_tokenless(request, each.answers[0]))
            status = each.answers[0].status
            if request.expect is not None and status != request.expect:
                unmet.append(
                    f"line {request.line}: {request.method} {each.path}: {status}, not {request.expect}"
                )
    masks = _masks(seen, ignored)
    return Asked(
        tuple(_result(n, each, masks, secrets.get(each.service, _NONE)) for n, each in enumerate(seen, 1)),
        tuple(unmet),
    )


def _ask_one(
    pool: ThreadPoolExecutor, request: Request, sides: Sides, table: RouteTable, run: Run, scene: _Scene
) -> _Seen:
    entry = table.find(request.method, request.path)
    service = entry.service if entry else MONOLITH
    scene.tails.mark()
    first = _send(pool, request, sides)
    noise = {each.path for each in unlike_answers(first[0], first[1], run)}
    found = _rest(first, noise, run)
    said = scene.tails.complaint_of(service) if first[2].status is None or first[2].status >= 500 else None
    for _ in range(_AGAIN if _is_asked_again(request, found, scene) else 0):
        time.sleep(_PAUSE_SECONDS)
        again = _send(pool, request, sides)
        noise |= {each.path for each in unlike_answers(again[0], again[1], run)}
        noise |= _ticking(first, again, run)
        found = [each for each in _rest(again, noise, run) if each.path in {one.path for one in found}]
        if not found:
            noise |= {each.path for each in _rest(first, noise, run)}
            break
    else:
        if found:
            scene.settled.add(entry.name if entry else request.path)
    return _Seen(
        request,
        request.path,
        entry.name if entry else None,
        service,
        first,
        tuple(found),
        frozenset(noise),
        said,
    )


def _is_asked_again(request: Request, found: Sequence[Unlike], scene: _Scene) -> bool:
    """Whether asking again may tell noise from a difference: not where the status differs, nor where it did not help."""
    entry = scene.table.find(request.method, request.path)
    secrets = scene.secrets.get(entry.service if entry else MONOLITH, _NONE)
    return (
        request.method in ("GET", "HEAD")
        and any(secrets.why(each) is None for each in found)
        and all(each.path != "status" for each in found)
        and (entry.name if entry else request.path) not in scene.settled
    )


def _ticking(
    first: tuple[Answer, Answer, Answer], again: tuple[Answer, Answer, Answer], run: Run
) -> set[str]:
    """Return the places where a number moves on by itself on both sides, and the sides are no further apart than that."""
    monolith = _moves(first[0], again[0], run)
    services = _moves(first[2], again[2], run)
    return {
        path
        for path, (before, after) in monolith.items()
        if path in services
        and (after - before) * (services[path][1] - services[path][0]) > 0
        and abs(before - services[path][0])
        <= 3 * max(abs(after - before), abs(services[path][1] - services[path][0]))
    }


def _moves(before: Answer, after: Answer, run: Run) -> dict[str, tuple[float, float]]:
    found = {}
    for each in unlike_answers(before, after, run):
        with contextlib.suppress(ValueError):
            found[each.path] = (float(each.one), float(each.other))
    return found


def _send(pool: ThreadPoolExecutor, request: Request, sides: Sides) -> tuple[Answer, Answer, Answer]:
    now = datetime.now(UTC)
    memory = dict(sides.monolith.memory)
    asked = [
        pool.submit(side.ask, request, now, memory)
        for side in (sides.monolith, sides.control, sides.services)
    ]
    one, other, services = (each.result() for each in asked)
    if one.status is None:
        raise UnansweredError(
            f"The monolith does not answer line {request.line} of the script, {request.method} {request.path}: {one.body}."
        )
    return one, other, services


def _unsaved(request: Request, missing: str, seen: Sequence[_Seen]) -> str:
    """Return what to say of a request that needs what no answer gave: what the request answered that was to save it."""
    said = f"Line {request.line} of the script needs {{{{{missing}}}}}, which no answer of the monolith gave"
    name = missing.removeprefix(f"{request.session}.")
    saving = next((each for each in reversed(seen) if name in each.request.save), None)
    if saving is None:
        return f"{said}, and no request before it saves it."
    return (
        f"{said}. Line {saving.request.line}, {saving.request.method} {saving.path}, saves it from "
        f"{saving.request.save[name]}, and {_answered(saving.answers[0], name)}"
    )


def _is_left_outside(request: Request, later: Iterable[Request], monolith: Side) -> bool:
    """Tell a login that gave no token to a session that goes on: all that it is refused would be the same on both sides."""
    session = request.session
    return (
        session is not None
        and TOKEN in request.save
        and session not in monolith.tokens
        and any(each.session == session for each in later)
    )


def _tokenless(request: Request, answer: Answer) -> str:
    return (
        f"Line {request.line} of the script, {request.method} {request.path}, is to give the session {request.session} its token, "
        f"from {request.save[TOKEN]}, and {_answered(answer, TOKEN)}"
    )


def _answered(answer: Answer, name: str) -> str:
    """Return what was answered; where something by a like name is in it, only where that is: it may be a token."""
    places = [path for path in _places_of(name, answer.body) if "refresh" not in path.lower()]
    if places:
        return f"the monolith answered {answer.status} without it. {' and '.join(places[:_PLACES])} may be what is meant."
    shown = " ".join(str(answer.body).split())
    return (
        f"the monolith answered {answer.status}: {shown[:_SHOWN]} "
        "Is its seed data loaded, and its environment complete? `--keep` keeps what it printed."
    )


def _places_of(name: str, value: object, path: str = "") -> Iterator[str]:
    """Yield the paths of texts and numbers whose key ends as a name does: ``data.accessToken`` for ``token``."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        at = f"{path}.{key}".removeprefix(".")
        if isinstance(inner, str | int) and str(key).lower().replace("_", "").endswith(name.lower()):
            yield at
        yield from _places_of(name, inner, at)


def _rest(answers: tuple[Answer, Answer, Answer], noise: set[str], run: Run) -> list[Unlike]:
    masks = frozenset(noise)
    return [each for each in unlike_answers(answers[0], answers[2], run) if not is_masked(each.path, masks)]


def _masks(seen: Sequence[_Seen], ignored: frozenset[tuple[str, str]]) -> dict[str | None, frozenset[str]]:
    """Return for each route what is noise in any answer of it, wherever in a list it stands."""
    found: dict[str | None, set[str]] = {}
    for each in seen:
        found.setdefault(each.route, set()).update(anywhere(path) for path in each.noise if path != "$")
    for route, path in ignored:
        found.setdefault(route, set()).add(path)
    return {route: frozenset(paths) for route, paths in found.items()}


def _result(
    number: int, seen: _Seen, masks: dict[str | None, frozenset[str]], secrets: Secrets
) -> RequestResult:
    monolith, _, services = seen.answers
    return RequestResult(
        number, seen.request.method, seen.path, seen.route, seen.service, monolith.status,
        differences(seen.found, masks.get(seen.route, frozenset()) | seen.noise, secrets, seen.said),
        tuple(sorted({anywhere(path) for path in seen.noise})), (monolith.milliseconds, services.milliseconds),
    )  # fmt: skip
