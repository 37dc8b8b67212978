"""A rendering for a screen and as JSON: what the engine cannot do first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from woosh_split.artefacts.routes.fidelity import GRADES, counts
from woosh_split.artefacts.routes.registry import CHECKS
from woosh_split.artefacts.routes.rendering import EXACT, Rendering
from woosh_split.reports.layout import Layout
from woosh_split.reports.routes.words import route
from woosh_split.reports.section import count

_MOST = 20


def to_text(found: Rendering, layout: Layout) -> str:
    """Return the routes that are not exact, each with a request that shows it, then what holds for all."""
    return "\n".join(_lines(found))


def _lines(found: Rendering) -> Iterator[str]:
    yield f"{found.engine}: {count(len(found.fidelity), 'route')}: {counts(found)}"
    for grade in GRADES:
        listed = [each for each in found.fidelity if each.grade == grade and grade != EXACT]
        for each in listed[:_MOST]:
            yield f"  {grade:<12} {route(each.entry)}: {each.why}"
            yield f"               {each.witness}"
        if len(listed) > _MOST:
            yield f"  and {len(listed) - _MOST} more that are {grade}; fidelity.md and --format json have them all"
    for remark in found.remarks:
        yield f"  note: {remark.text}{f' ({remark.witness})' if remark.witness else ''}"
    yield f"  check: {CHECKS[found.engine]}"


def to_json(found: Rendering, layout: Layout) -> str:
    """Return the fidelity of each route, and the names of the files."""
    document = {
        "engine": found.engine,
        "files": [name for name, _ in found.files],
        "check": CHECKS[found.engine],
        "remarks": [{"text": each.text, "witness": each.witness} for each in found.remarks],
        "routes": [
            {
                "id": each.entry.id,
                "route": route(each.entry),
                "service": each.entry.service,
                "grade": each.grade,
                "why": each.why,
                "witness": each.witness,
            }
            for each in found.fidelity
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


RENDERING_FORMATS: dict[str, Callable[[Rendering, Layout], str]] = {"text": to_text, "json": to_json}
