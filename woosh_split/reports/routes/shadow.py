"""What shadow requests have shown, for a screen and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from woosh_split.model.shadow import SHADOW_VERSION, RouteShadows, ShadowReport
from woosh_split.reports.layout import Layout
from woosh_split.reports.plain import plain_table
from woosh_split.reports.section import clean, columns, count

_TITLES = ("*Route", "Service", "#n", "#Same", "#Differs", "#Failed", "#p50 delta")


def to_text(report: ShadowReport, layout: Layout) -> str:
    """Return a table of the routes, then what differs, then what lowers the worth of all that."""
    table = plain_table(columns(*_TITLES), tuple(_row(each) for each in report.routes))
    return table + "\n".join(_lines(report))


def _row(each: RouteShadows) -> tuple[str, ...]:
    counts = (each.compared, each.same, each.differs, each.failed)
    return (clean(each.route), clean(each.service), *(f"{number:,}" for number in counts), _delta(each))


def _delta(each: RouteShadows) -> str:
    if each.p50 is None:
        return "-"
    monolith, service = each.p50
    return f"{service - monolith:+.1f} ms"


def _lines(report: ShadowReport) -> Iterator[str]:
    for each in report.routes:
        if each.differences:
            yield ""
            yield f"{clean(each.route)}"
        for found in each.differences:
            yield (
                f"  {clean(found.at)}: monolith {clean(found.primary)}, {clean(each.service)} {clean(found.candidate)} "
                f"({count(found.count, 'request')})"
            )
        if each.places > len(each.differences):
            yield f"  and {each.places - len(each.differences)} more places"
    same = sum(each.same for each in report.routes)
    yield ""
    yield f"{count(report.compared, 'request')} compared, {same:,} the same."
    silent = [each for each in report.routes if not each.compared]
    if silent:
        yield f"Shadowed, and not asked for yet: {', '.join(clean(each.route) for each in silent)}."
    dropped = sum(each.dropped for each in report.routes)
    if dropped:
        yield f"{count(dropped, 'comparison')} given up: too many at once, or an answer that was too large."
    for source in report.sources:
        since = "" if source.since is None else f" since {clean(source.since)}"
        unread = f", {count(source.unread, 'line')} unread" if source.unread else ""
        yield f"From {clean(source.name)}{since}{unread}."


def to_json(report: ShadowReport, layout: Layout) -> str:
    """Return the report; times in milliseconds."""
    document = {
        "version": SHADOW_VERSION,
        "compared": report.compared,
        "routes": [_route(each) for each in report.routes],
        "sources": [
            {"name": each.name, "since": each.since, "unread": each.unread} for each in report.sources
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _route(each: RouteShadows) -> dict[str, Any]:
    p50 = None
    if each.p50 is not None:
        monolith, service = (round(number, 2) for number in each.p50)
        p50 = {"monolith": monolith, "service": service, "delta": round(service - monolith, 2)}
    return {
        "id": each.id,
        "route": each.route,
        "service": each.service,
        "percent": each.percent,
        "n": each.compared,
        "same": each.same,
        "differs": each.differs,
        "failed": each.failed,
        "dropped": each.dropped,
        "p50_ms": p50,
        "differences": [
            {"at": found.at, "monolith": found.primary, "service": found.candidate, "requests": found.count}
            for found in each.differences
        ],
        "places": each.places,
    }


SHADOW_FORMATS: dict[str, Callable[[ShadowReport, Layout], str]] = {"text": to_text, "json": to_json}
