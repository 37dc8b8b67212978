"""The split file against the facts: a name that no longer leads anywhere is told before anything is built on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from yaml.nodes import Node

from woosh_split.model.facts import Facts
from woosh_split.model.meant import nearest
from woosh_split.model.split import SplitFile
from woosh_split.split.load import SplitFileError
from woosh_split.split.nodes import Problems, compose
from woosh_split.split.whole import Finder

Gone = tuple[tuple[str | int, ...], str, Callable[[], str]]
"""The path of keys to a name that leads nowhere, what to say of it, and which name is nearest (which takes long)."""


def gone_names(split: SplitFile, facts: Facts) -> Iterator[Gone]:
    """Yield every module and table of the split file that the facts do not know."""
    modules = tuple(sorted(module.name for module in facts.modules))
    tables = tuple(sorted({table.name for table in facts.tables} | {a.table for a in facts.accesses}))
    for service in split.services:
        path = ("services", service.name)
        yield from _missing(service.modules, modules, "module", (*path, "modules"))
        yield from _missing(service.tables, tables, "table", (*path, "tables"))
    for reference in split.reference:
        if reference.table not in tables:
            yield (
                ("reference", reference.table),
                f"reference: there is no table {reference.table}",
                partial(_hint, reference.table, tables),
            )
    yield from _missing(split.libraries, modules, "module", ("libraries",))
    known = {"module": modules, "table": tables, "module or table": tuple(sorted({*modules, *tables}))}
    for key, groups in (("together", split.pins.together), ("apart", split.pins.apart)):
        for index, group in enumerate(groups):
            for position, item in enumerate(group):
                yield from _unknown_pin(item, known, ("pins", key, index, position))
    for item, _ in split.pins.service:
        yield from _unknown_pin(item, known, ("pins", "service", item))


def _unknown_pin(
    item: str, known: Mapping[str, tuple[str, ...]], path: tuple[str | int, ...]
) -> Iterator[Gone]:
    """Yield a pin's name that is nothing; ``module:orders`` and ``table:orders`` say which is meant."""
    kind, _, name = item.partition(":")
    if not name or kind not in ("module", "table"):
        kind, name = "module or table", item
    if name not in known[kind]:
        steps = path[:3] if path[1] != "service" else path[:2]
        where = ".".join(map(str, steps))
        yield path, f"{where}: there is no {kind} {name}", partial(_hint, name, known[kind])


def validate_against(split: SplitFile, facts: Facts, path: Path) -> None:
    """Refuse a split file that names what the monolith does not have.

    Raises:
        SplitFileError: a module or table is gone; each is listed with its line and the nearest name.
    """
    missing = list(gone_names(split, facts))
    if not missing:
        return
    finder = Finder(_root(path))
    problems = Problems()
    for where, text, hint in missing:
        problems.add(finder.node(where), text, hint)
    found = "\n  ".join(problems)
    raise SplitFileError(
        f"{path} names what {facts.monolith.name} does not have. Correct the names, or take them out.\n  {found}"
    )


def _root(path: Path) -> Node | None:
    try:
        return compose(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):  # it was read a moment ago; without it only the lines are missing
        return None


def _missing(
    names: tuple[str, ...], known: tuple[str, ...], kind: str, path: tuple[str | int, ...]
) -> Iterator[Gone]:
    where = ".".join(str(step) for step in path)
    for index, name in enumerate(names):
        if name not in known:
            yield (*path, index), f"{where}: there is no {kind} {name}", partial(_hint, name, known)


def _hint(name: str, known: tuple[str, ...]) -> str:
    near = nearest(name, known)
    return f". Did you mean {near}?" if near else ""
