"""Files that only their owner may read: their mode is 0600 before the first byte is in them."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from woosh_split.errors import InputError

MODE = 0o600


def read_secret(path: Path) -> str | None:
    """Return the text of the file, None where there is none.

    Raises:
        InputError: others may read it, or it cannot be read.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if not stat.S_ISREG(mode):
        raise InputError(f"{path} is no file. Give the name of a file for the passwords.")
    if os.name == "posix" and mode & 0o077:
        raise InputError(
            f"{path} may be read by others (mode {stat.S_IMODE(mode):04o}). Run `chmod 600 {path}`, and make new passwords "
            "if somebody has seen them."
        )
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{path} cannot be read: {reason}.") from error


def write_secret(path: Path, text: str) -> None:
    """Write the file in one step, readable by its owner alone; a link is replaced and not followed.

    Raises:
        InputError: it cannot be written; what was there before is unchanged.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
