"""Violations that a comment in the code allows, and comments that allow nothing.

``// woosh-split-ignore-next-line WS303 until=2027-03-31 -- the reason`` is about the next line of code. Codes
and reason are required, ``until`` is not. What is wrong with a comment is a violation of its own (WS901 to
WS903), which no comment and no baseline takes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from woosh_split.records import dataclass
from woosh_split.sources.tree import SUPPRESSION

_FORM = re.compile(rf"^\W*{SUPPRESSION.decode()}\b(?P<head>.*?)(?:\s--(?P<reason>.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: where it stands, the line that it is about, and what it allows.

    ``problem`` says what is wrong with it, empty where nothing is; such a comment allows nothing.
    """

    file: str
    line: int
    column: int
    covers: int
    codes: tuple[str, ...]
    until: date | None = None
    problem: str = ""


def read_suppression(
    file: str, line: int, column: int, covers: int, text: str, known: Iterable[str]
) -> Suppression | None:
    """Read one comment; None where it only mentions the word in passing."""
    match = _FORM.match(text.strip().removeprefix("//").removeprefix("/*").removesuffix("*/").strip())
    if match is None:
        return None
    until, problems, codes = None, [], []
    names = set(known)
    for word in re.split(r"[\s,]+", match["head"].strip()):
        if word.startswith("until="):
            try:
                until = date.fromisoformat(word.removeprefix("until="))
            except ValueError:
                problems.append(f"{word.removeprefix('until=')!r} is no date such as 2027-03-31")
        elif word in names and not word.startswith("WS9"):
            codes.append(word)
        elif word in names:
            problems.append(f"{word} cannot be suppressed")
        elif word:
            problems.append(f"there is no rule {word}")
    if not codes and not problems:
        problems.append("it names no rule")
    if not (match["reason"] or "").strip():
        problems.append("it gives no reason (` -- why`)")
    return Suppression(file, line, column, covers, tuple(dict.fromkeys(codes)), until, "; ".join(problems))


def in_force(suppression: Suppression, today: date) -> bool:
    """Whether a comment allows anything today."""
    return not suppression.problem and (suppression.until is None or suppression.until >= today)


def by_line(suppressions: Iterable[Suppression]) -> Mapping[tuple[str, int, str], Suppression]:
    """Return the comments by file, covered line and code."""
    return {(each.file, each.covers, code): each for each in suppressions for code in each.codes}
