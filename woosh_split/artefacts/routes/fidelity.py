"""The report of how faithful an engine's rendering is, as Markdown beside the rendered files."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.artefacts.routes.rendering import EXACT, SUBSET, SUPERSET, UNSUPPORTED, Fidelity, Rendering

GRADES = (UNSUPPORTED, SUBSET, SUPERSET, EXACT)
"""The worst first."""


def counts(found: Rendering) -> str:
    """Return ``172 exact, 2 subset``."""
    numbers = {name: sum(1 for each in found.fidelity if each.grade == name) for name in GRADES}
    return ", ".join(f"{numbers[name]} {name}" for name in reversed(GRADES) if numbers[name]) or "no routes"


def fidelity_page(found: Rendering) -> str:
    """Return the report: what is not exact first, each with a request that shows it."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Rendering) -> Iterator[str]:
    yield f"# Fidelity of the table in {found.engine}"
    yield ""
    yield f"{len(found.fidelity)} routes: {counts(found)}."
    yield ""
    yield "exact: the same requests go to the same target. superset: others, too. subset: not all of them, the rest goes to the"
    yield "monolith. unsupported: all of them go to the monolith. The request shows the difference; at exact routes it is one"
    yield "that the route takes."
    if found.remarks:
        yield ""
        yield "For every route:"
        yield ""
        for remark in found.remarks:
            yield f"- {remark.text}{f' Witness: `{remark.witness}`.' if remark.witness else ''}"
    yield ""
    yield "| Route | Service | Grade | Why | Request |"
    yield "|---|---|---|---|---|"
    for grade in GRADES:
        for each in found.fidelity:
            if each.grade == grade:
                yield _row(each)


def _row(each: Fidelity) -> str:
    cells = (
        f"{','.join(each.entry.methods)} {each.entry.path}", each.entry.service, each.grade, each.why, each.witness,
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|").replace("*", "\\*") for cell in cells) + " |"
