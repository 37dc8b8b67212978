"""A planned regeneration, carried out: all of its files are written, or none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from woosh_split.apply.staged import Put, Removals, Staging, clear_leftovers, exchange
from woosh_split.errors import InputError
from woosh_split.model.regeneration import DELETED, FileOutcome, RegenerationPlan
from woosh_split.sources.generation import JOURNAL_FILE, STAGING_FOLDER

_SHOWN = 10


def carry_out(plan: RegenerationPlan) -> None:
    """Write what the plan says; where there is nothing to do, no file is touched.

    Conflicts are written, too, with their marks. Killed half-way, it leaves a folder that the next plan goes on from.

    Raises:
        InputError: a file that was never generated is in the way, a file changed since it was planned, or something cannot
            be written; the folder is as it was.
    """
    refuse_foreign(plan)
    staging = Staging(STAGING_FOLDER, JOURNAL_FILE)
    if plan.is_current:
        clear_leftovers(plan.target, staging)
        return
    writes = [file for file in plan.files if file.data is not None]
    removals = [file for file in plan.files if file.action == DELETED and file.before is not None]
    for file in (*writes, *removals):
        _check_still(plan.target, file)
    order = Removals(
        [file.path for file in removals if not file.moved_to],
        [file.path for file in removals if file.moved_to],
    )
    puts = [Put(file.path, file.data) for file in writes if file.data is not None]
    puts += [Put(file.path, file.data) for file in plan.state]
    try:
        exchange(plan.target, puts, order, staging, plan.journal)
    except OSError as error:
        raise InputError(
            f"{error.filename or plan.target} cannot be written: {error.strerror}. Nothing in {plan.target} was changed."
        ) from error


def refuse_foreign(plan: RegenerationPlan) -> None:
    """Refuse a plan with files in the way that were never generated.

    Raises:
        InputError: there is one.
    """
    if not plan.foreign:
        return
    listed = "; ".join(
        f"{file.path} {file.note}" if _is_file(file) else file.note for file in plan.foreign[:_SHOWN]
    )
    more = f"; and {len(plan.foreign) - _SHOWN} more" if len(plan.foreign) > _SHOWN else ""
    raise InputError(
        f"{plan.target} holds what is in the way of generated files: {listed}{more}. Move it, or have the files merged "
        "with --force (not links and folders). Nothing was changed."
    )


def _is_file(file: FileOutcome) -> bool:
    return file.before is not None


def _check_still(target: Path, file: FileOutcome) -> None:
    """Refuse to replace what was not planned with."""
    place = target / file.path
    try:
        found = None if place.is_symlink() else sha256(place.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        found = None
    except OSError as error:
        raise InputError(f"{place} cannot be read: {error.strerror}. Nothing was changed.") from error
    if found != file.before:
        raise InputError(
            f"{place} changed while the new files were made. Nothing was written: run the command again."
        )
