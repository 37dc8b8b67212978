"""A folder of generated files: what a person changed in it is never overwritten, what is new is written whole or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from woosh_split.apply.change_set import FileChange, write_all
from woosh_split.sources.files import MANIFEST_FILE
from woosh_split.sources.manifest import VERSION, read_manifests

MARK = ".woosh-split-generated"
"""Keeps the analysis out of the folder: generated SQL is no dump of the monolith."""


@dataclass(frozen=True, slots=True)
class FolderChange:
    """What writing a folder would do; ``states`` are ``new``, ``changed`` or ``same`` by name.

    ``touched`` are files that a person changed or put there, ``left`` those that were generated once and no longer are.
    """

    folder: Path
    states: dict[str, str]
    changes: tuple[FileChange, ...]
    touched: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def folder_change(folder: Path, texts: Mapping[str, str], generated_by: str) -> FolderChange:
    """Compare what is to stand in the folder with what does; nothing is written.

    Raises:
        InputError: the folder's manifest cannot be read.
        OSError: one of its files cannot be read.
    """
    known = _known(folder)
    states, touched = {}, []
    for name, text in sorted(texts.items()):
        data = text.encode()
        present = _bytes(folder / name)
        states[name] = "new" if present is None else "same" if present == data else "changed"
        if states[name] == "changed" and known.get(name) != _hash(present or b""):
            touched.append(name)
    left = {name: digest for name, digest in known.items() if name not in texts and (folder / name).is_file()}
    hashes = left | {name: _hash(text.encode()) for name, text in texts.items()}
    document = {"version": VERSION, "generated_by": generated_by, "files": dict(sorted(hashes.items()))}
    changes = [
        FileChange(folder / name, texts[name].encode()) for name, state in states.items() if state != "same"
    ]
    for name, text in (
        (MARK, ""),
        (MANIFEST_FILE, json.dumps(document, indent=2, ensure_ascii=False) + "\n"),
    ):
        if _bytes(folder / name) != text.encode():
            changes.append(FileChange(folder / name, text.encode()))
    return FolderChange(folder, states, tuple(changes), tuple(touched), tuple(sorted(left)))


def write_folder(change: FolderChange) -> None:
    """Write what is new or changed, all of it or nothing.

    Raises:
        OSError: a file cannot be written; everything is as it was.
    """
    write_all(change.changes)


def _known(folder: Path) -> dict[str, str]:
    if not (folder / MANIFEST_FILE).is_file():
        return {}
    (manifest,) = read_manifests(folder, [MANIFEST_FILE])
    return dict(manifest.files)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
