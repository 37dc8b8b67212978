"""The file of the services' passwords, as every command with ``--passwords`` reads and keeps it."""

from __future__ import annotations

import os
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


def kept_passwords(organisation: Organisation, file: Path, *, dry_run: bool = False) -> dict[str, str]:
    """Return a password for every account, and keep in the file those that were made now.

    Raises:
        InputError: the file's folder is not there, others may read the file, or it cannot be read or written.
    """
    from woosh_split.apply.secret_files import read_secret, write_secret
    from woosh_split.artefacts.database.passwords import accounts, complete, from_text, to_text

    if not file.parent.is_dir():
        raise InputError(f"--passwords {file}: the folder {file.parent} does not exist. Create it first.")
    text = read_secret(file)
    known = {} if text is None else from_text(text, str(file))
    found = complete(accounts(organisation), known, os.environ)
    if found != known and not dry_run:
        write_secret(file, to_text(found))
    return found
