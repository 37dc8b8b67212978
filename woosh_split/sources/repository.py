"""The repository around the monolith, and its edge.

CI servers name files from the repository's root. Whoever commits a link decides where it leads: so no place that a command
takes by itself, to read or to write, may be led out of the repository by one. A place that a person typed may. Nor may it be
a pipe or a device, at which reading would wait for ever, and which writing would put a file in place of.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path, PurePath

from woosh_split.errors import InputError


def repository_of(folder: Path) -> Path:
    """Return the nearest folder, from this one upwards, that git knows as a root; the folder itself if none is."""
    start = folder.resolve()
    for each in (start, *start.parents):
        if (each / ".git").exists():
            return each
    return start


def way_into(folder: Path) -> str:
    """Return the path from the repository's root to the folder, with forward slashes; empty where they are one."""
    way = folder.resolve().relative_to(repository_of(folder)).as_posix()
    return "" if way == "." else way


def is_beyond(place: str | Path, repository: Path) -> bool:
    """Tell whether links lead a place out of a repository, or into what git keeps for itself (CI has a token there).

    It need not be there: of a link that leads nowhere it counts where a file would be made.
    """
    way = Path(os.path.relpath(os.path.realpath(place), repository)).parts
    return way[:1] == (os.pardir,) or ".git" in way or _is_loop(place)


def _is_loop(place: str | Path) -> bool:
    try:
        os.path.realpath(place, strict=True)
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def own_place(home: Path, name: str | PurePath, instead: str = "") -> Path:
    """Return the place of that name below a folder, where a command reads or writes unless somebody says otherwise.

    ``instead`` says how to name another place.

    Raises:
        InputError: a link leads it out of the repository, or what is there is neither a file nor a folder.
    """
    place = home / name
    refuse_special(place, instead)
    if is_beyond(place, repository_of(home)):
        raise InputError(
            f"{place} is led out of the repository by a link, so it is neither read nor written: whoever commits a link "
            f"would choose the file. Remove the link{f', or {instead}' if instead else ''}."
        )
    return place


def refuse_special(place: Path, instead: str = "") -> None:
    """Refuse a place at which a pipe, a socket or a device is; ``instead`` says how to name another one.

    Raises:
        InputError: it is one.
    """
    try:
        mode = place.stat().st_mode
    except (OSError, ValueError):  # what reads or writes it tells
        return
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise InputError(
            f"{place} is no regular file but a pipe, a socket or a device, so it is neither read nor written. "
            f"Remove it{f', or {instead}' if instead else ''}."
        )
