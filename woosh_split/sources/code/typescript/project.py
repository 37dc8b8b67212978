"""Where an import leads: tsconfig paths and ``baseUrl``, workspace packages, ``src/...``, relative files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.package_maps import exported, imported, package_in, sources

_SUFFIXES = (".ts", ".tsx", ".mts", ".cts", "/index.ts", "/index.tsx")
_PLAIN_SUFFIXES = ("", ".js", ".cjs", ".mjs", "/index.js", "/index.cjs", "/index.mjs")
_JS_SUFFIX = re.compile(r"\.(m|c)?jsx?$")
_PLAIN = re.compile(r"\.([mc]?)js$")
_OTHER_SUFFIXES = (
    "", ".js", ".jsx", ".mjs", ".cjs", ".json", ".node", ".vue", ".d.ts", ".d.mts", ".d.cts",
    "/index.js", "/index.mjs", "/index.cjs", "/index.d.ts", "/package.json",
)  # fmt: skip
Find = Callable[[str], str | None]
"""Returns the file that a path means, with the suffixes that an import may leave out."""
_OF_NODE = frozenset(
    (
        "assert/strict", "dns/promises", "fs/promises", "inspector/promises", "path/posix", "path/win32",
        "readline/promises", "stream/consumers", "stream/promises", "stream/web", "timers/promises", "util/types",
    )
)  # fmt: skip
_DEPENDENCIES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


@dataclass(frozen=True, slots=True)
class CompilerPaths:
    """The part of a tsconfig that says where imports lead; folders are relative to the root, "" is the root."""

    base_url: str | None
    paths: tuple[tuple[str, tuple[str, ...]], ...]

    def aliased(self, specifier: str) -> Iterator[tuple[str, str]]:
        """Yield the patterns that a specifier fits, each with a path that it may mean then."""
        for pattern, targets in self.paths:
            rest = _match(pattern, specifier)
            if rest is not None:
                yield from ((pattern, posixpath.normpath(each.replace("*", rest, 1))) for each in targets)


class ImportResolver:
    """Resolves module specifiers to files of the monolith.

    ``files`` are all files below the root; ``read_json`` reads a JSON file with comments and returns an empty
    mapping where it cannot.
    """

    def __init__(self, files: Collection[str], read_json: Callable[[str], Mapping[str, Any]]) -> None:
        self._files = files
        self._read_json = read_json
        self._configs: dict[str, CompilerPaths] = {}
        self._folders: dict[str, CompilerPaths] = {}
        self._roots: dict[str, str] = {}
        self._packages: dict[str, str] | None = None
        self._resolved: dict[str, dict[str, str | None]] = {}
        self._of_file: dict[str, dict[str, str | None]] = {}
        self._plain = any(map(_PLAIN.search, files))
        self._in_any_case: dict[str, str | None] | None = None
        self._misspelt: dict[tuple[str, str], str] = {}
        self._first_folders: dict[str, frozenset[str]] = {}

    def resolve(self, from_file: str, specifier: str) -> str | None:
        """Return the file that an import in ``from_file`` leads to, or None for a foreign package."""
        known = self._of_file.get(from_file)  # a file's imports are asked for by several readers
        if known is None:
            known = self._of_file[from_file] = self._resolved.setdefault(from_file.rpartition("/")[0], {})
        if specifier not in known:
            folder = from_file.rpartition("/")[0]
            found = self._resolve(folder, specifier, self._file)
            if (
                found is None and self._plain
            ):  # what is built lies beside its source: only what has none counts
                found = self._resolve(folder, specifier, self._plain_file)
            if found is None and self._is_own(folder, specifier):
                found = self._resolve(folder, specifier, self._file_in_any_case)
                if found is not None:
                    self._misspelt[(folder, specifier)] = found
            known[specifier] = found
        return known[specifier]

    def misspelt(self, from_file: str, specifier: str) -> str | None:
        """Return the file that an import means which spells its path in another case, as file systems of desktops let it."""
        self.resolve(from_file, specifier)
        return self._misspelt.get((from_file.rpartition("/")[0], specifier))

    def _is_own(self, folder: str, specifier: str) -> bool:
        if specifier.startswith((".", "src/")):
            return True
        return any(not pattern.startswith("*") for pattern, _ in self._config_of(folder).aliased(specifier))

    def _file_in_any_case(self, path: str) -> str | None:
        """Return the one file whose path is the same but for its case."""
        if self._in_any_case is None:
            self._in_any_case = {}
            for file in self._files:
                if file.endswith((".ts", ".tsx", ".mts", ".cts")):
                    other = self._in_any_case.setdefault(file.lower(), file)
                    self._in_any_case[file.lower()] = file if other == file else None
        stem = _JS_SUFFIX.sub("", path).lower()
        found = (self._in_any_case.get(stem + suffix) for suffix in ("", *_SUFFIXES))
        return next((each for each in found if each is not None), None)

    def json(self, from_file: str, specifier: str) -> tuple[str, Mapping[str, Any]] | None:
        """Return the JSON file that an import leads to, and what it holds; None for any other import."""
        if not specifier.endswith(".json"):
            return None
        path = self._resolve(from_file.rpartition("/")[0], specifier, self._as_it_is)
        return None if path is None else (path, self._read_json(path))

    def _as_it_is(self, path: str) -> str | None:
        return path if path in self._files else None

    def is_missing(self, from_file: str, specifier: str) -> bool:
        """Tell an import of the project's own code that leads to no file at all.

        It is relative, by an alias of a tsconfig, or begins with a folder that stands where such imports begin.
        """
        if self.resolve(from_file, specifier) is not None:
            return False
        folder = from_file.rpartition("/")[0]
        if specifier.startswith("."):
            return not self._is_there(posixpath.normpath(posixpath.join(folder, specifier)))
        aliased = self._config_of(folder).aliased(specifier)
        targets = [path for pattern, path in aliased if not pattern.startswith("*")]
        targets = targets or list(self._by_folder(folder, specifier))
        ours = bool(targets) and not any("node_modules" in each.split("/") for each in targets)
        return ours and not any(map(self._is_there, targets)) and not self._depends_on(folder, specifier)

    def _by_folder(self, folder: str, specifier: str) -> Iterator[str]:
        """Yield where a specifier of several parts would lead whose first part is a folder of ours."""
        first, _, rest = specifier.partition("/")
        if not rest or specifier in _OF_NODE:
            return
        for base in (self._config_of(folder).base_url, self.package_root(folder) if first == "src" else None):
            if base is not None and first in self._folders_in(base):
                yield posixpath.normpath(posixpath.join(base, specifier))

    def _folders_in(self, base: str) -> frozenset[str]:
        if base not in self._first_folders:
            start = f"{base}/" if base else ""
            rests = (file[len(start) :].partition("/") for file in self._files if file.startswith(start))
            self._first_folders[base] = frozenset(first for first, _, rest in rests if rest)
        return self._first_folders[base]

    def _is_there(self, path: str) -> bool:
        stem = _JS_SUFFIX.sub("", path)
        return any(path + suffix in self._files or stem + suffix in self._files for suffix in _OTHER_SUFFIXES)

    def _depends_on(self, folder: str, specifier: str) -> bool:
        """Tell whether a package.json at or above a folder names the package of a specifier."""
        name = package_in(specifier)
        while True:
            root = self.package_root(folder)
            document = self._package(root)
            if any(name in held for key in _DEPENDENCIES if isinstance(held := document.get(key), dict)):
                return True
            if not root:
                return False
            folder = posixpath.dirname(root)

    def _resolve(self, folder: str, specifier: str, find: Find) -> str | None:
        if specifier.startswith("."):
            return find(posixpath.normpath(posixpath.join(folder, specifier)))
        config = self._config_of(folder)
        for _, path in config.aliased(specifier):
            found = find(path)
            if found:
                return found
        if config.base_url is not None:
            found = find(posixpath.normpath(posixpath.join(config.base_url, specifier)))
            if found:
                return found
        return self._in_package(folder, specifier, find) or self._workspace(specifier, find)

    def _file(self, path: str) -> str | None:
        if path.startswith("../") or path == "..":
            return None
        if path in self._files and path.endswith((".ts", ".tsx", ".mts", ".cts")):
            return path
        stem = _JS_SUFFIX.sub("", path)
        for suffix in _SUFFIXES:
            for candidate in {path + suffix: None, stem + suffix: None}:
                if candidate in self._files:
                    return candidate
        return None

    def _plain_file(self, path: str) -> str | None:
        """Return JavaScript that somebody wrote; what has a declaration beside it was built or generated."""
        if path.startswith("../") or path == "..":
            return None
        for suffix in _PLAIN_SUFFIXES:
            candidate = path + suffix
            if candidate in self._files and _PLAIN.search(candidate):
                return None if _PLAIN.sub(r".d.\1ts", candidate) in self._files else candidate
        return None

    def _in_package(self, folder: str, specifier: str, find: Find) -> str | None:
        """``src/...`` means the package's folder even where the tsconfig forgot to say so; ``#...`` what the package says."""
        if not specifier.startswith(("src/", "#")):
            return None
        if specifier.startswith("#"):
            root = self.package_root(folder)
            found = _first(root, imported(self._package(root), specifier), find)
            if found:
                return found
        return find(posixpath.join(self.package_root(folder), specifier.lstrip("#/")))

    def package_root(self, folder: str) -> str:
        """Return the nearest folder at or above ``folder`` with a package.json, "" where there is none."""
        if folder not in self._roots:
            at_root = not folder or f"{folder}/package.json" in self._files
            self._roots[folder] = folder if at_root else self.package_root(posixpath.dirname(folder))
        return self._roots[folder]

    def names_a_build(self, from_file: str, specifier: str) -> bool:
        """Tell a specifier that leads to source here and to something else at run time.

        A package of the workspace is what its ``node_modules`` link to, and that is built; an alias of a file with its ending
        is spelled so by what puts aliases into other words.
        """
        if specifier.startswith("."):
            return False
        if package_in(specifier) in self._workspace_packages():
            return True
        config = self._config_of(from_file.rpartition("/")[0])
        return any(path in self._files for _, path in config.aliased(specifier) if not path.endswith(".json"))

    def _workspace_packages(self) -> dict[str, str]:
        return self._packages if self._packages is not None else self._read_packages()

    def _workspace(self, specifier: str, find: Find) -> str | None:
        packages = self._workspace_packages()
        name = package_in(specifier)
        folder = packages.get(name)
        if folder is None:
            return None
        rest = specifier[len(name) + 1 :]
        found = _first(folder, exported(self._package(folder), rest), find)
        if found:
            return found
        for middle in ("src/", "", "lib/"):
            found = find(posixpath.normpath(f"{folder}/{middle}{rest or 'index'}"))
            if found:
                return found
        return None

    def _package(self, folder: str) -> Mapping[str, Any]:
        return self._read_json(posixpath.join(folder, "package.json"))

    def _read_packages(self) -> dict[str, str]:
        self._packages = {}
        for path in sorted(self._files):
            if path.endswith("/package.json"):
                name = self._read_json(path).get("name")
                if isinstance(name, str):
                    self._packages.setdefault(name, posixpath.dirname(path))
        return self._packages

    def _config_of(self, folder: str) -> CompilerPaths:
        if folder in self._folders:
            return self._folders[folder]
        prefix = f"{folder}/" if folder else ""
        config: CompilerPaths | None = None
        for name in ("tsconfig.json", "tsconfig.app.json", "tsconfig.base.json"):
            if prefix + name in self._files:
                found = self._config(prefix + name, 0)
                if found.paths or found.base_url is not None:
                    config = found
                    break
                config = config or found
        if config is None:
            config = self._config_of(posixpath.dirname(folder)) if folder else CompilerPaths(None, ())
        self._folders[folder] = config
        return config

    def _config(self, path: str, depth: int) -> CompilerPaths:
        if path in self._configs:
            return self._configs[path]
        document = self._read_json(path)
        folder = posixpath.dirname(path)
        parent = CompilerPaths(None, ())
        extended = document.get("extends")
        for each in extended if isinstance(extended, list) else [extended]:
            if isinstance(each, str) and each.startswith(".") and depth < 8:
                target = posixpath.normpath(posixpath.join(folder, each))
                for candidate in (target, f"{target}.json"):
                    if candidate in self._files:
                        parent = self._config(candidate, depth + 1)
        options = document.get("compilerOptions")
        options = options if isinstance(options, dict) else {}
        base_url = options.get("baseUrl")
        base = joined_path(folder, base_url) if isinstance(base_url, str) else parent.base_url
        paths = options.get("paths")
        if isinstance(paths, dict):
            against = base if base is not None else folder
            entries = tuple(
                (
                    pattern,
                    tuple(joined_path(against, target) for target in targets if isinstance(target, str)),
                )
                for pattern, targets in sorted(paths.items(), key=lambda item: -len(item[0]))
                if isinstance(targets, list)
            )
        else:
            entries = parent.paths
        self._configs[path] = CompilerPaths(base, entries)
        return self._configs[path]


def _first(folder: str, paths: Iterable[str], find: Find) -> str | None:
    """Return the first file of a package that is there, or that is the source of one that is built."""
    for path in paths:
        for source in sources(posixpath.normpath(path)):
            found = find(posixpath.normpath(posixpath.join(folder, source)))
            if found:
                return found
    return None


def joined_path(folder: str, path: str) -> str:
    """Return a path that is written in a folder, seen from the root, which is ""."""
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == "." else joined


def _match(pattern: str, specifier: str) -> str | None:
    before, star, after = pattern.partition("*")
    if not star:
        return "" if specifier == pattern else None
    if not specifier.startswith(before) or not specifier.endswith(after):
        return None
    if len(specifier) < len(before) + len(after):
        return None
    return specifier[len(before) : len(specifier) - len(after)]
