"""A proposal as text, Markdown and JSON: one set of sections, three ways to write them down."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from woosh_split.model.crossing import Crossing
from woosh_split.model.proposal import Price, Proposal
from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import sheet_markdown
from woosh_split.reports.proposal import sections as parts
from woosh_split.reports.section import Section, columns
from woosh_split.reports.terminal import sheet_text


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that one run of `propose` has to tell. ``rows`` are tables of the command's own, as sections."""

    monolith: str
    proposal: Proposal
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    differences: tuple[tuple[str, str, str, str], ...] = ()  # item, kind, here, proposed
    gone_crossings: tuple[str, ...] = ()
    alternatives: tuple[Proposal, ...] = ()
    moves: tuple[tuple[str, str, str], ...] = ()  # what, from, to
    before: Price | None = None
    after: Price | None = None
    gained: tuple[Crossing, ...] = ()
    lost: tuple[Crossing, ...] = ()
    details: bool = field(default=False)
    bound: Mapping[str, str] = field(default_factory=dict)  # crossing -> why it cannot go over the wire


def to_text(sheet: Sheet, layout: Layout) -> str:
    """Return the report for a screen or a plain text file."""
    return sheet_text(parts.summary(sheet.proposal, sheet.monolith), _sections(sheet), layout)


def to_markdown(sheet: Sheet, layout: Layout) -> str:
    """Return the report as Markdown."""
    return sheet_markdown(parts.summary(sheet.proposal, sheet.monolith), _sections(sheet))


def _sections(sheet: Sheet) -> list[Section]:
    proposal = sheet.proposal
    if sheet.moves:
        return [_moves(sheet), *_what_if(sheet)]
    found = [
        parts.services(proposal), parts.questions(proposal), parts.price(proposal), parts.contested(proposal),
        parts.reference(proposal), parts.libraries(proposal), parts.bound(proposal, sheet.bound),
        parts.reasons(proposal), parts.unused(proposal), parts.metrics(proposal.metrics),
    ]  # fmt: skip
    if sheet.alternatives:
        found += parts.alternatives(sheet.alternatives)
    if sheet.details:
        found.append(parts.details(proposal.crossings))
    found += [_differences(sheet), _gone(sheet)]
    return [section for section in found if section.rows]


def _moves(sheet: Sheet) -> Section:
    return Section("moves", "What if", columns("*Move", "From", "To"), sheet.moves)


def _what_if(sheet: Sheet) -> list[Section]:
    assert sheet.before is not None and sheet.after is not None
    rows = []
    for title, key in parts.FIGURES:
        old, new = getattr(sheet.before, key), getattr(sheet.after, key)
        rows.append((title, f"{old:,}", f"{new:,}", f"{new - old:+,}" if new != old else "0"))
    compared = Section(
        "difference", "What changes", columns("*Figure", "#Before", "#After", "#Difference"), tuple(rows)
    )
    both = [
        parts.details(sheet.gained, "Crossings that come", "gained"),
        parts.details(sheet.lost, "Crossings that go", "lost"),
    ]
    return [compared, *(section for section in both if section.rows)]


def _differences(sheet: Sheet) -> Section:
    rows = tuple((item, kind, here, there) for item, kind, here, there in sheet.differences)
    note = "What stands in the file stands; --accept takes the proposal's places instead, --accept-only NAME one of them."
    return Section(
        "differences",
        "The file and the proposal differ",
        columns("*Item", "Kind", "File", "Proposal"),
        rows,
        note,
    )


def _gone(sheet: Sheet) -> Section:
    note = "Crossings in the file that the code no longer has; --accept takes them out."
    return Section(
        "gone", "Paid off", columns("*Crossing"), tuple((each,) for each in sheet.gone_crossings), note
    )


def to_json(sheet: Sheet, layout: Layout) -> str:
    """Return everything as one JSON document, version 1."""
    proposal = sheet.proposal
    document: dict[str, Any] = {
        "version": 1,
        "monolith": sheet.monolith,
        "seeds": proposal.seeds,
        **_proposal(proposal),
        "notes": list(proposal.notes),
        "bound_calls": [{"crossing": id_, "why": why} for id_, why in sheet.bound.items()],
        "file": {
            "added": list(sheet.added),
            "removed": list(sheet.removed),
            "differences": [
                {"item": item, "kind": kind, "file": here, "proposal": there}
                for item, kind, here, there in sheet.differences
            ],
            "gone_crossings": list(sheet.gone_crossings),
        },
    }
    if sheet.alternatives:
        document["alternatives"] = [_proposal(each, brief=True) for each in sheet.alternatives]
    if sheet.moves and sheet.before is not None and sheet.after is not None:
        document["what_if"] = {
            "moves": [{"item": item, "from": here, "to": there} for item, here, there in sheet.moves],
            "before": _price(sheet.before),
            "after": _price(sheet.after),
            "gained": [_crossing(each) for each in sheet.gained],
            "lost": [_crossing(each) for each in sheet.lost],
        }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _proposal(proposal: Proposal, *, brief: bool = False) -> dict[str, Any]:
    placement = proposal.placement
    document: dict[str, Any] = {
        "services": {
            name: {
                "modules": sorted(m for m, home in placement.modules.items() if home == name),
                "tables": sorted(t for t, home in placement.tables.items() if home == name),
            }
            for name in placement.services
        },
        "reference": {table: {"writer": writer} for table, writer in placement.references.items()},
        "libraries": sorted(placement.libraries),
        "prices": [_price(each) for each in proposal.prices],
        "metrics": {key: round(getattr(proposal.metrics, key), 6) for _, key, _ in parts.METRICS},
    }
    if brief:
        return document
    return document | {
        "placed": [
            {
                "item": each.item, "kind": each.kind, "service": each.service,
                "stability": round(each.stability, 4), "decided_by": each.decided_by, "reason": each.reason,
            }
            for each in proposal.placed
        ],
        "ownership": [
            {
                "table": each.table, "owner": each.owner, "role": each.role, "margin": round(each.margin, 4),
                "bids": [
                    {
                        "service": bid.service, "score": bid.score,
                        "evidence": [{"text": e.text, "file": e.file, "line": e.line} for e in bid.evidence],
                    }
                    for bid in each.bids
                ],
                "pinned_by": list(each.pinned_by),
            }
            for each in proposal.ownership
        ],
        "crossings": [_crossing(each) for each in proposal.crossings],
    }  # fmt: skip


def _price(each: Price) -> dict[str, Any]:
    return {"service": each.service} | {key: getattr(each, key) for _, key in parts.FIGURES}


def _crossing(each: Crossing) -> dict[str, Any]:
    return {
        "id": each.id,
        "from": each.from_service,
        "to": each.to_service,
        "kind": each.kind,
        "what": each.what,
        "sites": [
            {"file": file, "line": line, "function": function, "operation": operation}
            for file, line, function, operation in dict.fromkeys(
                (site.file, site.line, site.function, site.operation) for site in each.sites
            )
        ],
    }


FORMATS: dict[str, Callable[[Sheet, Layout], str]] = {
    "text": to_text,
    "json": to_json,
    "markdown": to_markdown,
}
