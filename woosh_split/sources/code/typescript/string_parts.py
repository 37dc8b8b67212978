"""What JavaScript's string methods do to a text of which parts are not known: cutting and replacing."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import lru_cache
from itertools import groupby

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.root import UNKNOWN, Value

Parts = tuple[str | Value, ...]
_PLAIN_PATTERN = re.compile(
    r"(?:\\[sSdDwWbntr.,;:()|/?+*'\"`${}@-]|\[(?:[^\]\\\[]|\\[sdwSDW.$-])*\]|[^\\\[\]()|{}]|\{\d+(?:,\d*)?\}"
    r"|\((?:\?(?::|<?[=!]|<[A-Za-z]\w*>))?|\)(?![*+?{])|\|)*"
)
"""A pattern whose groups are not repeated, so that repeats are never nested; else it means the same here."""
_NAMED_GROUP = re.compile(r"\(\?<(?=[A-Za-z])")
_GROUP_MEANT = re.compile(r"\$(\$|&|\d)")
Replacement = Callable[[tuple[str, ...]], "list[str | Value]"]
"""What stands for a match, which is handed as a whole and with its groups."""
_TESTED_PATTERN = re.compile(
    r"(?:\\[sSdDwWbntr.,;:()|/?+*'\"`$-]|\[[^\]\\\[]*\]|\((?:\?:)?|\)(?![*+{])|[^\\\[\](){}]|\{\d+(?:,\d*)?\})*"
)
"""A pattern with groups and alternatives that are not repeated: whether it is found is the same here."""
_ONE_CHARACTER = re.compile(r"\\.|\[[^\]]*\]")
_REPEAT = re.compile(r"[*+?]|\{[^}]*\}")
MAX_PIECES = 200
MAX_STEPS = 10**8
"""A pattern of the project is not run where its repeats might take more steps than this on a text."""


@dataclass(frozen=True, slots=True)
class Pattern(Value):
    """A regular expression as it is written, with its slashes and flags."""

    source: str

    def key(self) -> Hashable:
        """Return the pattern."""
        return ("pattern", self.source)


def sliced(parts: Parts, start: int | None, end: int | None) -> Parts | None:
    """Return ``text.slice(start, end)``; an ``end`` of None is the end, or one that is not known.

    Where it cannot be told where the text ends, what is not known stands at its end. None: nothing can be told.
    """
    whole = len(parts) <= 1 and all(isinstance(part, str) for part in parts)
    if whole:
        text = parts[0] if parts and isinstance(parts[0], str) else ""
        return (text[start:end],)
    first, last = parts[0], parts[-1]
    if start is None or start < 0 or (start and not (isinstance(first, str) and len(first) >= start)):
        return None
    if start and isinstance(first, str):
        parts = (first[start:], *parts[1:])
    if end is None:
        return parts
    if end < 0 and isinstance(last, str) and len(last) >= -end:
        return (*parts[:-1], last[:end])
    return (*parts, UNKNOWN) if end < 0 else None


def split(parts: Parts, separator: str) -> list[Parts]:
    """Return ``text.split(separator)``; what is not known is a part of one piece. Nothing where that are too many."""
    if not separator or sum(part.count(separator) for part in parts if isinstance(part, str)) > MAX_PIECES:
        return []
    pieces: list[list[str | Value]] = [[]]
    for part in parts:
        if not isinstance(part, str):
            pieces[-1].append(part)
            continue
        here, *more = part.split(separator)
        pieces[-1].append(here)
        pieces += [[each] for each in more]
    return [_melted(piece) for piece in pieces]


def cut_somewhere(parts: Parts) -> Parts:
    """Return a text whose end is cut off at a place that is not known."""
    return (*parts, UNKNOWN)


def replaced(parts: Parts, old: str, new: list[str | Value], *, every: bool) -> Parts:
    """Return ``text.replace(old, new)``, or ``replaceAll``; what stands in parts that are not known stays there."""
    results: list[str | Value] = []
    done = False
    for part in parts:
        if not isinstance(part, str) or old not in part or (done and not every):
            results.append(part)
            continue
        pieces = part.split(old) if every else part.split(old, 1)
        done = True
        for index, piece in enumerate(pieces):
            results += [*(new if index else ()), piece]
    return _melted(results)


def replaced_pattern(parts: Parts, pattern: Pattern, new: Replacement) -> Parts | None:
    """Return ``text.replace(/pattern/, new)``; None where the pattern says more than is followed here."""
    found = _compiled(pattern.source)
    if found is None:
        return None
    expression, every, at_start, at_end = found
    texts = [part for part in parts if isinstance(part, str)]
    if _steps(sum(map(len, texts)), pattern.source) > MAX_STEPS:
        return None
    if len(texts) == len(parts):
        return _melted(_put("".join(texts), expression, new, 0 if every else 1))
    if at_end and not isinstance(parts[-1], str):
        return cut_somewhere(parts)
    if not every and not (at_start or at_end):
        return None
    results: list[str | Value] = []
    for index, part in enumerate(parts):
        inside = not (at_end and index < len(parts) - 1) and not (at_start and index)
        results += _put(part, expression, new, 0) if isinstance(part, str) and inside else [part]
    return _melted(results)


def _put(text: str, expression: re.Pattern[str], new: Replacement, most: int) -> list[str | Value]:
    results: list[str | Value] = []
    at = 0
    for number, match in enumerate(expression.finditer(text)):
        if most and number >= most:
            break
        results += [text[at : match.start()], *new((match[0], *(each or "" for each in match.groups())))]
        at = match.end()
    return [*results, text[at:]]


def expanded(new: str, match: tuple[str, ...]) -> str:
    """Return a replacement with the groups of a match in it: ``$1``, ``$&``; a group that the pattern lacks stays as it is."""

    def meant(found: re.Match[str]) -> str:
        if found[1] in "$&":
            return "$" if found[1] == "$" else match[0]
        return match[int(found[1])] if 0 < int(found[1]) < len(match) else found[0]

    return _GROUP_MEANT.sub(meant, new)


def matches(pattern: Pattern, text: str) -> bool | None:
    """Tell whether a pattern is found in a text, None where it says more than is followed here."""
    body, _, flags = pattern.source[1:].rpartition("/")
    within = _steps(len(text), pattern.source) <= MAX_STEPS
    if not (within and _TESTED_PATTERN.fullmatch(body)) or set(flags) - set("giu"):
        return None
    try:
        expression = re.compile(body.replace("\\/", "/"), re.IGNORECASE if "i" in flags else 0)
    except re.error:
        return None
    return expression.search(text) is not None


def _steps(length: int, source: str) -> int:
    """Return how many steps a pattern may take on a text of a length at the most.

    Each repeat with something behind it may be tried at every length, and each alternative beside every other one.
    """
    body = _ONE_CHARACTER.sub("x", source[1:].rpartition("/")[0])
    repeats = sum(found.end() < len(body) for found in _REPEAT.finditer(body))
    return int(length ** (1 + repeats)) << body.count("|")


@lru_cache(maxsize=1024)
def _compiled(source: str) -> tuple[re.Pattern[str], bool, bool, bool] | None:
    body, _, flags = source[1:].rpartition("/")
    if not _PLAIN_PATTERN.fullmatch(body) or set(flags) - set("giu"):
        return None
    try:
        body_here = _NAMED_GROUP.sub("(?P<", body.replace("\\/", "/"))
        expression = re.compile(body_here, re.IGNORECASE if "i" in flags else 0)
    except re.error:
        return None
    return expression, "g" in flags, body.startswith("^"), body.endswith("$") and not body.endswith("\\$")


def _melted(parts: list[str | Value]) -> Parts:
    """Return the parts with texts that touch each other as one."""
    results: list[str | Value] = []
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        found = list(run)
        together = ["".join(part for part in found if isinstance(part, str))] if is_text else found
        results.extend(part for part in together if part != "")
    return tuple(results) or ("",)
