"""What the compiler answered before, kept beside the facts: an unchanged service costs no second look.

An answer holds for the bytes that it was asked about, the packages that are installed, and the script that asks.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woosh_split.hashing import blake2b
from woosh_split.sources.cache import Cache

_SCRIPTS = Path(__file__).parent / "script"
_STATES = (".package-lock.json", ".yarn-integrity", ".yarn-state.yml", ".modules.yaml")
"""What npm, yarn and pnpm leave in ``node_modules``; each install writes it anew."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Kept answers. ``packages`` stands for what is installed, ``tree`` for every file of the monolith that may be read."""

    cache: Cache
    packages: bytes
    tree: bytes

    def get(self, question: str, details: Mapping[str, object]) -> Any:
        """Return what was answered to this question, None where it was not asked yet."""
        key = self._key(question, details)
        blob = self.cache.get_many([key]).get(key)
        if blob is None:
            return None
        try:
            return json.loads(zlib.decompress(blob))
        except (zlib.error, ValueError, RecursionError):
            return None

    def put(self, question: str, details: Mapping[str, object], answer: object) -> None:
        """Keep an answer."""
        blob = zlib.compress(json.dumps(answer).encode(), 1)
        self.cache.put_many({self._key(question, details): blob})

    def _key(self, question: str, details: Mapping[str, object]) -> bytes:
        """Return what an answer depends on; the files of a tree that is not on the disk are part of its question."""
        text = json.dumps([question, details], sort_keys=True).encode("utf-8", "surrogatepass")
        state = b"" if "files" in details and question == "diagnose" else self.tree
        return b"compiler:" + blake2b(self.packages + b"\0" + state + b"\0" + text, digest_size=16).digest()


def packages_state(folder: Path) -> bytes | None:
    """Return what changes with every install of packages that code in ``folder`` sees, and with the script that asks.

    None: no package manager left its mark, so that nobody can tell.
    """
    state = blake2b(digest_size=16)
    found = False
    for each in (folder.resolve(), *folder.resolve().parents):
        for name in _STATES:
            path = each / "node_modules" / name
            try:
                content, status = path.read_bytes(), path.stat()
            except OSError:
                continue
            found = True
            state.update(f"{path}:{status.st_mtime_ns}:".encode() + content)
    for script in sorted(_SCRIPTS.glob("*.cjs")):
        state.update(script.read_bytes())
    return state.digest() if found else None
