"""What the code of each service touches, and the organisation of the database that follows from it, for all commands alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.cli.workspace import Reading, Workspace, completed

if TYPE_CHECKING:
    from woosh_split.artefacts.database.stage import Reach
    from woosh_split.model.facts import Facts
    from woosh_split.model.split import SplitFile
    from woosh_split.pipeline.database import DatabaseRequest


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


def database_request(
    workspace: Workspace,
    reading: Reading,
    facts: Facts,
    split: SplitFile,
    schema: str | None,
    server: str | None = None,
) -> DatabaseRequest:
    """Return what every command asks the database's organisation for, so that all of them mean the same one.

    Accounts and their names are put in with ``replace`` where a command has options for them.
    """
    from woosh_split.artefacts.database.stage import MARIADB
    from woosh_split.pipeline.database import DatabaseRequest

    return DatabaseRequest(
        workspace.root, facts, split, workspace.split_path, schema, server or MARIADB,
        dumps=completed(reading, split).dumps, reach=reach_for(workspace, reading, facts, split),
    )  # fmt: skip
