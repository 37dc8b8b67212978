"""The app's calls for a screen: by phase, then those that nobody answers, then the texts to change."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.artefacts.client.report import GATEWAY, OTHER, AppCall, ClientReport, Constant
from woosh_split.model.secrets import without_secrets
from woosh_split.reports.layout import Layout
from woosh_split.reports.routes.words import route, target
from woosh_split.reports.section import clean, count, place

_WORDS = {GATEWAY: "has to name the gateway", OTHER: "another server: no route answers its calls"}


def to_text(report: ClientReport, layout: Layout) -> str:
    """Return the report."""
    return "\n".join(_lines(report))


def _lines(report: ClientReport) -> Iterator[str]:
    answered = [call for call in report.calls if call.entry is not None]
    lost = [call for call in report.calls if call.entry is None]
    for phase in sorted({call.phase for call in answered}, key=lambda each: (each == "", each)):
        found = [call for call in answered if call.phase == phase]
        title = f"Phase {phase}" if phase else "Stay with the monolith"
        yield f"{title}: {count(len(found), 'call')}"
        yield from (_call(call) for call in found)
        yield ""
    if lost:
        yield f"No route answers: {count(len(lost), 'call')}"
        for call in lost:
            yield f"  {call.method} {clean(call.path)}  {place(call.file, call.line)}"
            if call.nearest:
                yield f"      nearest: {', '.join(route(entry) for entry in call.nearest)}"
        yield ""
    yield "Addresses in the code:"
    yield from (f"  {_constant(each)}" for each in report.constants)
    if not report.constants:
        yield "  none"
    if report.unclear:
        yield ""
        yield "The monolith's address cannot be pinned down:"
        yield from (f"  {clean(each)}" for each in report.unclear)
    yield ""
    yield (
        f"{count(len(report.calls), 'call')}: {len(answered)} answered, {len(lost)} by no route; "
        f"{count(len(report.to_change), 'address', 'addresses')} to change"
    )


def _call(call: AppCall) -> str:
    assert call.entry is not None
    told = f"{call.method} {clean(call.path)}"
    rule = "" if told == route(call.entry) else f"  by {route(call.entry)}"
    return f"  {told}{rule}  {call.entry.service}, {target(call.entry.target)}  {place(call.file, call.line)}"


def _constant(each: Constant) -> str:
    name = f" ({clean(each.name)})" if each.name else ""
    if each.verdict not in _WORDS:
        return f"{place(each.file, each.line)}  {clean(without_secrets(each.origin))}{name}: no call is built of it"
    numbers = f"{count(each.calls, 'call')}, {each.answered} answered"
    return f"{place(each.file, each.line)}  {clean(without_secrets(each.origin))}{name}: {_WORDS[each.verdict]} ({numbers})"
