"""Calls that were to go over the wire and cannot, as the monolith's own compiler sees them.

What is declared of a method is in the facts. What nobody wrote down, the type of a result or of an argument, is known to
the compiler only, and ``extract`` asks it: so whoever proposes asks it the same, before a policy is written that would
be refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from woosh_split.artefacts.service.nestjs.remote_refusals import Refusal
from woosh_split.model.crossing import CALL, crossing_id, provider_of
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.split import BORROW, MONOLITH, REMOTE, Contract, SplitFile
from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.pipeline.service_closures import Closures, open_compiler
from woosh_split.sources.code.nestjs.codebase import Codebase, open_codebase
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess


def bound_calls(request: AnalyseRequest, facts: Facts, split: SplitFile) -> dict[str, str]:
    """Return why calls cannot go over the wire that the split file sends over it, by :func:`crossing_id`.

    Raises:
        InputError: the code cannot be read, or there is no Node.js, no compiler, or none that can be asked.
    """
    if not any(_goes_over_the_wire(each) for each in split.crossings):
        return {}
    with (
        open_tree(request) as tree,
        open_codebase(tree, request.project, request.progress) as code,
        open_compiler(code) as compiler,
    ):
        return _found(request, facts, split, code, compiler)


def _found(
    request: AnalyseRequest, facts: Facts, split: SplitFile, code: Codebase, compiler: CompilerProcess
) -> dict[str, str]:
    """Ask until nothing new is found: code that comes along makes calls of its own."""
    found: dict[str, str] = {}
    names = (*(each.name for each in split.services), MONOLITH)
    while True:
        closures = Closures(code, facts, placement_of(split), split, compiler)
        new: dict[str, str] = {}
        for done, name in enumerate(names):
            request.progress("asking the compiler what can be called over the wire", done, len(names))
            for refusal in closures.of(name).refusals:
                for each in _crossings(split, name, refusal):
                    new.setdefault(_id(each), f"{refusal.subject}: {refusal.reason}")
        if not new:
            return found
        found |= new
        split = _borrowed(split, new)


def _crossings(split: SplitFile, service: str, refusal: Refusal) -> Iterator[Contract]:
    """Yield the crossings by which a service calls what it cannot: all of the provider's, whose code is here or is not."""
    if BORROW in refusal.policies:
        calls = split.calls(service, provider_of(refusal.subject))
        yield from (each for each in calls if _goes_over_the_wire(each))


def _goes_over_the_wire(each: Contract) -> bool:
    return each.kind == CALL and each.policy == REMOTE


def _borrowed(split: SplitFile, ids: Collection[str]) -> SplitFile:
    return replace(
        split,
        crossings=tuple(
            replace(each, policy=BORROW) if _id(each) in ids else each for each in split.crossings
        ),
    )


def _id(each: Contract) -> str:
    """Return the id that the facts give a crossing: a person's file may have another."""
    return crossing_id(*each.key)
