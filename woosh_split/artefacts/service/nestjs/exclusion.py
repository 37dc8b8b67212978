"""The monolith's own tsconfig files: those that compile whatever lies below them would compile the services along.

That would not only be slow: with files outside of ``src`` the compiler writes ``dist/src/main.js`` where the monolith
starts ``dist/main.js``.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from woosh_split.sources.nesting import json_of

_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}\[\],:]|[^\s{}\[\],:"'/]+|\S""", re.DOTALL
)
_WIDE = ("**", "*", ".")


def exclusions(configs: Mapping[str, str], folder: str) -> Iterator[tuple[str, str]]:
    """Yield path and new text of each tsconfig that would compile ``folder`` along; nothing else in it changes.

    ``configs`` are tsconfig files by their path, which like ``folder`` is relative to the monolith's root. Files that
    are not valid, or that leave the folder out already, are left alone.
    """
    for path, text in sorted(configs.items()):
        home = posixpath.dirname(path)
        below = posixpath.relpath(folder, home or ".")
        if below.startswith(".."):
            continue
        document = _read(text)
        if document is None or not _compiles(path, document, configs, below):
            continue
        excluded = document.get("exclude")
        name = (
            below.split("/")[0] if below.split("/")[0] not in ("src", "apps", "libs", "packages") else below
        )
        if isinstance(excluded, list):
            yield path, _inserted(text, name)
        elif _inherited(path, document, configs, "exclude") is None:
            yield path, _added(text, [*_defaults(document), name])


def _compiles(path: str, document: dict[str, Any], configs: Mapping[str, str], below: str) -> bool:
    include = document.get("include", _inherited(path, document, configs, "include"))
    if include is None and document.get("files") is not None:
        return False
    if include is not None and not any(_reaches(str(each), below) for each in include):
        return False
    exclude = document.get("exclude", _inherited(path, document, configs, "exclude")) or []
    return not any(_reaches(str(each), below, wide=False) for each in exclude)


def _reaches(pattern: str, below: str, *, wide: bool = True) -> bool:
    """Tell whether a pattern of files takes in a folder."""
    first = pattern.removeprefix("./").split("/")[0]
    if first in _WIDE or first.startswith("*"):
        rest = pattern.removeprefix("./").removeprefix("**/").split("/")[0]
        return (
            wide
            if first == rest or rest in (*_WIDE, "") or rest.startswith("*")
            else rest in below.split("/")
        )
    named = pattern.removeprefix("./").rstrip("/*")
    return below == named or below.startswith(f"{named}/")


def _inherited(
    path: str, document: dict[str, Any], configs: Mapping[str, str], key: str, depth: int = 0
) -> Any:
    extends = document.get("extends")
    for each in reversed(extends if isinstance(extends, list) else [extends]):
        if not isinstance(each, str) or not each.startswith(".") or depth > 8:
            continue
        base = posixpath.normpath(posixpath.join(posixpath.dirname(path), each))
        base = base if base in configs else f"{base}.json"
        held = _read(configs.get(base, ""))
        if held is not None:
            return held.get(key, _inherited(base, held, configs, key, depth + 1))
    return None


def _read(text: str) -> dict[str, Any] | None:
    try:
        found = json_of(text, relaxed=True)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _defaults(document: dict[str, Any]) -> list[str]:
    """Return what the compiler leaves out where nothing is said."""
    options = document.get("compilerOptions")
    out = options.get("outDir") if isinstance(options, dict) else None
    return ["node_modules", str(out).removeprefix("./") if out else "dist"]


def _inserted(text: str, name: str) -> str:
    tokens = list(_tokens(text))
    start = next(
        (third.end for first, second, third in _triples(tokens) if _is_exclude(first, second, third)), None
    )
    if start is None:
        return text
    after = text[start:]
    blank = after[: len(after) - len(after.lstrip())]
    more = "" if after.lstrip().startswith("]") else ","
    if "\n" in blank:
        return f"{text[:start]}{blank}{json.dumps(name)}{more}{after}"
    return f"{text[:start]}{json.dumps(name)}{more}{' ' if more and not blank else ''}{after}"


def _added(text: str, names: list[str]) -> str:
    *_, last, close = _tokens(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    comma = "" if last.text in (",", "{") else ","
    between = text[last.end : close.start].rstrip()
    key = f'"exclude": {json.dumps(names)}'
    return f"{text[: last.end]}{comma}{between}{newline}  {key}{newline}{text[close.start :]}"


class _Token(NamedTuple):
    """A token that is no comment, and how many braces and brackets are open before it."""

    text: str
    start: int
    end: int
    depth: int


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of a JSON text that may hold comments: what stands in a comment or a text is no syntax."""
    depth = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token.startswith(("//", "/*")):
            continue
        depth -= token in ("}", "]")
        yield _Token(token, match.start(), match.end(), depth)
        depth += token in ("{", "[")


def _triples(tokens: list[_Token]) -> Iterator[tuple[_Token, _Token, _Token]]:
    return zip(tokens, tokens[1:], tokens[2:], strict=False)


def _is_exclude(first: _Token, second: _Token, third: _Token) -> bool:
    """Tell the key of the object itself: plugins and ts-node have keys of that name, too."""
    return (
        first.depth == 1 and first.text.strip("'\"") == "exclude" and (second.text, third.text) == (":", "[")
    )
