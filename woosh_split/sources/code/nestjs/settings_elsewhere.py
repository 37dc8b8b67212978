"""Prefixes, versions and global guards that code sets on an application which the routes were not read of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.code import Unresolved
from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.code_files import is_test_file
from woosh_split.sources.code.nestjs.starts import Start
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import ClassDecl, Program
from woosh_split.sources.code.typescript.summary import Summary

SETTINGS = frozenset({"setGlobalPrefix", "enableVersioning", "useGlobalGuards"})
_ANOTHER = "another application of the same root module, started by {place}, sets it; routes are listed as {first} sets them"
_UNKNOWN = "on which application it is called could not be followed; routes are listed without it"


def settings_elsewhere(
    application: Application, files: Iterable[str], program: Program
) -> Iterator[Unresolved]:
    """Yield a note for each such call that holds for no route, though it may for all: in a file that is started otherwise, say."""
    used: set[tuple[str, int]] = set()
    others: dict[tuple[str, int], str] = {}
    first: dict[ClassDecl, Start] = {}
    for start in application.starts:
        calls = {(call.file, call.line) for call in start.calls if call.method in SETTINGS}
        if start.kind != "http" or first.setdefault(start.module, start) is start:
            used |= calls
        else:
            others.update(
                dict.fromkeys(calls, _ANOTHER.format(place=_place(start), first=_place(first[start.module])))
            )
    for file in files:
        summary = program.summary(file) if not is_test_file(file) else None
        if summary is None or all(hint != "setting" for hint, _ in summary.hints):
            continue
        for name, line in sorted(_calls(summary)):
            if (file, line) not in used:
                yield Unresolved("route", file, line, name, others.get((file, line), _UNKNOWN))


def _place(start: Start) -> str:
    inside = start.file == start.made.file
    return f"{start.file}:{start.made.line if inside else start.line}"


def _calls(summary: Summary) -> set[tuple[str, int]]:
    code = (
        summary.statements,
        tuple(summary.functions.values()),
        tuple(summary.classes.values()),
        tuple(summary.constants.values()),
    )
    return {
        (node[1][2], node[3])
        for node in nodes(code)
        if len(node) >= 4
        and node[0] == "call"
        and isinstance(node[1], tuple)
        and len(node[1]) == 3
        and node[1][0] == "mem"
        and node[1][2] in SETTINGS
    }
