"""The monolith's compiler settings: read through their ``extends``, and written so that they hold in a service's folder.

A file whose text needs no change keeps it, comments and all. Changed are: types of test frameworks that a service has
not, references to projects that are not here, folders of types that lie in the workspace, and the root folder of what is
compiled where the layout of the output would come out other than the monolith's.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from woosh_split.artefacts.service.nestjs.project.dependencies import TEST_TYPES
from woosh_split.artefacts.service.nestjs.project.documents import mapping, read_document, written

_PATHS = frozenset({"baseUrl", "outDir", "rootDir", "declarationDir", "tsBuildInfoFile", "outFile"})
_PATH_LISTS = frozenset({"typeRoots", "rootDirs"})
_SHAPES = ("files", "include", "exclude")
_DEPTH = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one tsconfig: its options with paths relative to the service's folder."""

    options: Mapping[str, Any]
    packages: tuple[str, ...]
    """Packages whose settings are extended."""
    chain: tuple[str, ...]
    """The files that make it, the farthest ancestor first."""

    @property
    def has_aliases(self) -> bool:
        """Whether an import may name a file otherwise than by a relative path."""
        return bool(self.options.get("paths")) or "baseUrl" in self.options


def settings_of(path: str, configs: Mapping[str, str]) -> Settings:
    """Read a tsconfig with everything that it extends.

    Raises:
        ProjectFileError: one of the files is not valid.
    """
    return _settings(path, configs, 0)


def _settings(path: str, configs: Mapping[str, str], depth: int) -> Settings:
    if path not in configs or depth > _DEPTH:
        return Settings({}, (), ())
    document = read_document(configs[path], path)
    options: dict[str, Any] = {}
    packages: list[str] = []
    chain: list[str] = []
    for base in extended(document):
        target = base_path(path, base, configs)
        if target is None:
            packages.append(base)
            continue
        found = _settings(target, configs, depth + 1)
        options.update(found.options)
        packages.extend(found.packages)
        chain.extend(found.chain)
    own = _rebased(mapping(document.get("compilerOptions")), posixpath.dirname(path))
    if "paths" in own and "baseUrl" not in own:
        # Without a base of its own, TypeScript resolves them against the file that holds them, or an inherited base.
        own["paths"] = _paths(own["paths"], str(options.get("baseUrl", posixpath.dirname(path) or ".")))
    elif "paths" in own:
        own["paths"] = _paths(own["paths"], own["baseUrl"])
    return Settings({**options, **own}, tuple(dict.fromkeys(packages)), (*chain, path))


def extended(document: Mapping[str, Any]) -> list[str]:
    """Return what a tsconfig extends, in order."""
    value = document.get("extends")
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def base_path(path: str, base: str, configs: Mapping[str, str]) -> str | None:
    """Return the file that ``extends`` means, None for one of a package."""
    if base.startswith((".", "/")):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), base))
        for each in (target, f"{target}.json", f"{target}/tsconfig.json"):
            if each in configs:
                return each
        return None if "node_modules/" in target else target
    for each in (base, f"{base}.json", f"{base}/tsconfig.json"):
        if f"node_modules/{each}" in configs:
            return f"node_modules/{each}"
    return None


def _rebased(options: Mapping[str, Any], folder: str) -> dict[str, Any]:
    found = dict(options)
    for name in sorted(options):
        value = options[name]
        if name in _PATHS and isinstance(value, str):
            found[name] = _below(folder, value)
        elif name in _PATH_LISTS and isinstance(value, list):
            found[name] = [_below(folder, each) for each in value if isinstance(each, str)]
    return found


def _paths(value: Any, base: str) -> dict[str, list[str]]:
    return {
        pattern: [_below(base, each) for each in targets if isinstance(each, str)]
        for pattern, targets in mapping(value).items()
        if isinstance(targets, list)
    }


def _below(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path)) if not path.startswith("${") else path


# Writing -----------------------------------------------------------------------------------------------


