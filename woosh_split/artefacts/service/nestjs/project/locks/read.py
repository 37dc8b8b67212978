"""Any lock file, told apart by its name."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from woosh_split.artefacts.service.nestjs.project.locks.locked import Lock, NoLock
from woosh_split.artefacts.service.nestjs.project.locks.npm import read_npm_lock
from woosh_split.artefacts.service.nestjs.project.locks.pnpm import read_pnpm_lock
from woosh_split.artefacts.service.nestjs.project.locks.yarn import read_yarn_lock


@lru_cache(maxsize=8)
def read_lock(name: str | None, text: str | None, folder: str = "") -> Lock:
    """Read a lock by its file's name; ``folder`` is the monolith's package, relative to the folder of the lock.

    A lock is the largest file of a project and the same for all of its services, so it is read once.

    Raises:
        LockFileError: it cannot be read.
    """
    if name is None or text is None:
        return NoLock()
    base = posixpath.basename(name)
    if base == "yarn.lock":
        return read_yarn_lock(text)
    if base == "pnpm-lock.yaml":
        return read_pnpm_lock(text, folder)
    return read_npm_lock(text, folder, base)
