"""Sentences that several rules share, and how a rule turns a place of a crossing into a finding."""

from __future__ import annotations

from woosh_split.check.rule import Finding
from woosh_split.check.scene import Scene
from woosh_split.model.crossing import Crossing, Site
from woosh_split.model.violation import Related
from woosh_split.sources.code.typeorm import methods

_SQL = frozenset({"raw-sql", "query-builder"})
_RELATIONS = frozenset({"relation", "query-builder"})
_METHODS = tuple(
    f".{name}"
    for name in (
        *sorted({*methods.WRITES, *methods.READS}, key=lambda name: (-len(name), name)),
        *methods.RAW,
        *sorted(methods.TELLING),
        "innerJoin", "leftJoin", "getOne", "getCount", "getExists", "from", "into",
    )
)  # fmt: skip
"""Methods that a line is likely to call where it does not name the table."""
_THROUGH = {"procedure": " through a procedure", "trigger": " through a trigger", "view": " through a view"}


def owned(scene: Scene, table: str) -> str:
    """Say whose a table is."""
    owner = scene.placement.owner_of_table(table)
    if table in scene.placement.references:
        return f"a reference table that only {owner} writes"
    return f"which {owner} owns"


def through(site: Site) -> str:
    """Say by what the database was made to touch the table, with a space before it, or nothing."""
    return _THROUGH.get(site.via, "")


def contract_hint(crossing: Crossing, policy: str) -> str:
    """Say how the split file allows a crossing."""
    if policy == "debt":
        return f"or give crossing {crossing.id} the policy debt, with an issue and an end"
    return f"or give crossing {crossing.id} the policy {policy}"


def crossing_finding(
    scene: Scene,
    crossing: Crossing,
    site: Site,
    message: str,
    fix: str,
    words: tuple[str, ...],
    *,
    sql: str | None = None,
    related: tuple[Related, ...] = (),
    paths: tuple[str, ...] = (),
) -> Finding:
    """Return a finding about a place where a crossing is; ``words`` are looked for on its line, the first that stands there."""
    return Finding(
        crossing.from_service,
        crossing.to_service,
        crossing.what,
        site.file,
        site.line,
        site.function,
        message + scene.remark(crossing),
        fix,
        words=words,
        sql=sql,
        crossing=crossing.id,
        related=related,
        paths=paths,
    )


def table_finding(scene: Scene, crossing: Crossing, site: Site, message: str, fix: str) -> Finding:
    """Return a finding about a table that a statement touches."""
    return crossing_finding(
        scene,
        crossing,
        site,
        message,
        fix,
        (*scene.words(crossing.what), *_METHODS),
        sql=crossing.what if site.via in _SQL else None,
        related=scene.owner_line(crossing.what),
        paths=scene.paths(crossing.what) if site.via in _RELATIONS else (),
    )