def config_files(
    wanted: Collection[str],
    configs: Mapping[str, str],
    files: Collection[str],
    edits: Mapping[str, Mapping[str, Any]],
) -> Iterator[tuple[str, bytes]]:
    """Yield the tsconfig files that ``wanted`` need.

    ``files`` are the service's files, ``edits`` compiler options to set, by file.
    """
    needed: dict[str, None] = {}
    for path in wanted:
        for each in settings_of(path, configs).chain:
            if not each.startswith(("../", "node_modules/")):
                needed[each] = None
    for path in sorted(needed):
        document = read_document(configs[path], path)
        changed = _changed(path, document, configs, files, needed)
        if path in edits:
            changed["compilerOptions"] = {**mapping(changed.get("compilerOptions")), **edits[path]}
        if changed == document:
            text = configs[path]
            yield path, (text if text.endswith("\n") else text + "\n").encode()
        else:
            yield path, written(changed)


def _changed(
    path: str,
    document: Mapping[str, Any],
    configs: Mapping[str, str],
    files: Collection[str],
    needed: Collection[str],
) -> dict[str, Any]:
    found = _inlined(path, document, configs)
    options = dict(mapping(found.get("compilerOptions")))
    if isinstance(options.get("types"), list):
        options["types"] = [each for each in options["types"] if not is_test_type(each)]
    if isinstance(options.get("typeRoots"), list):
        options["typeRoots"] = list(_type_roots(options["typeRoots"], posixpath.dirname(path)))
    if options or "compilerOptions" in found:
        found["compilerOptions"] = options
    folder = posixpath.dirname(path)
    if isinstance(found.get("files"), list):
        found["files"] = [each for each in found["files"] if _below(folder, str(each)) in files]
    if isinstance(found.get("references"), list):
        kept = [each for each in found["references"] if _reference(folder, each) in needed]
        found["references"] = kept
        if not kept:
            del found["references"]
    return found


def _inlined(path: str, document: Mapping[str, Any], configs: Mapping[str, str]) -> dict[str, Any]:
    """Put what is extended from outside of the service's folder into the file itself."""
    found = dict(document)
    bases = extended(document)
    outside = [
        each for each in bases if (base_path(path, each, configs) or "").startswith(("../", "node_modules/"))
    ]
    if not outside:
        return found
    options: dict[str, Any] = {}
    kept: list[str] = [each for each in bases if each not in outside]
    for base in outside:
        target = base_path(path, base, configs)
        inherited = settings_of(str(target), configs)
        options.update(inherited.options)
        kept.extend(each for each in inherited.packages if each not in kept)
        parent = read_document(configs.get(str(target)), str(target))
        for name in _SHAPES:
            if name not in found and isinstance(parent.get(name), list):
                found[name] = [
                    posixpath.relpath(
                        _below(posixpath.dirname(str(target)), str(each)), posixpath.dirname(path) or "."
                    )
                    for each in parent[name]
                ]
    folder = posixpath.dirname(path)
    if folder:
        options = {name: _from(folder, name, value) for name, value in options.items()}
    found["compilerOptions"] = {**options, **mapping(document.get("compilerOptions"))}
    found.pop("extends", None)
    if kept:
        found = {"extends": kept[0] if len(kept) == 1 else kept, **found}
    return found


def _from(folder: str, name: str, value: Any) -> Any:
    """Return an option's path as seen from a folder of the service."""
    if name in _PATHS and isinstance(value, str):
        return posixpath.relpath(value, folder)
    if name in _PATH_LISTS and isinstance(value, list):
        return [posixpath.relpath(each, folder) for each in value]
    if name == "paths":
        return {key: [posixpath.relpath(each, folder) for each in targets] for key, targets in value.items()}
    return value


def is_test_type(name: Any) -> bool:
    """Tell types of a test framework."""
    return isinstance(name, str) and name.removeprefix("@types/").partition("/")[0] in TEST_TYPES


def _type_roots(roots: list[Any], folder: str) -> Iterator[str]:
    """Yield folders of types; those of ``node_modules`` lie in the workspace's folder as well, one above the service's."""
    for each in roots:
        yield str(each)
        if str(each).rstrip("/").endswith("node_modules/@types"):
            up = posixpath.join(posixpath.relpath("..", folder or "."), "node_modules/@types")
            if up not in roots:
                yield up


def _reference(folder: str, reference: Any) -> str:
    path = _below(folder, str(mapping(reference).get("path", "")))
    return path if path.endswith(".json") else posixpath.join(path, "tsconfig.json")
