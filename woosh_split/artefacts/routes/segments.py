"""A path as Nest, Express and Fastify write it, to typed segments.

What is no plain segment becomes a parameter with a pattern (``:from-:to``, ``:file{.:ext}``), and what may take a slash
becomes a wildcard, which stands last and takes what is left: ``/files/*/raw`` is ``files`` and a wildcard with the
pattern ``.*/raw``. Patterns are regular expressions that JavaScript, PCRE and Python read alike, and are met as a whole.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from woosh_split.model.routing import LITERAL, PARAMETER, WILDCARD, Segment

REST = "*"
"""How a wildcard without a name is called."""

_ONE = "[^/]+?"
_PARAMETER = re.compile(r":(\w+)(\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*\))?([?*+]?)")
_GROUP = re.compile(r"(\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*\))([?*+]?)")
_STAR = re.compile(r"\*(\w*)")
_ESCAPED = re.compile(r"\\.")


def parse_path(path: str) -> tuple[tuple[Segment, ...], ...]:
    """Return the segments of a path; several where optional parts that span segments make it several paths."""
    found: dict[tuple[Segment, ...], None] = {}
    for variant in _spelled_out(path):
        found[tuple(_segments(variant))] = None
    return tuple(found)


def _spelled_out(path: str) -> Iterator[str]:
    """Yield the path with every group in braces that spans segments left out and written out."""
    for start, end in _braces(path):
        inside = path[start + 1 : end]
        whole = inside.startswith("/") and path[end + 1 : end + 2] in ("", "/")
        if _slashes(inside) == 0 or (whole and _slashes(inside) == 1):
            continue
        yield from _spelled_out(path[:start] + path[end + 1 :])
        yield from _spelled_out(path[:start] + inside + path[end + 1 :])
        return
    yield path


def _braces(path: str) -> Iterator[tuple[int, int]]:
    """Yield where each outermost group in braces starts and ends; those inside of patterns are none."""
    depth = start = 0
    for index, char in _outside_patterns(path):
        if char == "{":
            start = index if depth == 0 else start
            depth += 1
        elif char == "}" and depth:
            depth -= 1
            if depth == 0:
                yield start, index


def _slashes(text: str) -> int:
    """Count the slashes outside of patterns."""
    return sum(1 for _ in _slash_places(text))


def _slash_places(text: str) -> Iterator[int]:
    return (index for index, char in _outside_patterns(text) if char == "/")


def _outside_patterns(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters that stand in no pattern in brackets, each with its place; escaped ones are left out."""
    parens = 0
    escaped = False
    for index, char in enumerate(text):
        if escaped or char == "\\":
            escaped = not escaped
        elif char == "(":
            parens += 1
        elif char == ")":
            parens -= 1
        elif parens <= 0:
            yield index, char


def _segments(path: str) -> Iterator[Segment]:
    parts = _split(path)
    for index, (part, optional) in enumerate(parts):
        taken = _wildcard(parts, index)
        if taken is not None:
            yield taken
            return
        yield _segment(part, optional)


def _split(path: str) -> list[tuple[str, bool]]:
    """Cut a path at its slashes; the flag says that a part and its slash may be missing."""
    text = path if path.startswith(("/", "{/")) else f"/{path}"
    if len(text) > 1 and text.endswith("/"):
        text = text[:-1]
    parts: list[tuple[str, bool]] = []
    at = 0
    groups = {start: end for start, end in _braces(text) if text[start + 1 : start + 2] == "/"}
    for start, end in groups.items():
        parts += _plain_parts(text[at:start])
        parts.append((text[start + 2 : end], True))
        at = end + 1
    parts += _plain_parts(text[at:])
    return [] if parts == [("", False)] else parts


def _plain_parts(text: str) -> list[tuple[str, bool]]:
    if not text:
        return []
    cuts = [*_slash_places(text), len(text)]
    return [(text[a + 1 : b], False) for a, b in itertools.pairwise(cuts)]


def _segment(part: str, optional: bool) -> Segment:
    whole = _PARAMETER.fullmatch(part)
    if whole and whole[3] in ("", "?"):
        pattern = _own(whole[2])
        return Segment(PARAMETER, whole[1], pattern, optional or whole[3] == "?")
    if not re.search(r"[:*(){}?+]", _ESCAPED.sub("", part)):
        return Segment(LITERAL, _ESCAPED.sub(lambda found: found[0][1], part), None, optional)
    names = [found[1] for found in _PARAMETER.finditer(part)]
    return Segment(PARAMETER, "-".join(names) or "segment", _translated(part), optional)


