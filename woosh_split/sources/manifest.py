"""Manifests of generated files: which ones there are, and whether each still has the bytes that were written.

A manifest is ``{"version": 1, "generated_by": str, "files": {path: SHA-256 of the bytes}}``; paths are relative to its
folder. What it lists may lie in folders that the walk does not enter. ``moved``, of the same shape, may list files that
were moved there and are people's to edit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TypeGuard

from woosh_split.errors import InputError
from woosh_split.records import dataclass
from woosh_split.sources.files import is_manifest

VERSION = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")


class ManifestError(InputError):
    """A manifest cannot be read, or is not as a generator writes it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest: ``files`` are pairs of a path below the monolith's root and the SHA-256 of the file's bytes.

    ``moved`` are such pairs, too, of files that people may edit.
    """

    path: str
    generated_by: str
    files: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A generated file that has other bytes than were written, or (``missing``) is not there."""

    path: str
    generated_by: str
    missing: bool


def read_manifests(root: Path, paths: Iterable[str]) -> tuple[Manifest, ...]:
    """Return the manifests among ``paths``, which are relative to ``root``, in order.

    Raises:
        ManifestError: one cannot be read, or is not as a generator writes it.
    """
    return tuple(_read(root, path) for path in sorted(paths) if is_manifest(path))


def edited_files(root: Path, manifests: Iterable[Manifest]) -> Iterator[EditedFile]:
    """Yield the generated files that are not as they were written.

    Raises:
        ManifestError: one of them cannot be read.
    """
    from hashlib import sha256

    for manifest in manifests:
        for path, wanted in manifest.files:
            content = bytes_of(root, path)
            if content is None or sha256(content).hexdigest() != wanted:
                yield EditedFile(path, manifest.generated_by, content is None)


def bytes_of(root: Path, path: str) -> bytes | None:
    """Return the bytes of a file, None where there is no such file.

    Raises:
        ManifestError: it is there and cannot be read.
    """
    try:
        return (root / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise ManifestError(f"The generated file {root / path} cannot be read: {error.strerror}.") from error


def _read(root: Path, path: str) -> Manifest:
    shown = root / path
    text = ""
    try:
        text = shown.read_bytes().decode("utf-8-sig")
        document = json.loads(text)
    except UnicodeDecodeError as error:
        raise ManifestError(f"{shown} is not UTF-8 (byte {error.start}). {_RESTORE}") from error
    except OSError as error:
        raise ManifestError(f"The manifest {shown} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        if re.search(r"^<<<<<<< ", text, re.MULTILINE):
            raise ManifestError(
                f"{shown} holds the conflict markers of a merge. Keep the lines of either side, then generate the files again."
            ) from error
        raise ManifestError(f"{shown} is no JSON: {error}. {_RESTORE}") from error
    if not isinstance(document, dict):
        raise ManifestError(f"{shown} is no manifest: it is no object. {_RESTORE}")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise ManifestError(f"{shown} has the version {version!r}, which never was. {_RESTORE}")
    if version > VERSION:
        raise ManifestError(
            f"{shown} has version {version}; this woosh-split reads version {VERSION}. Use the newer woosh-split that "
            "wrote it."
        )
    generator = document.get("generated_by")
    if not isinstance(generator, str) or not generator:
        raise ManifestError(f"{shown}: generated_by is no name. {_RESTORE}")
    files, moved = (_files(shown, path, document, key) for key in ("files", "moved"))
    return Manifest(path, generator, files, moved)


_RESTORE = "Restore it from git, or have the files generated anew."


def _files(shown: Path, manifest: str, document: dict[str, object], key: str) -> tuple[tuple[str, str], ...]:
    files = document.get(key, {} if key == "moved" else None)
    if not isinstance(files, dict):
        raise ManifestError(f"{shown}: {key} is no object of paths and hashes. {_RESTORE}")
    return tuple(_file(shown, manifest, *each) for each in sorted(files.items()))


def is_below(name: str) -> bool:
    """Whether a name is a path below its folder, with forward slashes, that leads nowhere else."""
    parts = name.split("/")
    return "\\" not in name and "\0" not in name and all(parts) and not {".", ".."} & set(parts)


def is_hash(text: object) -> TypeGuard[str]:
    """Whether this is a SHA-256 as a manifest writes it."""
    return isinstance(text, str) and _SHA256.fullmatch(text) is not None


def _file(shown: Path, manifest: str, name: str, wanted: object) -> tuple[str, str]:
    if not is_below(name):
        raise ManifestError(f"{shown}: {name!r} is no path below the manifest's folder. {_RESTORE}")
    if not is_hash(wanted):
        raise ManifestError(
            f"{shown}: the hash of {name} is no SHA-256 in 64 small hexadecimal digits. {_RESTORE}"
        )
    return (PurePosixPath(manifest).parent / name).as_posix(), wanted
