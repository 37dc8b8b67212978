"""WS306: a read of columns that the published view does not show."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.table_use import COLUMNS, outside, uses
from woosh_split.check.wording import table_finding

SHOWN = 4


class UnpublishedColumn:
    """A read that a contract allows takes columns that the contract does not name."""

    text = about(
        "WS306",
        "unpublished-column",
        "A service reads columns that the owner's published view does not show.",
        "A published view is a promise about its columns and about nothing else. All other columns are "
        "private to the owner, and they are missing once the view has replaced the table.",
        "Select only published columns, or agree with the owner to publish more: add them to `columns` of the "
        "crossing in the split file.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every place that reads past a published view."""
        for crossing, site in uses(scene, COLUMNS):
            columns = outside(scene, crossing, site)
            named = ", ".join(columns[:SHOWN]) + (
                f" and {len(columns) - SHOWN} more" if len(columns) > SHOWN else ""
            )
            message = (
                f"{crossing.from_service} reads {named} of {crossing.what}, which {crossing.to_service} "
                "does not publish."
            )
            fix = f"Select only published columns, or add them to `columns` of crossing {crossing.id}."
            yield table_finding(scene, crossing, site, message, fix)
