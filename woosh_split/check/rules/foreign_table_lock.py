"""WS304: a lock on rows of a table that another service owns."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.table_use import LOCKS, uses
from woosh_split.check.wording import contract_hint, owned, table_finding


class ForeignTableLock:
    """A read locks rows of a table that another service owns; only a debt allows it, a view cannot."""

    text = about(
        "WS304",
        "foreign-table-lock",
        "A service locks rows of a table that another service owns.",
        "`SELECT ... FOR UPDATE` makes the owner wait for another service's transaction, and needs the "
        "right to write. "
        "A published view or a read grant does not give it.",
        "Let the owner check and change in one call of its own. What has to stay for now is a debt: give the "
        "crossing the policy `debt` with an `issue` and an `until`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every place that locks rows of a foreign table."""
        for crossing, site in uses(scene, LOCKS):
            table = crossing.what
            message = f"{crossing.from_service} locks rows of {table}, {owned(scene, table)}."
            fix = f"Let {crossing.to_service} decide in one call, {contract_hint(crossing, 'debt')}."
            yield table_finding(scene, crossing, site, message, fix)
