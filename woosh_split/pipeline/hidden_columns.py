"""Which columns no service sees: what the published views, or the grants, of the database side leave out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from woosh_split.artefacts.database.stage import Reach
from woosh_split.model.facts import Facts
from woosh_split.model.organisation import PUBLISHED
from woosh_split.model.split import SplitFile
from woosh_split.pipeline.database import DatabaseRequest, organisation_of


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
    columns = {table.name: {column.name for column in table.columns} for table in facts.tables}
    found: dict[str, Mapping[str, frozenset[str]]] = {}
    asked: dict[str, tuple[str, ...]] = {}
    for part in organisation.parts:
        hidden: dict[str, frozenset[str]] = {}
        for view in part.views:
            if view.purpose == PUBLISHED and view.hidden:
                hidden[view.name] = frozenset(each.column for each in view.hidden)
                asked[part.service] = asked.get(part.service, ()) + tuple(
                    f"{place}: it reads {view.name}.{each.column}, a secret that the published view leaves out. Add it to "
                    f"`columns` of the crossing by which {part.service} reads {view.name}, or take it out of the code."
                    for each in view.hidden
                    for place in each.named_at
                )
        for grant in part.grants:
            if (
                grant.kind == "table"
                and grant.columns
                and part.isolation == "grants"
                and grant.owner != part.service
            ):
                left = frozenset(columns.get(grant.name, set()) - set(grant.columns))
                if left and "SELECT" in grant.verbs:
                    hidden[grant.name] = left
        if hidden:
            found[part.service] = hidden
    return found, asked