def _wildcard(parts: list[tuple[str, bool]], index: int) -> Segment | None:
    """Return the wildcard that begins with a part, None where the part takes no slash."""
    part, optional = parts[index]
    if not _may_take_slash(part):
        return None
    last = index == len(parts) - 1
    whole = _STAR.fullmatch(part) or re.fullmatch(r"\{\*(\w+)\}", part)
    if last and part == "(.*)":
        return Segment(WILDCARD, REST, None, optional)
    if last and whole:
        # `*splat` needs something to take; `*` and `{*splat}` also stand for nothing.
        return Segment(WILDCARD, whole[1] or REST, ".+" if _needs_more(part) else None, optional)
    named = _PARAMETER.match(part)
    text = ""
    for place, (each, may_miss) in enumerate(parts[index:]):
        piece = _translated(each)
        lead = "" if place == 0 else "/"
        text += f"(?:{lead}{piece})?" if may_miss and place else lead + piece
    rest = None if text in (".*", "(?:.*)") else text
    return Segment(WILDCARD, named[1] if named else REST, rest, optional)


def _needs_more(part: str) -> bool:
    return part.startswith("*") and len(part) > 1


def _may_take_slash(part: str) -> bool:
    plain = _ESCAPED.sub("", part)
    if "*" in re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)\??", "", plain):
        return True
    marks = [found[3] for found in _PARAMETER.finditer(part)]
    if any(mark in ("*", "+") for mark in marks):
        return True
    return any(pattern_takes_slash(found[1][1:-1]) for found in _GROUP.finditer(part))


def pattern_takes_slash(pattern: str) -> bool:
    """Whether a regular expression may meet a text with a slash in it; yes where that is not certain."""
    rest = pattern
    for found in re.finditer(r"\[(\^?)((?:[^\]\\]|\\.)*)\]", pattern):
        members = found[2]
        if found[1]:
            if "/" not in members:
                return True
        elif "/" in members or re.search(r"\\[DWS]", members) or _range_over_slash(members):
            return True
        rest = rest.replace(found[0], "", 1)
    return bool(re.search(r"\\[DWSxuc/]", rest)) or "." in _ESCAPED.sub("", rest) or "/" in rest


def _range_over_slash(members: str) -> bool:
    return any(low <= "/" <= high for low, high in re.findall(r"(.)-(.)", members))


def _own(group: str | None) -> str | None:
    return None if group is None else group[1:-1]


def _translated(part: str) -> str:
    """Return the regular expression of one part of a path."""
    pieces: list[str] = []
    at = 0
    while at < len(part):
        if part[at] == "\\" and at + 1 < len(part):
            pieces.append(_quoted(part[at + 1]))
            at += 2
        elif found := _PARAMETER.match(part, at):
            own = f"(?:{found[2][1:-1]})" if found[2] else _ONE
            mark = found[3]
            pieces.append(
                f"{own}(?:/.+)?" if mark in ("*", "+") and mark else f"(?:{own}){mark}" if mark else own
            )
            at = found.end()
        elif found := _GROUP.match(part, at):
            pieces.append(f"(?:{found[1][1:-1]}){found[2]}")
            at = found.end()
        elif found := _STAR.match(part, at):
            pieces.append(".+" if found[1] else ".*")
            at = found.end()
        elif part[at] in "{}":
            pieces.append("(?:" if part[at] == "{" else ")?")
            at += 1
        elif part[at] in "?+" and pieces:
            pieces[-1] = f"(?:{pieces[-1]}){part[at]}" if len(pieces[-1]) > 1 else pieces[-1] + part[at]
            at += 1
        else:
            pieces.append(_quoted(part[at]))
            at += 1
    return "".join(pieces)


def _quoted(char: str) -> str:
    return f"\\{char}" if char in ".^$*+?()[]{}|\\/" and char != "/" else char


def shown(segments: tuple[Segment, ...]) -> str:
    """Return segments as a path again, in the spelling of the table."""
    text = ""
    for segment in segments:
        name = {LITERAL: segment.text, PARAMETER: f":{segment.text}"}.get(segment.kind, segment.text)
        if segment.kind == WILDCARD and segment.text != REST:
            name = f"*{segment.text}"
        text += f"{{/{name}}}" if segment.optional else f"/{name}"
    return text or "/"
