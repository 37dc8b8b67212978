"""``woosh-split routes shadow-report``: what gateways and logs tell of shadow requests, put together route by route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from woosh_split.errors import InputError
from woosh_split.model.shadow import (
    MOST_TIMES,
    SHOWN_DIFFERENCES,
    RouteShadows,
    ShadowDifference,
    ShadowReport,
    ShadowSource,
)
from woosh_split.sources.shadows.gateway import ask_gateway
from woosh_split.sources.shadows.log import read_shadow_log


def shadow_report(
    gateways: Sequence[str],
    token: str | None,
    logs: Sequence[str] = (),
    since: str | None = None,
    service: str | None = None,
) -> ShadowReport:
    """Return what was seen; each replica of a gateway is one of ``gateways``.

    Raises:
        InputError: a gateway or a log tells nothing, ``since`` is no time, or no request was compared.
    """
    moment = None if since is None else _moment(since)
    sources: list[ShadowSource] = []
    routes: dict[str, RouteShadows] = {}
    told = [ask_gateway(each, token) for each in gateways] + [read_shadow_log(each, moment) for each in logs]
    for source, found in told:
        sources.append(source)
        for each in found:
            known = routes.get(each.id)
            routes[each.id] = each if known is None else _joined(known, each)
    wanted = [each for each in routes.values() if service is None or each.service == service]
    report = ShadowReport(
        tuple(sorted(wanted, key=lambda each: (each.route, each.id))),
        tuple(sources),
    )
    if not report.compared:
        raise InputError(_nothing(report, list(routes.values()), since, service))
    return report


def _moment(since: str) -> str:
    """Return a time as the gateway writes it, so that both can be compared as texts."""
    try:
        time = datetime.fromisoformat(since)
    except ValueError:
        raise InputError(f"--since {since} is no time. Write it as 2026-11-28T10:00:00Z.") from None
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _joined(one: RouteShadows, other: RouteShadows) -> RouteShadows:
    places: dict[str, ShadowDifference] = {}
    for each in (*one.differences, *other.differences):
        known = places.get(each.at)
        places[each.at] = each if known is None else replace(known, count=known.count + each.count)
    return replace(
        one,
        same=one.same + other.same,
        differs=one.differs + other.differs,
        failed=one.failed + other.failed,
        dropped=one.dropped + other.dropped,
        percent=one.percent if one.percent is not None else other.percent,
        milliseconds=(*one.milliseconds, *other.milliseconds)[-MOST_TIMES * 10 :],
        differences=tuple(places.values())[:SHOWN_DIFFERENCES],
        places=max(one.places, other.places, len(places)),
    )


def _nothing(report: ShadowReport, known: list[RouteShadows], since: str | None, service: str | None) -> str:
    """Say why there is nothing to tell; an empty table would look like a good sign."""
    named = ", ".join(each.name for each in report.sources)
    of = "" if service is None else f" of {service}"
    dropped = sum(each.dropped for each in report.routes)
    if dropped:
        return (
            f"No request{of} was compared, and {dropped} comparisons were given up ({named}): too many at once, or answers "
            "over SHADOW_MAX_BODY_BYTES. Lower the percentage, or raise that limit."
        )
    if report.routes:
        return (
            f"No request{of} was compared: {len(report.routes)} routes are shadowed, and none of them was asked for "
            f"({named}). Wait for traffic, or send some."
        )
    if service is not None and known:
        services = ", ".join(sorted({each.service for each in known}))
        return f"No request of {service} was compared ({named}). There are comparisons of {services}."
    unread = sum(each.unread for each in report.sources)
    return (
        f"Nothing was shadowed{'' if since is None else f' since {since}'} ({named})"
        + (f"; {unread} lines are no comparisons" if unread else "")
        + ". `woosh-split routes set SERVICE --target shadow --percent 20` begins it; a gateway counts anew when it starts."
    )
