"""Edits of a file's bytes: what is cut, what is put in its place, and why; everything else stays byte for byte."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from woosh_split.sources.code.typescript.outline import Link, LinkName, ListOutline


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Bytes ``start`` to ``end`` (exclusive) become ``text``."""

    start: int
    end: int
    text: str
    reason: str


def apply_edits(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the content with all edits made; one inside another that cuts more is part of that one."""
    parts: list[bytes] = []
    at = 0
    for edit in outermost(edits):
        parts += (content[at : edit.start], edit.text.encode())
        at = edit.end
    return b"".join((*parts, content[at:]))


def outermost(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that lie in no other, in order."""
    found: list[Edit] = []
    insertions_first = sorted(
        set(edits), key=lambda each: (each.start, each.end > each.start, -each.end, each.text)
    )
    for edit in insertions_first:
        if found and edit.start < found[-1].end:
            if edit.end > found[-1].end:  # they overlap: both are cuts, and so is what they cover together
                last = found.pop()
                found.append(Edit(last.start, edit.end, last.text + edit.text, last.reason))
            continue
        found.append(edit)
    return found


def covered(at: int, edits: Sequence[Edit]) -> bool:
    """Tell whether a place is cut by one of the edits."""
    return any(edit.start <= at < edit.end for edit in edits)


def cut_items(content: bytes, held: ListOutline, gone: Collection[int], reason: str) -> list[Edit]:
    """Return the edits that take items out of a list, with their commas, and with their lines where they fill them."""
    if not gone:
        return []
    kept = [number for number in range(len(held.items)) if number not in gone]
    if not kept:
        return [Edit(held.open, held.close, "", reason)]
    edits = []
    for number in sorted(gone):
        start, end = held.items[number]
        comma = next((each for each in held.commas if each[0] >= end), None)
        following = held.items[number + 1][0] if number + 1 < len(held.items) else held.close
        if comma is not None and comma[0] < following:
            edits.append(Edit(*_with_line(content, start, comma[1]), "", reason))
            continue
        before = max(each for each in kept if each < number) if kept[0] < number else None
        if before is not None:
            edits += _cut_last(content, held, before, number, reason)
    return edits


def _cut_last(content: bytes, held: ListOutline, before: int, number: int, reason: str) -> list[Edit]:
    """Return the edits that take the last item out: the comma goes too that sets it apart from what is kept."""
    comma = next(each for each in held.commas if each[0] >= held.items[before][1])
    start, end = held.items[number]
    if not content[comma[1] : held.items[before + 1][0]].strip():
        return [Edit(held.items[before][1], end, "", reason)]
    return [Edit(*comma, "", reason), Edit(*_with_line(content, start, end), "", reason)]


def _with_line(content: bytes, start: int, end: int) -> tuple[int, int]:
    """Widen a range to its whole lines where only a comment stands beside it, else by the blanks after it."""
    line = start
    while line > 0 and content[line - 1 : line] in (b" ", b"\t"):
        line -= 1
    after = end
    while content[after : after + 1] in (b" ", b"\t"):
        after += 1
    starts_line = line == 0 or content[line - 1 : line] == b"\n"
    if starts_line and content[after : after + 2] == b"//":
        newline = content.find(b"\n", after)
        return line, newline + 1 if newline >= 0 else len(content)
    if starts_line and content[after : after + 2] == b"\r\n":
        return line, after + 2
    if starts_line and content[after : after + 1] == b"\n":
        return line, after + 1
    if content[after : after + 1] in (b"\r", b"\n"):
        return line, after
    return start, after


def cut_statement(content: bytes, start: int, end: int, reason: str) -> Edit:
    """Return the edit that takes a statement or member out, with its line."""
    first, last = _with_line(content, start, end)
    return Edit(first, last, "", reason)


def cut_member(content: bytes, start: int, end: int, reason: str) -> Edit:
    """Return the edit that takes a member of a class out, with the blank line that set it apart."""
    first, last = _with_line(content, start, end)
    before = first
    while before > 0 and content[before - 1 : before] in (b" ", b"\t", b"\r", b"\n"):
        before -= 1
    blank = content[before:first].count(b"\n") > 1
    if blank:
        newline = content.index(b"\n", before)
        return Edit(newline + 1, last, "", reason)
    return Edit(first, last, "", reason)


def cut_names(content: bytes, link: Link, gone: Sequence[LinkName], reason: str) -> list[Edit]:
    """Return the edits that take names out of an import or re-export; with its last name the statement goes."""
    if len(gone) == len(link.names):
        return [cut_statement(content, link.start, link.end, reason)]
    brace = content.find(b"{", link.start, link.specifier_start)
    listed = [name for name in link.names if 0 <= brace < name.start]
    outside = [name for name in link.names if name not in listed]
    edits = []
    for name in outside:
        if name not in gone:
            continue
        if name == outside[0]:  # the default: up to what follows
            end = outside[1].start if len(outside) > 1 else brace if listed else name.end
            edits.append(Edit(name.start, end, "", reason))
        else:
            edits.append(Edit(outside[0].end, name.end, "", reason))
    gone_listed = [name for name in listed if name in gone]
    if listed and len(gone_listed) == len(listed):
        last = max((each.end for each in outside if each not in gone), default=brace)
        return [*edits, Edit(last, content.index(b"}", listed[-1].end) + 1, "", reason)]
    kept = [name for name in listed if name not in gone]
    for name in gone_listed:
        after = [each for each in listed if each.start > name.start]
        if any(each in kept for each in after):
            edits.append(Edit(name.start, after[0].start, "", reason))
        else:
            before = max(each.end for each in kept)
            edits.append(Edit(before, name.end, "", reason))
    return edits
