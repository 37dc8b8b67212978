"""The monolith's own tsconfig files: those that compile whatever lies below them would compile the services along.

That would not only be slow: with files outside of ``src`` the compiler writes ``dist/src/main.js`` where the monolith
starts ``dist/main.js``.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from woosh_split.sources.nesting import json_of

_EXCLUDE = re.compile(r'"exclude"\s*:\s*\[')
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
    match = _EXCLUDE.search(text)
    if match is None:
        return text
    after = text[match.end() :]
    blank = after[: len(after) - len(after.lstrip())]
    more = "" if after.lstrip().startswith("]") else ","
    if "\n" in blank:
        return f"{text[: match.end()]}{blank}{json.dumps(name)}{more}{after}"
    return f"{text[: match.end()]}{json.dumps(name)}{more}{' ' if more and not blank else ''}{after}"


def _added(text: str, names: list[str]) -> str:
    end = text.rindex("}")
    before = text[:end].rstrip()
    newline = "\r\n" if "\r\n" in text else "\n"
    comma = "" if before.endswith((",", "{")) else ","
    if comma and "//" in before.rpartition("\n")[2]:
        comma = f"{newline}  ,"
    return f'{before}{comma}{newline}  "exclude": {json.dumps(names)}{newline}{text[end:]}'
