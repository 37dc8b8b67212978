"""What `check` and `baseline` share: the monolith that was found, what the rules see in it, and its baseline."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.cli.console import is_on
from woosh_split.cli.workspace import Reading, Workspace, completed, needed_split, open_workspace
from woosh_split.errors import InputError
from woosh_split.model.meant import nearest
from woosh_split.records import dataclass

if TYPE_CHECKING:
    from woosh_split.check.observed import Observed
    from woosh_split.model.split import SplitFile
    from woosh_split.sources.tree import SourceTree

TODAY = "WOOSH_SPLIT_TODAY"
"""A variable that sets the day on which debts and suppressions are judged; for tests and for looking ahead."""

ANOTHER_BASELINE = "name another file with --baseline"


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at a monolith: where it is, its split file, what the rules found, and where its baseline is."""

    workspace: Workspace
    split: SplitFile
    observed: Observed
    baseline_path: Path
    today: date


def look_at(reading: Reading, baseline: Path | None, tree: SourceTree | None = None) -> Seen:
    """Find the monolith and ask every rule; ``tree`` is used where it is that of the monolith.

    Raises:
        InputError: something that is needed is missing, wrong or unreadable, or there is nothing to check.
    """
    from woosh_split.sources.repository import own_place
    from woosh_split.split.place import BASELINE_FILE

    workspace = open_workspace(reading)
    split = needed_split(workspace)
    observed = observed_in(workspace, split, reading, tree)
    path = baseline or own_place(workspace.split_path.parent, BASELINE_FILE, ANOTHER_BASELINE)
    return Seen(workspace, split, observed, path, judging_day())


def observed_in(
    workspace: Workspace,
    split: SplitFile,
    reading: Reading,
    tree: SourceTree | None = None,
    *,
    text: str | None = None,
) -> Observed:
    """Ask every rule of a workspace; ``text`` is that of a split file that nobody has written yet.

    Raises:
        InputError: something that is needed is missing, wrong or unreadable, or there is nothing to check.
    """
    from woosh_split.cli.reading import request_for
    from woosh_split.pipeline.check import CheckRequest, observe_tree

    root = workspace.root
    with request_for(root, completed(reading, split)) as analyse:
        return observe_tree(
            CheckRequest(analyse, split, workspace.split_path, judging_day(), reading.facts_file, text),
            tree if tree is not None and tree.root.resolve() == root.resolve() else None,
        )


def judging_day() -> date:
    """Return today, or the day that the variable :data:`TODAY` names.

    Raises:
        InputError: the variable holds no date.
    """
    told = os.environ.get(TODAY, "")
    if not told:
        return date.today()
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise InputError(
            f"{TODAY}={told!r} is no date. Write it as 2027-03-31, or unset the variable."
        ) from error


def in_ci() -> bool:
    """Whether this runs in CI, as every CI service says by ``CI``."""
    return is_on("CI")


def services_named(seen: Seen, names: list[str]) -> frozenset[str] | None:
    """Return the services that ``--service`` names, None where it names none.

    Raises:
        InputError: a name is no service of the split file, or that service has no code.
    """
    wanted = [name.strip() for value in names for name in value.split(",") if name.strip()]
    from woosh_split.model.split import MONOLITH

    modules = {service.name: service.modules for service in seen.split.services}
    for name in wanted:
        if name == MONOLITH:
            continue
        if name not in modules:
            near = nearest(name, [*modules, MONOLITH])
            hint = f" Did you mean {near}?" if near else f" There are {', '.join(sorted(modules))}."
            raise InputError(f"--service {name}: {seen.workspace.split_path} has no such service.{hint}")
        if not modules[name]:
            raise InputError(f"--service {name}: it has no modules, so nothing would be checked.")
    return frozenset(wanted) or None
