"""Request scripts: one request a line, as JSON, with values that earlier answers gave."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from woosh_split.errors import InputError
from woosh_split.model.meant import nearest

KEYS = ("method", "path", "query", "headers", "body", "form", "as", "save", "expect", "note")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_PLACE = re.compile(r"\{\{\s*([\w.$+-]+)\s*\}\}")
_DAY = re.compile(r"\$(today|now)([+-]\d+)?")


class ScriptError(InputError):
    """A request script cannot be read, or a request of it cannot be made."""


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the script; texts may hold ``{{name}}``.

    ``session`` is the key ``as``: the session whose token and cookies go with the request. ``save`` maps a name to a
    path in the answer (``data.0.id``).
    """

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    has_body: bool = False
    form: Mapping[str, Any] | None = None
    session: str | None = field(default=None, metadata={"key": "as"})
    save: Mapping[str, str] = field(default_factory=dict)
    expect: int | None = None
    note: str | None = None
    line: int = 0


class Missing(Exception):  # noqa: N818 - reads as what it says
    """A placeholder has no value: the answer that should have given it was another."""


def read_script(text: str, name: str) -> tuple[Request, ...]:
    """Return the requests of a script; empty lines and lines that begin with ``#`` are none.

    Raises:
        ScriptError: a line is no request; names the line and what is wrong with it.
    """
    requests = tuple(
        _read_line(line, f"{name}, line {number}", number)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not line.lstrip().startswith("#")
    )
    if not requests:
        raise ScriptError(
            f"{name} holds no request. Write one JSON object a line, or let --generate make some."
        )
    return requests


def _read_line(line: str, where: str, number: int) -> Request:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ScriptError(
            f"{where}: this is no JSON ({error}). A request is one JSON object on one line."
        ) from error
    if not isinstance(told, dict):
        raise ScriptError(f"{where}: a request is a JSON object, not {_kind(told)}.")
    for key in told:
        if key not in KEYS:
            near = nearest(key, KEYS)
            hint = f" Did you mean {near!r}?" if near else f" Known keys are: {', '.join(KEYS)}."
            raise ScriptError(f"{where}: the key {key!r} is not known.{hint}")
    method, path = told.get("method"), told.get("path")
    if method not in METHODS:
        raise ScriptError(f"{where}: method must be one of {', '.join(METHODS)}, not {method!r}.")
    if not isinstance(path, str) or not path.startswith("/"):
        raise ScriptError(f"{where}: path must be a text that begins with /, not {path!r}.")
    if "body" in told and "form" in told:
        raise ScriptError(f"{where}: a request has a body or a form, not both.")
    for key, kind in (
        ("query", dict),
        ("headers", dict),
        ("form", dict),
        ("save", dict),
        ("as", str),
        ("expect", int),
    ):
        given = told.get(key)
        if given is not None and (not isinstance(given, kind) or isinstance(given, bool)):
            raise ScriptError(f"{where}: {key} must be {_kind(kind())}, not {_kind(told[key])}.")
    for saved, place in (told.get("save") or {}).items():
        if not isinstance(place, str):
            raise ScriptError(
                f"{where}: save {saved!r} must be a place in the answer, as data.0.id, not {_kind(place)}."
            )
    return Request(
        method, path, told.get("query") or {}, told.get("headers") or {}, told.get("body"), "body" in told,
        told.get("form"), told.get("as"), told.get("save") or {}, told.get("expect"), told.get("note"), number,
    )  # fmt: skip


def _kind(value: Any) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        int: "a number",
        float: "a number",
        bool: "true or false",
    }
    return names.get(type(value), "null")


def write_script(requests: tuple[Request, ...]) -> str:
    """Return the script's text; reading it gives the same requests again."""
    return "".join(json.dumps(_told(each), ensure_ascii=False) + "\n" for each in requests)


def _told(request: Request) -> dict[str, Any]:
    told: dict[str, Any] = {"method": request.method, "path": request.path}
    for key, value in (("query", request.query), ("headers", request.headers)):
        if value:
            told[key] = dict(value)
    if request.has_body:
        told["body"] = request.body
    if request.form is not None:
        told["form"] = request.form
    if request.session is not None:
        told["as"] = request.session
    if request.save:
        told["save"] = dict(request.save)
    if request.expect is not None:
        told["expect"] = request.expect
    if request.note is not None:
        told["note"] = request.note
    return told


def fill(value: Any, memory: Mapping[str, Any], now: datetime) -> Any:
    """Return the value with every ``{{name}}`` in it replaced, at any depth.

    A text that is nothing but one placeholder becomes the value itself, a number say; within a longer text it is
    written as text. ``$today``, ``$today+7`` (dates) and ``$now`` (an ISO 8601 time in UTC) need no answer.

    Raises:
        Missing: nothing was saved under a name.
    """
    if isinstance(value, str):
        whole = _PLACE.fullmatch(value)
        if whole:
            return _value_of(whole[1], memory, now)
        return _PLACE.sub(lambda found: as_text(_value_of(found[1], memory, now)), value)
    if isinstance(value, list):
        return [fill(item, memory, now) for item in value]
    if isinstance(value, dict):
        return {key: fill(item, memory, now) for key, item in value.items()}
    return value


def _value_of(name: str, memory: Mapping[str, Any], now: datetime) -> Any:
    day = _DAY.fullmatch(name)
    if day is not None:
        moment = now.astimezone(UTC) + timedelta(days=int(day[2] or 0))
        if day[1] == "today":
            return moment.date().isoformat()
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if name not in memory:
        raise Missing(name)
    return memory[name]


def as_text(value: Any) -> str:
    """Return a value as it stands inside a text: a text as it is, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def value_at(answer: Any, path: str) -> Any:
    """Return what stands at a path such as ``data.0.id``.

    Raises:
        Missing: there is nothing.
    """
    found = answer
    for key in path.split(".") if path else ():
        if isinstance(found, dict) and key in found:
            found = found[key]
        elif isinstance(found, list) and key.isdigit() and int(key) < len(found):
            found = found[int(key)]
        else:
            raise Missing(path)
    return found
