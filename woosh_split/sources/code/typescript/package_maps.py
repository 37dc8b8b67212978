"""What a package.json says of the files behind its names: ``exports``, ``imports``, ``main`` and ``types``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

_BUILT = re.compile(r"(^|/)(dist|lib|build|out|esm|cjs)(/(src|esm|cjs))?/")
_DECLARATION = re.compile(r"\.d\.([mc]?)ts$")
_MAINS = ("source", "types", "typings", "module", "main")
_DEPTH = 6


def package_in(specifier: str) -> str:
    """Return the package that a specifier begins with: ``@nestjs/common`` of ``@nestjs/common/decorators``."""
    return "/".join(specifier.split("/")[: 2 if specifier.startswith("@") else 1])


def exported(document: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield the paths below the package that ``name`` may mean: "" is the package itself, else ``entities/user``."""
    key = f"./{name}" if name else "."
    exports = document.get("exports")
    if isinstance(exports, Mapping) and any(str(each).startswith(".") for each in exports):
        yield from _mapped(exports, key)
    elif key == ".":
        yield from _texts(exports, "", 0)
    if key == ".":
        yield from (each for each in map(document.get, _MAINS) if isinstance(each, str))


def imported(document: Mapping[str, Any], specifier: str) -> Iterator[str]:
    """Yield the paths below the package that ``#name`` may mean inside of it."""
    imports = document.get("imports")
    if isinstance(imports, Mapping):
        yield from _mapped(imports, specifier)


def sources(path: str) -> Iterator[str]:
    """Yield where the source of a file may be that a package names: the file, or what it is built from."""
    path = _DECLARATION.sub(r".\1ts", path)
    yield path
    for middle in ("src/", ""):
        built = _BUILT.sub(lambda match, middle=middle: (match[1] or "") + middle, path, count=1)  # type: ignore[misc]
        if built != path:
            yield posixpath.normpath(built)


def _mapped(entries: Mapping[Any, Any], key: str) -> Iterator[str]:
    if key in entries:
        yield from _texts(entries[key], "", 0)
        return
    # The longest prefix counts.
    for pattern in sorted((each for each in map(str, entries) if "*" in each), key=lambda each: -len(each)):
        before, _, after = pattern.partition("*")
        if len(key) >= len(before) + len(after) and key.startswith(before) and key.endswith(after):
            yield from _texts(entries[pattern], key[len(before) : len(key) - len(after)], 0)
            return


def _texts(target: Any, star: str, depth: int) -> Iterator[str]:
    """Yield every path of a target, whatever the conditions under which it holds."""
    if isinstance(target, str):
        yield target.replace("*", star)
    elif depth < _DEPTH and isinstance(target, Mapping):
        for each in target.values():
            yield from _texts(each, star, depth + 1)
    elif depth < _DEPTH and isinstance(target, list):
        for each in target:
            yield from _texts(each, star, depth + 1)
