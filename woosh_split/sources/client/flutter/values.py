"""What a Dart expression can be while the app's code is followed: strings with holes, and the objects that matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from woosh_split.records import dataclass
from woosh_split.sources.client.flutter import ir

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.frames import Frame

MOST_ALTERNATIVES = 8
"""A variable that could hold more values than this is treated as unknown."""
MOST_LETTERS, MOST_PARTS = 20_000, 1_000
"""No address is longer: a text that doubles itself is as good as unknown."""
MOST_ELEMENTS = 1_000
"""A list that is put together of more is known no further."""


_MARK = "\0"
"""What stands for a hole while texts are compared."""

ORIGIN_MARK = re.compile(r"/~ws(\d+)~")
"""What stands behind an address in the app's code while it is asked which requests are built of it: it goes with the host."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Something that the code does not tell: its name in the code, and why it is open.

    ``kind`` is ``parameter`` (the caller of ``owner`` knows), ``member`` (a subclass of ``owner`` knows),
    ``setting`` (the environment knows: an unknown host) or ``unknown``. ``role`` is what the code that was called
    with it calls it; it is ``wanted`` where other callers give a written text in its place, and ``given`` where the
    caller could have left it out, so that it is taken for something: neither null nor empty. ``many`` says that it stands for the
    elements of a list, however many these are.
    """

    name: str
    kind: str = "unknown"
    owner: object = None
    role: str = ""
    wanted: bool = False
    given: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A string or an address, known but for its holes."""

    parts: tuple[str | Hole, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """``true``, ``false`` or ``null``."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A constant of an enum that the project does not declare."""

    class_name: str
    name: str


@dataclass(frozen=True, slots=True)
class ClassName:
    """A class itself; ``file`` is -1 for one that the project does not declare."""

    name: str
    file: int = -1


@dataclass(frozen=True, slots=True)
class Prefix:
    """An import prefix (``http``) and the address behind it."""

    name: str
    uri: str


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the project; ``fields`` is None where its construction is not known.

    A constant of an enum is one too, with its ``name`` among the fields.
    """

    file: int
    name: str
    fields: tuple[tuple[str, Values], ...] | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """An HTTP client: ``kind`` is ``http``, ``io``, ``dio``, ``connect`` or ``chopper``; ``bases`` its base URLs."""

    kind: str
    bases: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Verb:
    """A method of a client as a value (``final send = client.post``)."""

    sender: Sender
    name: str


@dataclass(frozen=True, slots=True)
class Options:
    """Options of Dio, or a request that is yet to be sent: whatever of it is known."""

    bases: Values = ()
    method: Values = ()
    path: Values = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list; ``values`` holds the alternatives of each element."""

    values: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A map with text keys."""

    pairs: tuple[tuple[Values, Values], ...]


@dataclass(eq=False, slots=True)
class Function:
    """A closure with the frame that it was made in, or a function or method with its object (``declared``)."""

    code: ir.Closure | ir.Function
    frame: Frame
    open: set[tuple[int, ...]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of Riverpod's providers: called with an argument, it is the provider for that one."""

    maker: Function


@dataclass(frozen=True, slots=True)
class Maker:
    """A function of which only the type of its result is known: ``Client Function()``, as ``file`` writes it."""

    file: int
    result: str


Value: TypeAlias = (
    Hole
    | Text
    | Word
    | Constant
    | ClassName
    | Prefix
    | Instance
    | Sender
    | Verb
    | Options
    | Listed
    | Mapped
    | Function
    | Family
    | Maker
)
Values: TypeAlias = tuple[Value, ...]


def unknown(name: str = "") -> Values:
    """Return the one alternative of which nothing is known."""
    return (Hole(name),)


def joined(*groups: Values) -> Values:
    """Return the alternatives of all groups, each once, in order."""
    told = [group for group in groups if group]
    if len(told) == 1 and isinstance(told[0], tuple) and len(told[0]) <= MOST_ALTERNATIVES:
        return told[0]
    found = dict.fromkeys(value for group in told for value in group)
    if len(found) > MOST_ALTERNATIVES:
        shared = _in_common([value.parts if isinstance(value, Text) else () for value in found])
        return (text(shared),) if shared else (_any_of(found),)
    return tuple(found)


def _beginning(texts: Iterable[str]) -> str:
    """Return what all texts begin with."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _any_of(values: Iterable[Value]) -> Hole:
    """Return what stands for too many values: where one is a path, more than a segment may be missing."""
    seen = tuple(values)
    named = next((value.name for value in seen if isinstance(value, Hole)), "")
    parts = (part for value in seen if isinstance(value, Text) for part in value.parts)
    return Hole(named, wanted=any(isinstance(part, str) and "/" in part for part in parts))


def _in_common(ways: Sequence[tuple[str | Hole, ...]]) -> tuple[str | Hole, ...]:
    """Return texts that differ in one segment alone as one with a hole there; nothing for others."""
    told = ["".join(_MARK if isinstance(part, Hole) else part for part in way) for way in ways]
    start = _beginning(told)
    start = start[: start.rfind("/") + 1]
    end = _beginning([each[len(start) :][::-1] for each in told])[::-1]
    end = end[end.find("/") :] if "/" in end else ""
    middles = [each[len(start) : len(each) - len(end)] for each in told]
    if "/" not in start.strip("/") or any(not each or "/" in each or "?" in each for each in middles):
        return ()
    holes = [[part for part in way if isinstance(part, Hole)] for way in ways]
    first, last = start.count(_MARK), end.count(_MARK)
    if any(
        (each[:first], each[len(each) - last :]) != (holes[0][:first], holes[0][len(holes[0]) - last :])
        for each in holes
    ):
        return ()
    kept = iter((*holes[0][:first], Hole(""), *holes[0][len(holes[0]) - last :]))
    pieces = re.split(f"({_MARK})", f"{start}{_MARK}{end}")
    return tuple(next(kept) if piece == _MARK else piece for piece in pieces)


def sends(values: Values) -> bool:
    """Tell whether one of the values is something that sends what it is called with."""
    return any(
        isinstance(value, Verb) or (isinstance(value, Function) and bool(value.open)) for value in values
    )


def text_of(value: Value) -> Text:
    """Return a value as it stands in an interpolation."""
    match value:
        case Text():
            return value
        case Hole():
            return Text((value,))
        case Word(name):
            return Text((Hole(name),))
        case Constant(_, name):
            return Text((Hole(name, wanted=True),))  # `Endpoints.orders` of a class that is not there
        case _:
            return Text((Hole(""),))


def concatenated(pieces: Iterable[Values]) -> Values:
    """Return every way to put the pieces together."""
    ways: list[tuple[str | Hole, ...]] = [()]
    for piece in pieces:
        texts = [text_of(value).parts for value in _with_one_unknown(piece)]
        if len(ways) * len(texts) > MOST_ALTERNATIVES and all(map(_is_query, texts)):
            texts = texts[:1]
        if len(ways) * len(texts) > MOST_ALTERNATIVES:
            texts = [_in_common(texts) or (_any_of(piece),)]
        ways = [(*way, *parts) for way in ways for parts in texts]
    return tuple(dict.fromkeys(text(way) for way in ways))


def _is_query(parts: tuple[str | Hole, ...]) -> bool:
    return not parts or (isinstance(parts[0], str) and parts[0].startswith(("?", "&")))


def _with_one_unknown(values: Values) -> Iterable[Value]:
    """Yield the alternatives, of those that nobody knows only one: put into a text they make no difference."""
    seen = False
    for value in values:
        if isinstance(value, Hole) and value.kind == "unknown":
            if seen:
                continue
            seen = True
        yield value


def text(parts: Iterable[str | Hole]) -> Text:
    """Return a text with neighbouring literals put together."""
    merged: list[str | Hole] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    endless = any(isinstance(part, str) and len(part) > MOST_LETTERS for part in merged)
    return Text((Hole("", many=True),) if endless or len(merged) > MOST_PARTS else tuple(merged))


def plain(value: Value) -> str | None:
    """Return the text where nothing of it is open."""
    if isinstance(value, Text):
        if not value.parts:
            return ""
        if len(value.parts) == 1 and isinstance(value.parts[0], str):
            return value.parts[0]
    return None


def split_origin(address: Text) -> tuple[Text, Text]:
    """Split an address into scheme and host, and the path with all that follows."""
    parts = address.parts
    if not parts or not isinstance(parts[0], str) or "://" not in parts[0]:
        if parts and isinstance(parts[0], Hole) and parts[0].kind == "setting":
            return Text(parts[:1]), text(parts[1:])
        return Text(()), address
    head: list[str | Hole] = []
    for place, part in enumerate(parts):
        start = part.index("://") + 3 if place == 0 and isinstance(part, str) else 0
        if isinstance(part, str):
            ends = [at for at in (part.find(mark, start) for mark in "/?#") if at >= 0]
            if ends:
                cut = min(ends)
                return text([*head, part[:cut]]), text([part[cut:], *parts[place + 1 :]])
        elif place and _begins_path(parts[place - 1], part):
            return text(head), text(parts[place:])
        head.append(part)
    return text(head), Text(())


def _begins_path(before: str | Hole, hole: Hole) -> bool:
    """Tell whether a hole right behind a written host holds a path: ``https://host$path``."""
    return (
        isinstance(before, str)
        and not before.endswith(("/", ":", ".", "@", "-"))
        and hole.kind != "setting"
        and "port" not in hole.name.lower()
    )


def without_query(address: Text) -> Text:
    """Return the address up to the first question mark."""
    kept: list[str | Hole] = []
    for part in address.parts:
        if isinstance(part, str) and "?" in part:
            kept.append(part[: part.index("?")])
            break
        kept.append(part)
    return text(kept)


def joined_address(base: Text, path: Text) -> Text:
    """Put a base URL and a relative path together with exactly one slash between them, as Dio does."""
    if not base.parts:
        return path
    if not path.parts:
        return base
    first, last = path.parts[0], base.parts[-1]
    if isinstance(last, str) and last.endswith("/") and isinstance(first, str) and first.startswith("/"):
        return text([*base.parts, first[1:], *path.parts[1:]])
    glued = isinstance(first, str) and first.startswith(("/", "?"))
    if glued or (isinstance(last, str) and last.endswith("/")) or isinstance(first, Hole):
        return text([*base.parts, *path.parts])
    return text([*base.parts, "/", *path.parts])


def resolved(base: Text, reference: Text) -> Text:
    """Resolve a reference against an address as ``Uri.resolve`` does."""
    first = reference.parts[0] if reference.parts else ""
    if isinstance(first, str) and "://" in first:
        return reference
    origin, path = split_origin(without_query(base))
    if isinstance(first, str) and first.startswith("/"):
        head = path.parts[0] if path.parts else ""
        mark = ORIGIN_MARK.match(head) if isinstance(head, str) else None
        return text([*origin.parts, mark.group() if mark else "", *reference.parts])
    kept = list(path.parts)
    while kept and not (isinstance(kept[-1], str) and "/" in kept[-1]):
        kept.pop()
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1][: kept[-1].rindex("/") + 1]
    return text([*origin.parts, *(kept or ["/"]), *reference.parts])


def replaced(value: Text, old: str, new: Text, *, once: bool) -> Text:
    """Replace a literal inside the known parts of a text."""
    found: list[str | Hole] = []
    done = False
    for part in value.parts:
        if isinstance(part, Hole) or not old or old not in part or (done and once):
            found.append(part)
            continue
        pieces = part.split(old, 1 if once else -1)
        done = True
        for place, piece in enumerate(pieces):
            if place:
                found.extend(new.parts)
            found.append(piece)
    return text(found)
