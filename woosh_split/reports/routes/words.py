"""Words that the forms of a routing table share."""

from __future__ import annotations

from woosh_split.model.routing import TO_SHADOW, TO_SPLIT, RouteEntry, Target
from woosh_split.reports.section import clean, count


def target(each: Target) -> str:
    """Return ``split 10 % sticky``."""
    if each.kind == TO_SPLIT:
        return f"split {each.percent} %{' sticky' if each.sticky else ''}"
    return f"shadow {each.percent} %" if each.kind == TO_SHADOW else each.kind


def route(entry: RouteEntry) -> str:
    """Return ``GET /api/orders/:id``, with the version where a header asks for it, and what no plain request meets."""
    version = f" (version {', '.join(entry.versions)})" if entry.versions else ""
    sockets = "" if entry.meets_requests else " (handshakes)"
    return clean(f"{entry.named}{version}{sockets}")


def remarks(entry: RouteEntry) -> str:
    """Return what is special about a route; empty for most."""
    found = [entry.kind] if entry.kind != "http" else []
    found += [entry.body] if entry.body in ("upload", "stream") else []
    found += ["shadowable"] if entry.shadowable else []
    found += ["never answers"] if entry.shadowed else []
    return ", ".join(found)


def figures(routes: tuple[RouteEntry, ...]) -> str:
    """Return how many routes go where."""
    counts: dict[str, int] = {}
    for entry in routes:
        counts[entry.target.kind] = counts.get(entry.target.kind, 0) + 1
    told = ", ".join(f"{number} to {kind}" for kind, number in sorted(counts.items()))
    return f"{count(len(routes), 'route')}: {told}" if told else "no routes"
