"""Which columns no service sees: what the published views, or the grants, of the database side leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from woosh_split.artefacts.database.stage import Reach
from woosh_split.model.facts import Facts
from woosh_split.model.organisation import PUBLISHED, HiddenColumn, ServicePart
from woosh_split.model.split import SplitFile
from woosh_split.pipeline.database import DatabaseRequest, organisation_of
from woosh_split.plan.scene import GRANTS


def hidden_columns(
    facts: Facts, split: SplitFile, split_path: Path, root: Path, reach: Reach
) -> tuple[dict[str, Mapping[str, frozenset[str]]], dict[str, tuple[str, ...]]]:
    """Return service -> table -> the columns that its user does not see, and service -> what its code asks of them.

    The latter are sentences: each tells a place that names a hidden column, and how to publish it.

    Raises:
        InputError: the split file names what is gone.
    """
    organisation = organisation_of(
        DatabaseRequest(root, facts, split, split_path, schema="monolith", reach=reach)
    )
    found: dict[str, Mapping[str, frozenset[str]]] = {}
    asked: dict[str, tuple[str, ...]] = {}
    for part in organisation.parts:
        hidden: dict[str, frozenset[str]] = {}
        for name, left in _left_out(part):
            hidden[name] = frozenset(each.column for each in left)
            asked[part.service] = asked.get(part.service, ()) + tuple(
                f"{place}: it reads {name}.{each.column}, a secret that the published view or grant leaves out. "
                f"Add it to `columns` of the crossing by which {part.service} reads {name}, or take it out of the code."
                for each in left
                for place in each.named_at
            )
        if hidden:
            found[part.service] = hidden
    return found, asked


def _left_out(part: ServicePart) -> Iterator[tuple[str, tuple[HiddenColumn, ...]]]:
    """Yield each table that a service reads without some columns, and those."""
    for view in part.views:
        if view.purpose == PUBLISHED and view.hidden:
            yield view.name, view.hidden
    if part.isolation == GRANTS:
        for grant in part.grants:
            if (
                grant.kind == "table"
                and grant.hidden
                and grant.owner != part.service
                and "SELECT" in grant.verbs
            ):
                yield grant.name, grant.hidden
