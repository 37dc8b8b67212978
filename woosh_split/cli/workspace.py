"""What every command after `analyse` works on: the monolith's folder, its split file and its facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.errors import InputError
from woosh_split.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from woosh_split.model.facts import Facts
    from woosh_split.model.split import SplitFile


ANOTHER_SPLIT = "name another file with --split"


@dataclass(frozen=True, slots=True)
class Reading:
    """The options by which a command finds and reads the monolith; what is not given comes from the split file."""

    path: Path | None = None
    split_file: Path | None = None
    facts_file: Path | None = None
    project: str | None = None
    dumps: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    no_cache: bool = False
    cache_dir: Path | None = None
    jobs: int = 0
    quiet: bool = False
    verbose: bool = False
    database: str | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder that all paths are relative to, where the split file is or would be, and what it says."""

    root: Path
    split_path: Path
    split: SplitFile | None


def open_workspace(reading: Reading, *, new: bool = False) -> Workspace:
    """Find the folder and read its split file.

    Without a path, the nearest split file in or above the working directory decides; without one, the working
    directory does. With ``new``, a split file that was named is to be written, so it need not be there yet. ``monolith.root`` of the split
    file is relative to the file's folder.

    Raises:
        InputError: the path is no folder, or the split file that was named or found is not valid.
    """
    from woosh_split.sources.repository import own_place, refuse_special
    from woosh_split.split.load import SPLIT_FILE, find_split_file, load_split

    if reading.path is not None and not reading.path.is_dir():
        what = "is no folder" if reading.path.exists() else "does not exist"
        raise InputError(f"{reading.path} {what}. Give the folder of the monolith.")
    if reading.split_file is not None and new and not reading.split_file.exists():
        return Workspace(reading.path or reading.split_file.parent, reading.split_file, None)
    if reading.split_file is not None:
        if new:
            refuse_special(reading.split_file)
        split = load_split(reading.split_file)
        base = reading.split_file.parent if reading.path is None else reading.path
        return Workspace(_root(base, split, explicit=reading.path is not None), reading.split_file, split)
    folder = reading.path or Path()
    found = (folder / SPLIT_FILE) if reading.path is not None else find_split_file(folder)
    if found is None or not found.is_file():
        place = own_place(folder, SPLIT_FILE, ANOTHER_SPLIT)
        if place.is_dir():
            raise InputError(f"{place} is a folder. The split file is a file: move it, or {ANOTHER_SPLIT}.")
        return Workspace(folder, place, None)
    if reading.path is None:
        folder = _nearer(found.parent)
    place = own_place(folder, SPLIT_FILE, ANOTHER_SPLIT)
    split = load_split(place)
    return Workspace(_found_root(folder, split), place, split)


def needed_split(workspace: Workspace) -> SplitFile:
    """Return the split file.

    Raises:
        InputError: there is none yet.
    """
    if workspace.split is None:
        raise InputError(
            f"There is no split file {workspace.split_path}. Run `woosh-split propose` to get a first one, "
            "or name yours with --split."
        )
    return workspace.split


def refuse_folders(services: Iterable[str]) -> None:
    """Refuse a path where services are named: most commands take the monolith's folder there, those that name services do not.

    Raises:
        InputError: one of them is a path.
    """
    for each in services:
        if each in (".", "..") or "/" in each:
            raise InputError(f"{each} is no service: here the monolith's folder is given by --path {each}")


def facts_for(workspace: Workspace, reading: Reading) -> Facts:
    """Read the facts of the monolith, from where the options and the split file say.

    Raises:
        InputError: something cannot be read.
    """
    from woosh_split.cli.reading import facts_of

    return facts_of(workspace.root, completed(reading, workspace.split))


def completed(reading: Reading, split: SplitFile | None) -> Reading:
    """Return the options with the split file's word on where the app, its dumps and its client are."""
    if split is None:
        return reading
    told = split.monolith
    return replace(
        reading,
        project=reading.project or (None if told.app in (None, ".", "") else told.app),
        dumps=reading.dumps or told.dump,
        clients=reading.clients or told.client,
    )


def _found_root(folder: Path, split: SplitFile) -> Path:
    """Return the monolith's folder by the word of a split file that nobody named: it may have come with a repository.

    Raises:
        InputError: the word leads out of the repository.
    """
    from woosh_split.sources.repository import is_beyond, repository_of

    root = _root(folder, split, explicit=False)
    if is_beyond(root, repository_of(folder)):
        raise InputError(
            f"monolith.root of {folder / 'woosh-split.yaml'} leads to {root}, out of the repository. Name the file with --split "
            "if that is meant, or the monolith's folder as PATH."
        )
    return root


def _root(base: Path, split: SplitFile, *, explicit: bool) -> Path:
    return base if explicit or split.monolith.root in ("", ".") else base / split.monolith.root


def _nearer(folder: Path) -> Path:
    """Return the folder relative to the working directory where that is possible: messages read better so."""
    here = Path.cwd().resolve()
    return Path() if folder == here else folder
