"""An answer of ``why`` as lines with a depth, before it is known whether they become a screen or Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.proposal import Evidence
from woosh_split.model.why import Answer, Between, Link, ModuleAnswer, OwnerAnswer
from woosh_split.reports.section import clean, count, place

SHOWN = 5
"""Places of a tie that text and Markdown show; JSON has all."""

Line = tuple[int, str]
"""Depth and text: 0 is a heading, 1 a statement, 2 and more what it rests on."""


def lines_of(answer: Answer) -> Iterator[Line]:
    """Yield the lines of an answer."""
    if isinstance(answer, Between):
        yield from _between(answer)
    elif isinstance(answer, OwnerAnswer):
        yield from _owner(answer)
    else:
        yield from _module(answer)


def _between(answer: Between) -> Iterator[Line]:
    if not answer.connected:
        yield 0, f"{clean(answer.first)} and {clean(answer.second)}"
        yield 1, "Nothing ties them: there is no path of calls, accesses or relations between the two."
        return
    yield 0, f"{clean(answer.first)} to {clean(answer.second)}: {count(len(answer.path), 'edge')}"
    for hop in answer.path:
        yield 1, f"{clean(hop.first)} -- {clean(hop.second)}"
        yield from _links(hop.links, 2, ends=False)
    yield 0, f"What separating them costs: {answer.cost:g}, {count(len(answer.cut), 'tie')} to cut"
    yield from _links(answer.cut, 1, ends=True)


def _links(links: Iterable[Link], depth: int, *, ends: bool) -> Iterator[Line]:
    for link in links:
        between = f" {clean(link.first)} -- {clean(link.second)}" if ends else ""
        yield depth, f"{link.kind}{between} (cost {link.cost:g}, {count(len(link.places), 'place')})"
        yield from _places(link.places, depth + 1)


def _places(places: tuple[Evidence, ...], depth: int) -> Iterator[Line]:
    for each in places[:SHOWN]:
        where = place(each.file, each.line) if each.file else "only on the server"
        yield depth, f"{where} {clean(each.text)}".rstrip()
    if len(places) > SHOWN:
        yield depth, f"and {len(places) - SHOWN} more (--format json has all)"


def _owner(answer: OwnerAnswer) -> Iterator[Line]:
    owning = answer.ownership
    yield 0, f"table {clean(answer.table)}"
    if answer.placed is not None:
        yield 1, f"The split file gives it to {clean(answer.placed)}."
    if owning.role == "unused":
        yield 1, "No code touches it, so nothing speaks for an owner."
        for pin in owning.pinned_by:
            yield 2, f"held by {clean(pin)}"
        return
    who = "module" if answer.placed is None else "service"
    written = "nobody writes it, its readers decide" if owning.role == "read-only" else f"it is {owning.role}"
    yield 1, f"By the evidence its {who} is {clean(owning.owner)}: {written}, margin {owning.margin:.0%}."
    for bid in owning.bids:
        yield 1, f"{clean(bid.service)} bids {bid.score:g}"
        yield from _places(bid.evidence, 2)
    if answer.readers and owning.role != "read-only":
        yield 1, f"{count(len(answer.readers), 'place')} read it"
        yield from _places(answer.readers, 2)


def _module(answer: ModuleAnswer) -> Iterator[Line]:
    yield 0, f"module {clean(answer.module)}"
    if answer.placed is not None:
        yield 1, f"The split file puts it in {clean(answer.placed)}."
    if not answer.homes:
        yield 1, "Nothing ties it to anything: no call, no table."
    for home in answer.homes:
        mark = " (its home)" if home.name == answer.placed else ""
        yield 1, f"{clean(home.name)}{mark}: {home.cost:g}"
        yield from _links(home.links, 2, ends=answer.placed is not None)
