"""Why a request is answered as it is, for a screen and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from woosh_split.artefacts.routes.document import route_document
from woosh_split.artefacts.routes.explain import Explanation
from woosh_split.model.routing import TO_MONOLITH, TO_SERVICE, TO_SHADOW, RouteEntry
from woosh_split.reports.layout import Layout
from woosh_split.reports.routes.words import route
from woosh_split.reports.section import clean


def to_text(found: Explanation, layout: Layout) -> str:
    """Return the answer first, then why, then what else was near."""
    return "\n".join(_lines(found))


def _lines(found: Explanation) -> Iterator[str]:
    yield f"{clean(found.method)} {clean(found.path)}"
    if found.internal:
        yield "  answered by  the gateway, with 404"
    elif found.answer is None:
        yield "  answered by  monolith"
    else:
        yield f"  answered by  {who(found.answer)}"
        yield f"  rule         {route(found.answer)}  ({found.answer.id})"
        yield f"  handler      {clean(found.answer.handler)}  {clean(found.answer.source)}"
        yield f"  auth         {found.answer.auth}"
        if found.answer.timeout_ms:
            yield f"  timeout      {found.answer.timeout_ms:,} ms"
    yield f"  why          {found.why}"
    for note in found.notes:
        yield f"  note         {note}"
    for entry in found.overruled:
        yield f"  shadows      {route(entry)}  ({entry.id}, {entry.service})"
    for entry, why in found.others:
        yield f"  not          {route(entry)}: {why}"
    for entry in found.nearest:
        yield f"  nearest      {route(entry)}  ({entry.id}, {entry.service})"


def who(entry: RouteEntry) -> str:
    """Return who answers, in words."""
    kind = entry.target.kind
    if kind == TO_MONOLITH:
        return "monolith" + (
            f" (the route belongs to {entry.service})" if entry.service != "monolith" else ""
        )
    if kind == TO_SERVICE:
        return entry.service
    if kind == TO_SHADOW:
        return f"monolith; {entry.service} is asked beside it for {entry.target.percent} % of the requests"
    rest = 100 - entry.target.percent
    of = "users" if entry.target.sticky else "requests"
    return f"{entry.service} for {entry.target.percent} % of the {of}, monolith for {rest} %"


def _answered_by(found: Explanation) -> str:
    if found.answer is None:
        return "gateway" if found.internal else "monolith"
    return who(found.answer)


def to_json(found: Explanation, layout: Layout) -> str:
    """Return the explanation; routes as the table writes them."""
    document: dict[str, Any] = {
        "method": found.method,
        "path": found.path,
        "answer": None if found.answer is None else route_document(found.answer),
        "answered_by": _answered_by(found),
        "why": found.why,
        "notes": list(found.notes),
        "shadows": [each.id for each in found.overruled],
        "others": [{"id": each.id, "why": why} for each, why in found.others],
        "nearest": [each.id for each in found.nearest],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


EXPLANATION_FORMATS: dict[str, Callable[[Explanation, Layout], str]] = {"text": to_text, "json": to_json}
