"""The compiler has the last word: a service that does not compile is refused before it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
_TOO_OLD = re.compile(r"""["']typeorm["']+ has no exported member '?DataSource""")
"""What the compiler says of the files that every service gets where TypeORM is older than 0.3."""
_NO_TYPES_OF_NODE = re.compile(
    r"type definitions for node\?|^Cannot find (?:namespace 'NodeJS'|module 'node:\w+')"
)
"""What it says of these where @types/node is not installed, or left out by ``types`` of the tsconfig."""
_NO_MODULE = 2307
_NOT_TYPESCRIPT = frozenset(
    {1002, 1003, 1005, 1109, 1110, 1126, 1127, 1128, 1131, 1134, 1135, 1136, 1138, 1160, 1161, 1185}
)
"""What the parser says: an unterminated text, a bracket that is missing, the marks of a merge."""
_ROUNDS = 5

OwnErrors = Mapping[tuple[str, int, str], Diagnostic]
"""(file, code, message) -> the error of the monolith."""


def compile_services(work: Extracting, found: dict[str, Extraction]) -> None:
    """Compile every service; what the compiler misses of an entity is kept, anything else is a refusal.

    What the monolith's own build says too is told: a builder without types passes over most of it, but not over what
    is no TypeScript, nor over a file that is not there.
    """
    own: OwnErrors | None = None
    pending = [name for name, each in found.items() if each.files]
    for left in reversed(range(_ROUNDS)):
        if not pending:
            return
        answers = diagnose(work.compiler, [_virtual(name, found[name]) for name in pending])
        failed = {name: errors for name, errors in zip(pending, answers, strict=True) if errors}
        pending = [name for name, errors in failed.items() if left and _learn(work, name, errors)]
        for name, errors in failed.items():
            if name not in pending:
                own = _monolith_errors(work) if own is None else own
                found[name] = _judged(name, found[name], errors, own)
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


def _judged(name: str, extraction: Extraction, errors: Sequence[Diagnostic], own: OwnErrors) -> Extraction:
    """Refuse a service for errors that the monolith has not, and for those with which neither can run; note the others."""
    origins = {each.path: each.origin for each in extraction.moved}
    origins |= {each.path: each.origin for each in extraction.stand_ins}
    generated = [each.message for each in errors if each.file not in origins]
    if any(_TOO_OLD.search(each) for each in generated):
        reason = (
            f"package.json: {name} needs TypeORM 0.3, and the one that is installed is older: it has no DataSource. "
            "Upgrade typeorm to 0.3 and @nestjs/typeorm to 9 or later in the monolith, then extract again."
        )
        return replace(extraction, refusals=(reason,), files=())
    if any(_NO_TYPES_OF_NODE.search(each) for each in generated):
        reason = (
            f"package.json: {name} needs the types of Node.js, and the compiler does not find them. Run `npm install "
            "--save-dev @types/node` in the monolith; where its tsconfig.json has `types`, and from TypeScript 6 on, name node "
            "in that list. Then extract again."
        )
        return replace(extraction, refusals=(reason,), files=())
    refused, shared = [], []
    for each in errors:
        origin = origins.get(each.file, each.file)
        known = own.get((origin, each.code, each.message))
        if known is None:
            refused.append(
                f"{origin}: {name} does not compile: {each.file}:{each.line} TS{each.code}: {each.message}"
            )
        elif _stops(known):
            refused.append(
                f"{origin}:{known.line} TS{known.code}: {known.message} The monolith does not compile here either. "
                "Fix it there, and extract again."
            )
        else:
            shared.append(known)
    if refused:
        return replace(extraction, refusals=tuple(dict.fromkeys(refused)), files=())
    if shared:
        first, more = shared[0], f" It is the first of {len(shared)}." if len(shared) > 1 else ""
        note = (
            f"{first.file}:{first.line} TS{first.code}: {first.message} The monolith's compiler says so of the "
            f"monolith too, and the service is built with it.{more}"
        )
        return replace(extraction, notes=(*extraction.notes, note))
    return extraction


def _stops(error: Diagnostic) -> bool:
    return error.code in _NOT_TYPESCRIPT or (error.code == _NO_MODULE and "'." in error.message)


def _monolith_errors(work: Extracting) -> OwnErrors:
    errors = diagnose_folder(work.compiler, work.code.tree.root, tsconfig_of(work.code))
    return {(each.file, each.code, each.message): each for each in reversed(errors)}


def _virtual(name: str, extraction: Extraction) -> VirtualProject:
    files = {
        path: data.decode("utf-8", "replace")
        for path, data in extraction.files
        if path.endswith((".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"))
    }
    return VirtualProject(name, files, extraction.tsconfig)
