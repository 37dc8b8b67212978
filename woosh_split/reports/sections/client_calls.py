"""What the mobile app asks for: by default the requests that no route answers."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.reports.section import Section, clean, columns, place

_COLUMNS = columns("Method", "*Path", "Route", "Place")


def client_calls(facts: Facts, full: bool) -> Section:
    """Return the unanswered requests, or all of them with the route that answers."""
    shown = [call for call in facts.client_calls if full or call.route is None]
    rows = tuple(
        (call.method, clean(call.path), clean(call.route or "none"), place(call.file, call.line))
        for call in shown
    )
    title = "App calls" if full else "App calls that no route answers"
    answered = len(facts.client_calls) - len(shown)
    hidden = f"{answered:,} that a route answers" if answered else ""
    return Section("client-calls", title, _COLUMNS, rows, hidden=hidden)
