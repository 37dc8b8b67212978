"""A request script made from the routes: a first one, to be completed by people who know what the monolith is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from woosh_split.model.code import Route
from woosh_split.model.sign_in import signs_in
from woosh_split.parity.script import Request
from woosh_split.sources.code.nestjs.input_types import InputField
from woosh_split.sources.code.nestjs.request_shapes import RequestShape

SESSION = "user"
UNKNOWN = 999999
_PARAM = re.compile(r":(\w+)(?:\([^)]*\))?\??")
_ORDER = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "ALL", "OPTIONS")
_TEXT_FILE = {"file": "verify.txt", "type": "text/plain", "base64": "dmVyaWZ5"}

Sample = Callable[[str, Route], Sequence[str | int]]
"""Gives values that the data has for a parameter of a route, none where nothing tells."""


@dataclass(frozen=True, slots=True)
class Generated:
    """The script, and what could not be made: one line for each route or field."""

    requests: tuple[Request, ...]
    gaps: tuple[str, ...]


def generate(
    routes: Sequence[Route], shapes: Mapping[str, RequestShape], sample: Sample, login: Request | None
) -> Generated:
    """Return requests for every route: with and without a session, with known and unknown ids, with good and bad bodies.

    What reads comes before what writes, and what removes comes last.
    """
    requests: list[Request] = [] if login is None else [login]
    gaps: list[str] = []
    for route in sorted(routes, key=lambda each: (_rank(each.method), each.order)):
        if route.kind in ("http", "webhook"):
            made, missing = _of_route(route, shapes.get(route.handler, RequestShape()), sample)
            requests += made
            gaps += [f"{route.method} {route.path}: {each}" for each in missing]
    if login is None:
        gaps.insert(0, no_login(routes, shapes))
    return Generated(tuple(requests), tuple(gaps))


def no_login(routes: Sequence[Route], shapes: Mapping[str, RequestShape] | None = None) -> str:
    """Return the line that asks for a login; routes that look like one are named, with the fields that they take."""
    seen = []
    for route in routes:
        if signs_in(route):
            shape = (shapes or {}).get(route.handler, RequestShape())
            fields = ", ".join(field.name for field in shape.body or ())
            seen.append(f"{route.method} {route.path}{f' ({fields})' if fields else ''}")
    known = f"; {' and '.join(seen)} {'looks' if len(seen) == 1 else 'look'} like one" if seen else ""
    return f"no login is known{known}: give one as `login` in verify.yaml, or write it above the script"


def with_token_headers(requests: Sequence[Request], headers: Sequence[str]) -> tuple[Request, ...]:
    """Return the requests with the session's token in these headers, too: not every monolith looks into ``Authorization``.

    Those are left that come before the token is known, or come without a session.
    """
    found, known = [], False
    for each in requests:
        sent = dict.fromkeys(headers, f"{{{{{SESSION}.token}}}}")
        asks = known and each.session == SESSION
        found.append(replace(each, headers={**each.headers, **sent}) if asks else each)
        known = known or (each.session == SESSION and "token" in each.save)
    return tuple(found)


def _rank(method: str) -> int:
    return _ORDER.index(method) if method in _ORDER else len(_ORDER)


def _of_route(route: Route, shape: RequestShape, sample: Sample) -> tuple[list[Request], list[str]]:
    method = "GET" if route.method == "ALL" else route.method
    names = _PARAM.findall(route.path)
    gaps = []
    values: dict[str, Sequence[str | int]] = {}
    for name in names:
        values[name] = list(sample(name, route))[:2]
        if not values[name]:
            gaps.append(f"no value of the data is known for :{name}; 1 is asked for")
            values[name] = [1]
    good = {name: found[-1 if method == "DELETE" else 0] for name, found in values.items()}
    takes_body = method in ("POST", "PUT", "PATCH") and (route.body != "none" or shape.body != ())
    body, missing = _body(shape, route, sample) if takes_body else (None, [])
    gaps += missing
    made = (
        [_request(route, method, good, body, shape, takes_body, session=None)] if route.auth != "none" else []
    )
    made.append(_request(route, method, good, body, shape, takes_body))
    if method == "GET" and names and len(values[names[-1]]) > 1:
        made.append(
            _request(route, method, good | {names[-1]: values[names[-1]][1]}, body, shape, takes_body)
        )
    for name in names:
        made += [
            _request(route, method, good | {name: bad}, body, shape, takes_body)
            for bad in (UNKNOWN, "nobody")
        ]
    if takes_body and shape.file is None:
        made += [_request(route, method, good, bad, shape, True) for bad in _bad_bodies(body)]
    if method == "GET" and shape.query:
        made.append(_request(route, method, good, None, shape, False, query=dict.fromkeys(shape.query, "1")))
    return made, gaps


def _request(
    route: Route, method: str, values: Mapping[str, Any], body: Any, shape: RequestShape, takes_body: bool, *,
    session: str | None = SESSION, query: Mapping[str, str] | None = None,
) -> Request:  # fmt: skip
    path = _PARAM.sub(lambda found: quote(str(values.get(found[1], 1)), safe=""), route.path)
    form = None
    if shape.file is not None and takes_body:
        form = {name: str(value) for name, value in (body or {}).items()} | {shape.file: _TEXT_FILE}
    return Request(
        method,
        path,
        query or {},
        {},
        body if form is None else None,
        takes_body and form is None,
        form,
        session,
    )


def _body(shape: RequestShape, route: Route, sample: Sample) -> tuple[dict[str, Any], list[str]]:
    if shape.body is None:
        return {}, ["the type of its body is not known; {} is sent"]
    gaps: list[str] = []
    return {field.name: _value(field, route, sample, gaps) for field in shape.body}, gaps


def _value(field: InputField, route: Route, sample: Sample, gaps: list[str]) -> Any:
    one = _one_value(field, route, sample, gaps)
    return [one] if field.many else one


def _one_value(field: InputField, route: Route, sample: Sample, gaps: list[str]) -> Any:
    if field.fields:
        return {each.name: _value(each, route, sample, gaps) for each in field.fields}
    if field.choices:
        return field.choices[0]
    if re.search(r"(?:Id|_id|ID)$", field.name):
        found = sample(field.name, route)
        if found:
            return found[0]
    plain = field.name.lower()
    by_kind = {
        "number": max(1, field.smallest or 1), "digits": "1", "boolean": True, "date": "{{$today}}", "url": "https://example.com",
        "email": "verify@example.com", "uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "phone": "+254700000000", "object": {},
    }  # fmt: skip
    if field.kind in by_kind:
        return by_kind[field.kind]
    if "email" in plain:
        return "verify@example.com"
    if "date" in plain:
        return "{{$today}}"
    if field.kind == "unknown":
        gaps.append(f"the type of {field.name} is not known; a text is sent")
    return f"verify {field.name}".ljust(field.smallest or 0, "x")


def _bad_bodies(body: Any) -> Iterator[Any]:
    yield {}
    if body:
        yield body | {"unheardOf": True}
        first = next(iter(body))
        yield body | {first: {"not": "this"}}


def to_lines(generated: Generated) -> str:
    """Return what could not be made as comments, to stand above the script."""
    return "".join(f"# {gap}\n" for gap in generated.gaps)
