"""All files of a service's code: what moves, what stands in, the runtime, the module that ties them together."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from woosh_split.artefacts.service.nestjs.address import where_told
from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.entry import entry_edits
from woosh_split.artefacts.service.nestjs.rewriting import Rewriting, Written
from woosh_split.artefacts.service.nestjs.roles import Role, Surroundings
from woosh_split.artefacts.service.nestjs.schema_changes import kept_from_changing
from woosh_split.artefacts.service.nestjs.service_module import (
    Wiring,
    additions,
    exported_endpoints,
    generated_folder,
    models_path,
    module_path,
    read_models,
    service_module,
)
from woosh_split.artefacts.service.nestjs.specifiers import wants_endings, with_endings
from woosh_split.resources import resource
from woosh_split.sources.code.nestjs.codebase import Place

_CODE = re.compile(r"\.[mc]?tsx?$")
ENVIRONMENT_FILE = re.compile(r"(^|/)(\.env(\.[^/]*)?|[^/]*\.env)$")
_LARGEST_ASSET = 2_000_000
_NOT_ASSETS = frozenset({"src", "dist", "build", "node_modules", "test", "tests", "coverage", "."})


@dataclass(frozen=True, slots=True)
class ServiceFiles:
    """The files of a service in the monolith's own layout. ``generated`` are those that are written anew each time."""

    moved: tuple[Written, ...]
    stand_ins: tuple[Written, ...]
    generated: tuple[tuple[str, bytes], ...]
    assets: tuple[str, ...]


def service_files(closure: Closure, wiring: Wiring) -> ServiceFiles:
    """Write the code of a service."""
    code = closure.around.code
    extra = additions(closure)
    for file, edits in exported_endpoints(closure, wiring).items():
        extra.setdefault(file, []).extend(edits)
    for file in code.entries:
        extra.setdefault(file, []).extend(entry_edits(code, file))
    for file in sorted(closure.moved):
        content, outline = code.content(file), code.outline(file)
        extra.setdefault(file, []).extend(
            (*kept_from_changing(content, outline), *where_told(content, outline))
        )
    writing = Rewriting(closure, extra)
    moved = tuple(writing.moved(file) for file in sorted(closure.moved))
    stand_ins = tuple(_stand_ins(closure, writing))
    generated = [(module_path(closure.around), service_module(closure, wiring).encode())]
    models = read_models(closure)
    if models is not None:
        generated.append((models_path(closure.around), models.encode()))
    generated += runtime_files(closure.around)
    return ServiceFiles(moved, stand_ins, tuple(sorted(generated)), tuple(_assets(closure)))


def _stand_ins(closure: Closure, writing: Rewriting) -> Iterator[Written]:
    for file in sorted(closure.taken):
        if closure.around.role(Place(file, "")) is not Role.CLIENT or file not in closure.remotes:
            yield writing.stand_in(file)
        if file in closure.remotes:
            yield writing.client(file)
    for file in sorted(set(closure.augmented) - set(closure.moved)):
        yield writing.augmentation(file)


def runtime_files(around: Surroundings) -> Iterator[tuple[str, bytes]]:
    """Yield the library that every service gets, at its place."""
    folder = resource("templates/service/nestjs/runtime")
    endings = wants_endings(around.code)
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.name.endswith(".ts"):
            content = path.read_bytes()
            yield (
                posixpath.join(generated_folder(around), "runtime", path.name),
                with_endings(content) if endings else content,
            )


def _assets(closure: Closure) -> Iterator[str]:
    """Yield the files that are no code and belong to the service: beside its code, or named by it.

    A .env is none, though code names it to load it: it holds secrets, and what is written here is kept and committed.
    """
    code = closure.around.code
    prefix = f"{code.source}/" if code.source else ""
    named = {
        text.removeprefix("./").strip("/")
        for file in closure.moved
        for text in code.outline(file).strings
        if 1 < len(text) < 120 and "\n" not in text
    } - _NOT_ASSETS
    base = f"{code.folder}/" if code.folder else ""
    for path in sorted(code.tree.files):
        if _CODE.search(path) or code.tree.files[path].size > _LARGEST_ASSET:
            continue
        if ENVIRONMENT_FILE.search(path):
            continue
        if prefix and path.startswith(prefix):
            if closure.around.home_of_file(path) in ("", closure.around.service) or _is_imported(
                closure, path
            ):
                yield path
        elif path.startswith(base) and _is_named(path[len(base) :], named):
            yield path


def _is_imported(closure: Closure, path: str) -> bool:
    code = closure.around.code
    return any(
        posixpath.normpath(posixpath.join(posixpath.dirname(file), link.specifier)) == path
        for file in closure.moved
        for link in code.outline(file).links
        if link.specifier.endswith(".json")
    )


def _is_named(path: str, named: Iterable[str]) -> bool:
    parts = path.split("/")
    return path in named or any("/".join(parts[:count]) in named for count in range(1, len(parts)))
