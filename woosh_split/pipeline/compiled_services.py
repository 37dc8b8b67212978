"""The compiler has the last word: a service that does not compile is refused before it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.model.extraction import Extraction
from woosh_split.pipeline.service_closures import tsconfig_of
from woosh_split.sources.code.typescript.compiler.checking import (
    Diagnostic,
    VirtualProject,
    diagnose,
    diagnose_folder,
)

if TYPE_CHECKING:
    from woosh_split.pipeline.extracting import Extracting

_MISSING = re.compile(r"'(\w+)' does not exist (?:on|in) type")
_ROUNDS = 5


def compile_services(work: Extracting, found: dict[str, Extraction]) -> None:
    """Compile every service; what the compiler misses of an entity is kept, anything else is a refusal."""
    pending = [name for name, each in found.items() if each.files]
    for left in reversed(range(_ROUNDS)):
        if not pending:
            return
        answers = diagnose(work.compiler, [_virtual(name, found[name]) for name in pending])
        failed = {name: errors for name, errors in zip(pending, answers, strict=True) if errors}
        pending = [name for name, errors in failed.items() if left and _learn(work, name, errors)]
        for name, errors in failed.items():
            told = () if name in pending else _new_errors(work, name, found[name], errors)
            if told:
                found[name] = replace(found[name], refusals=told, files=())
        for name in pending:
            work.closures.forget(name)
            found[name] = work.extraction(name)
        pending = [name for name in pending if found[name].files]


def _learn(work: Extracting, name: str, errors: Sequence[Diagnostic]) -> bool:
    """Keep the members of entities that errors name; tell whether there are new ones."""
    cut = {each for held in work.closures.of(name).closure.members.values() for each in held}
    named = {word for error in errors for word in _MISSING.findall(error.message)}
    known = work.closures.extra.get(name, frozenset())
    more = {each for each in cut if each[1] in named} - known
    work.closures.extra[name] = known | more
    return bool(more)


def _new_errors(
    work: Extracting, name: str, extraction: Extraction, errors: Sequence[Diagnostic]
) -> tuple[str, ...]:
    """Return the errors that the monolith itself has not."""
    own = _monolith_errors(work)
    origins = {each.path: each.origin for each in extraction.moved}
    origins |= {each.path: each.origin for each in extraction.stand_ins}
    fresh = [
        each for each in errors if (origins.get(each.file, each.file), each.code, each.message) not in own
    ]
    return tuple(
        f"{origins.get(each.file, each.file)}: {name} does not compile: {each.file}:{each.line} TS{each.code}: "
        f"{each.message}"
        for each in fresh
    )


def _monolith_errors(work: Extracting) -> frozenset[tuple[str, int, str]]:
    errors = diagnose_folder(work.compiler, work.code.tree.root, tsconfig_of(work.code))
    return frozenset((each.file, each.code, each.message) for each in errors)


def _virtual(name: str, extraction: Extraction) -> VirtualProject:
    files = {
        path: data.decode("utf-8", "replace")
        for path, data in extraction.files
        if path.endswith((".ts", ".tsx", ".mts", ".cts", ".json"))
    }
    return VirtualProject(name, files, extraction.tsconfig)
