"""BLAKE2b alone: :mod:`hashlib` loads OpenSSL beside it, which takes as long as all digests of an unchanged tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:
        from _blake2 import blake2b
    except ImportError:  # hashlib has the same one from here; other Pythons may keep it elsewhere
        from hashlib import blake2b

__all__ = ["blake2b"]
