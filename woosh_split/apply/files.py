"""Files that are either complete or untouched: written beside their place, then renamed into it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file in one step: whoever reads it sees the old bytes or the new ones, never a part of them.

    ``data`` may come in pieces. A link is followed, the mode of a file that is there is kept, and nothing is left behind on failure.

    Raises:
        OSError: the file cannot be written; what was there before is unchanged.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        with temporary.open("xb") as file:  # "x": a link of that name is not written through
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode)
        temporary.replace(target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
