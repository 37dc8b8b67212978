"""The file of the services' passwords, as every command with ``--passwords`` reads and keeps it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from woosh_split.errors import InputError

if TYPE_CHECKING:
    from woosh_split.model.organisation import Organisation


def refuse_committed(file: Path, folder: Path) -> None:
    """Refuse a file of passwords below a folder that is made to be committed.

    Raises:
        InputError: it lies there.
    """
    if file.resolve().is_relative_to(folder.resolve()):
        raise InputError(
            f"--passwords {file} lies in {folder}, which is made to be committed. Give a place that is not, for "
            "example your home folder."
        )


def read_passwords(organisation: Organisation, file: Path) -> tuple[dict[str, str], Callable[[], None]]:
    """Return a password for every account, and what keeps in the file those that were made now; nothing is written yet.

    Raises:
        InputError: the file's folder is not there, others may read the file, or it cannot be read.
    """
    from woosh_split.apply.secret_files import read_secret, write_secret
    from woosh_split.artefacts.database.passwords import accounts, complete, from_text, to_text

    if not file.parent.is_dir():
        raise InputError(f"--passwords {file}: the folder {file.parent} does not exist. Create it first.")
    text = read_secret(file)
    known = {} if text is None else from_text(text, str(file))
    found = complete(accounts(organisation), known, os.environ)

    def keep() -> None:
        if found != known:
            write_secret(file, to_text(found))

    return found, keep


def kept_passwords(organisation: Organisation, file: Path, *, dry_run: bool = False) -> dict[str, str]:
    """Return a password for every account, and keep in the file those that were made now.

    Raises:
        InputError: as :func:`read_passwords`, or the file cannot be written.
    """
    found, keep = read_passwords(organisation, file)
    if not dry_run:
        keep()
    return found
