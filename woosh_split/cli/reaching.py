"""What the code of each service touches, for the commands that grant rights by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.cli.workspace import Reading, Workspace, completed

if TYPE_CHECKING:
    from woosh_split.artefacts.database.stage import Reach
    from woosh_split.model.facts import Facts
    from woosh_split.model.split import SplitFile


def reach_for(workspace: Workspace, reading: Reading, facts: Facts, split: SplitFile) -> Reach | None:
    """Return what each service's code touches, copied and borrowed code among it; None: its own modules' alone.

    With a facts file no code is read.
    """
    from woosh_split.cli.reading import request_for
    from woosh_split.pipeline.reach import service_reach

    if reading.facts_file is not None:
        return None
    with request_for(workspace.root, completed(reading, split)) as request:
        return service_reach(request, facts, split)
