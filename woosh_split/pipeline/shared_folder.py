"""What stands in the folder of the services already: how each has its shared code, and what people changed in it."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from woosh_split.artefacts.service.nestjs.project.shared_package import FOLDER
from woosh_split.artefacts.service.nestjs.shared_code import OUTPUT
from woosh_split.model.extraction import Extraction
from woosh_split.sources.code.typescript.outlining import read_outline
from woosh_split.sources.files import MANIFEST_FILE, is_skipped
from woosh_split.sources.generation import Generation, read_generation
from woosh_split.sources.nesting import json_of

PACKAGE, COPY = "package", "copy"
SHARED = "shared"
"""The key of a manifest's options that says how a service has its shared code; without it, by copies."""

_CODE = re.compile(r"\.tsx?$")


@dataclass(frozen=True, slots=True)
class Choice:
    """The services that import shared code from the package, and the paths that each keeps for itself all the same."""

    packaged: frozenset[str]
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)


def choose(folder: Path, wanted: Iterable[str], asked: str | None) -> Choice:
    """Return how the wanted services have their shared code: as asked, else as before, a new one as the others.

    Raises:
        InputError: a folder cannot be read.
    """
    held = {path.parent.name: _remembered(path) for path in sorted(folder.glob(f"*/{MANIFEST_FILE}"))}
    usual = PACKAGE if PACKAGE in held.values() else COPY
    packaged = frozenset(name for name in wanted if (asked or held.get(name, usual)) == PACKAGE)
    return Choice(packaged, {name: frozenset(_edited(folder / name)) for name in sorted(packaged)})


def options_of(service: str, packaged: Iterable[str]) -> dict[str, str]:
    """Return what the manifest of a service remembers for the next run."""
    return {SHARED: PACKAGE} if service in packaged else {}


def _remembered(manifest: Path) -> str:
    try:
        document = json_of(manifest.read_bytes())
    except (OSError, ValueError):
        return COPY  # planning tells what is wrong with it
    options = document.get("options") if isinstance(document, dict) else None
    return str(options.get(SHARED, COPY)) if isinstance(options, dict) else COPY


def _edited(service: Path) -> Iterator[str]:
    """Yield the moved files that people changed, and those that code of theirs imports by a path."""
    if not service.is_dir():
        return
    tree = read_generation(service, ())
    stems = {_CODE.sub("", path): path for path in tree.known}
    stems |= {stem.removesuffix("/index"): path for stem, path in sorted(stems.items())}
    for path, known in sorted(tree.known.items()):
        held = tree.held.get(path)
        if held is None or held.digest in (None, known) or not _CODE.search(path):
            continue
        if path in tree.moved:
            yield path
        before = tree.base_text(known)
        named = _relative(path, held.data) - (_relative(path, before) if before is not None else set())
        yield from (stems[each] for each in sorted(named) if each in stems)
    for path in _sources(service):
        if path not in tree.known:
            named = _relative(path, (service / path).read_bytes())
            yield from (stems[each] for each in sorted(named) if each in stems)


def _sources(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.ts")):
        below = path.relative_to(folder)
        skipped = any(is_skipped(name, below.parts[:at]) for at, name in enumerate(below.parts[:-1]))
        if not skipped and path.is_file():
            yield below.as_posix()


def _relative(path: str, content: bytes) -> set[str]:
    """Return what a file imports by relative paths, as paths without their endings."""
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(path), link.specifier.removesuffix(".js")))
        for link in read_outline(content, tsx=path.endswith("x")).links
        if link.specifier.startswith(".")
    }


# The package -----------------------------------------------------------------------------------------------


def with_others_needs(extractions: Sequence[Extraction], folder: Path) -> tuple[Extraction, ...]:
    """Return the extractions, the package with all that services outside of this run still import from it.

    Raises:
        InputError: a folder cannot be read.
    """
    return tuple(_kept_for_others(each, extractions, folder) for each in extractions)


def _kept_for_others(package: Extraction, extractions: Sequence[Extraction], folder: Path) -> Extraction:
    if package.service != FOLDER or not (folder / FOLDER).is_dir():
        return package
    written = {each.service for each in extractions if each.files}
    tree = read_generation(folder / FOLDER, ())
    new = dict(package.files)
    old = {path for path in tree.moved if path not in new and path in tree.held}
    stems = {_CODE.sub("", path): path for path in old}
    stems |= {stem.removesuffix("/index"): path for stem, path in sorted(stems.items())}
    pending = sorted(
        stems[name]
        for service in _others(folder, written)
        for name in imports_of(service, _name_of(new))
        if name in stems
    )
    found: dict[str, bytes] = {}
    while pending:
        path = pending.pop()
        if path not in found:
            found[path] = tree.held[path].data
            pending += [stems[each] for each in sorted(_relative(path, found[path])) if each in stems]
    if not found:
        return package
    note = f"kept for services that are not extracted now: {', '.join(sorted(found))}"
    moved = tuple(each for each in package.moved)
    return replace(
        package, moved=moved, notes=(*package.notes, note), files=tuple(sorted({**new, **found}.items()))
    )


def _others(folder: Path, written: Iterable[str]) -> Iterator[Path]:
    for manifest in sorted(folder.glob(f"*/{MANIFEST_FILE}")):
        if manifest.parent.name not in written and _remembered(manifest) == PACKAGE:
            yield manifest.parent


def imports_of(service: Path, package: str) -> set[str]:
    """Return what a service imports from the package, as paths without their endings."""
    start = f"{package}/{OUTPUT}/"
    return {
        link.specifier[len(start) :].removesuffix(".js")
        for path in _sources(service)
        for data in [(service / path).read_bytes()]
        if start.encode() in data
        for link in read_outline(data, tsx=path.endswith("x")).links
        if link.specifier.startswith(start)
    }


def _name_of(files: Mapping[str, bytes]) -> str:
    return str(json.loads(files["package.json"])["name"])


def refused_for_edits(
    extractions: Sequence[Extraction], folder: Path, packaged: Iterable[str]
) -> tuple[Extraction, ...]:
    """Return the extractions; refused are services that would lose by their copies what people changed in the package.

    Raises:
        InputError: a folder cannot be read.
    """
    home = folder / FOLDER
    if not (home / MANIFEST_FILE).is_file():
        return tuple(extractions)
    tree = read_generation(home, ())
    changed = sorted(path for path in tree.moved if _is_changed(tree, path))
    if not changed or "package.json" not in tree.held:
        return tuple(extractions)
    return tuple(
        replace(each, refusals=told, files=())
        if each.files and each.service not in (*packaged, FOLDER)
        and (told := _losses(each, folder / each.service, changed))
        else each
        for each in extractions
    )  # fmt: skip


def _losses(extraction: Extraction, service: Path, changed: Sequence[str]) -> tuple[str, ...]:
    manifest = service / MANIFEST_FILE
    if not manifest.is_file() or _remembered(manifest) != PACKAGE:
        return ()
    origins = {each.path: each.origin for each in extraction.moved}
    return tuple(
        f"{FOLDER}/{path} was changed by people, and a copy of {origins[path]} would not have the change. Make it in the "
        f"monolith too, or take it back, or leave {extraction.service} at --shared package; with --force it is copied all "
        "the same."
        for path in changed
        if path in origins
    )  # fmt: skip


def _is_changed(tree: Generation, path: str) -> bool:
    held = tree.held.get(path)
    return held is not None and sha256(held.data).hexdigest() != tree.known[path]
