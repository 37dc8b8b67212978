"""``woosh-split extract``: facts, code and split file to services as files, or to the reasons why they cannot be."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from woosh_split.errors import InputError
from woosh_split.model.extraction import Extraction
from woosh_split.model.facts import Facts
from woosh_split.model.meant import nearest
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA, Pins, SplitFile
from woosh_split.pipeline.analyse import facts_from, open_tree
from woosh_split.pipeline.extract_request import SLICE, Extracted, ExtractRequest
from woosh_split.pipeline.extracting import Extracting
from woosh_split.pipeline.project_texts import tsconfigs
from woosh_split.pipeline.service_closures import installed_in, open_compiler
from woosh_split.sources.code.nestjs.codebase import Codebase, open_codebase
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.split.validate import validate_against


def extract(request: ExtractRequest) -> Extracted:
    """Return the services, each with its files or with what stands against it.

    Raises:
        InputError: the code, the split file or a project file cannot be read, or the compiler is not installed.
    """
    with open_tree(request.analysis) as tree:
        facts = request.facts or facts_from(tree, request.analysis)
        validate_against(request.split, facts, request.split_path)
        with (
            open_codebase(tree, request.analysis.project, request.analysis.progress) as code,
            open_compiler(code) as compiler,
        ):
            _refuse_other_mappers(code)
            work = Extracting(request, facts, code, compiler)
            configs = tsconfigs(code)
            if request.stage == SLICE:
                return Extracted(work.slices(), work.texts, posixpath.join(code.folder, "slices"), configs)
            if request.remainder and request.through is not None:
                return _with_partial_remainder(request, facts, code, compiler)
            return Extracted((*work.run(), *_package(work)), work.texts, configs=configs)


def _refuse_other_mappers(code: Codebase) -> None:
    """Refuse a monolith without TypeORM in one sentence, and not by all that would not compile."""
    folder = code.tree.root / code.folder
    if installed_in(folder, "typescript") is not None and installed_in(folder, "typeorm") is None:
        raise InputError(
            f"The package typeorm is not installed in {folder.resolve()}: services are NestJS applications on TypeORM, and their runtime needs "
            "it. Run `npm install` there if the monolith uses TypeORM; other object mappers cannot be extracted yet."
        )


def _with_partial_remainder(
    request: ExtractRequest, facts: Facts, code: Codebase, compiler: CompilerProcess
) -> Extracted:
    """Extract the services as they are wanted, and the monolith as it is while only some of them have left."""
    own = replace(request, remainder=False)
    rest = replace(request, services=(), split=folded(request.split, request.through or ""))
    work = Extracting(own, facts, code, compiler)
    services = work.run() if request.services or request.packaged else ()
    left = Extracting(rest, facts, code, compiler, work.sharing).run()
    return Extracted((*services, *left, *_package(work)), work.texts, configs=tsconfigs(code))


def _package(work: Extracting) -> tuple[Extraction, ...]:
    """Return the package of shared code: all of it, whichever services are wanted."""
    made = work.sharing.extraction() if work.sharing is not None else None
    return (made,) if made is not None else ()


def folded(split: SplitFile, through: str) -> SplitFile:
    """Return the split file as it holds once the phases up to ``through`` are complete: other services are monolith.

    Raises:
        InputError: there is no such phase.
    """
    ids = [each.id for each in split.phases]
    if through not in ids:
        near = nearest(through, ids)
        hint = f" Did you mean {near}?" if near else ""
        raise InputError(f"The split file has no phase {through}.{hint} It has: {', '.join(ids) or 'none'}.")
    done = split.phases[: ids.index(through) + 1]
    left = {name for phase in done for name in phase.services}
    return replace(
        split,
        services=tuple(each for each in split.services if each.name in left),
        reference=tuple(
            replace(
                each,
                writer=each.writer if each.writer in left else None,
                place=each.place if each.place in (*left, SHARED_SCHEMA) else SHARED_SCHEMA,
            )
            for each in split.reference
        ),
        crossings=tuple(
            each for each in split.crossings if {each.from_service, each.to_service} <= {*left, MONOLITH}
        ),
        pins=Pins(),
        phases=done,
    )
