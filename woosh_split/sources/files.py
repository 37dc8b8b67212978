"""The walk over the monolith's folder: which files there are, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from woosh_split.errors import InputError
from woosh_split.sources.repository import is_beyond, repository_of

if TYPE_CHECKING:  # the vocabulary of facts takes a while to build, and an unchanged tree needs none of it
    from woosh_split.model.code import Unresolved

SKIPPED_FOLDERS = frozenset(
    {
        "node_modules", "dist", "build", "out", "coverage", ".git", ".hg", ".svn", ".next", ".nuxt", ".turbo",
        ".nx", ".cache", ".dart_tool", ".idea", ".vscode", ".venv", "venv", "__pycache__", "bower_components",
        "vendor", ".woosh_split_cache", ".yarn", ".pnpm-store", ".angular", ".svelte-kit", "tmp", ".history",
        ".gitlab-ci-local", ".terraform", ".serverless", ".aws-sam",
    }
)  # fmt: skip
_NAMES_OF_MODULES = frozenset({"build", "coverage", "out", "tmp", "vendor"})
"""Folders of output, and modules too: a shop has vendors, a sales team covers outlets."""
_HOLD_MODULES = frozenset({"apps", "libs", "modules", "packages", "projects"})
MANIFEST_FILE = "woosh-split.manifest.json"
"""Lists the generated files of its folder."""
_GENERATED_FILE = ".woosh-split-generated"


_SEEN_IN_HIDDEN = (".sql", ".prisma", MANIFEST_FILE)
_GENERATED_SOURCE = (".ts", ".mts", ".js", ".json")
"""What generators write into a hidden folder among the sources, for the code beside it to import."""
_WORKTREES = "/.git/worktrees/"


class SourceFile(NamedTuple):
    """A file below the root: its path relative to the root, with forward slashes, and its size in bytes."""

    path: str
    size: int
    modified_ns: int


_listed = partial(tuple.__new__, SourceFile)
"""Makes one of its three values, in half of the time that its own constructor takes."""


def is_skipped(name: str, above: Sequence[str]) -> bool:
    """Tell a folder that holds no source, by its name and those of the folders above it, the outermost first.

    Output lies beside the sources: a folder ``coverage`` or ``vendor`` among them is a module's.
    """
    if name in _NAMES_OF_MODULES and ("src" in above or (above and above[-1] in _HOLD_MODULES)):
        return False
    return name in SKIPPED_FOLDERS


def is_manifest(path: str) -> bool:
    """Tell the manifest of a folder by its path."""
    return path.endswith(MANIFEST_FILE) and path[: -len(MANIFEST_FILE)][-1:] in ("", "/")


def walk(root: Path, lost: list[Unresolved] | None = None) -> Iterator[SourceFile]:
    """Yield every regular file below ``root``, sorted by path.

    Folders that hold no source (``node_modules``, ``dist``, ...) and links to folders are never entered, so a
    loop of links ends. Of a split that was generated earlier (a folder with ``.woosh-split-generated``) only the
    manifest is seen. Of a hidden folder (``.docker``) only dumps and manifests are: code in one is a tool's copy, which a
    compiler's ``include`` does not match either. Below ``src`` it is a generator's (``src/.generate/i18n.ts``), and the
    compiler reads it where it is imported. Another work tree of the same repository is not entered.
    Folders and files that cannot be read are added to ``lost``, and so are links to files out of the repository: whoever
    commits one would have a file of ours quoted in a report.

    Raises:
        InputError: ``root`` is not a folder or cannot be read.
    """
    if not root.is_dir():
        raise InputError(
            f"{root} is not a folder. Give the folder of the monolith, for example `woosh-split analyse .`; "
            "where monolith.root of the split file says so, correct it there."
        )
    found: list[SourceFile] = []
    repository = repository_of(root)
    folders = [(str(root), "")]
    while folders:  # in a loop: git takes a thousand folders, one in the other
        _look_into(*folders.pop(), found, folders, [] if lost is None else lost, repository)
    yield from sorted(found, key=attrgetter("path"))


def _look_into(
    folder: str,
    prefix: str,
    found: list[SourceFile],
    folders: list[tuple[str, str]],
    lost: list[Unresolved],
    repository: Path,
) -> None:
    """Add the files of a folder to ``found``, and the folders in it to ``folders``."""
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        if not prefix:
            raise InputError(f"{folder} cannot be read: {error.strerror}. Check its permissions.") from error
        if isinstance(
            error, FileNotFoundError
        ):  # a build is at work: it went after the folder above was listed
            return
        lost.append(_lost("folder", prefix.rstrip("/"), f"the folder cannot be read: {error.strerror}"))
        return
    names = [entry.name for entry in entries] if prefix else []
    if ".git" in names and _is_work_tree(folder):
        return
    if _GENERATED_FILE in names:
        entries = [entry for entry in entries if entry.name == MANIFEST_FILE]
    hidden = _seen_in(prefix)
    for entry in entries:
        name = entry.name
        plain = entry.is_file(follow_symlinks=False)  # asked first: nearly all are
        if not plain and entry.is_dir(follow_symlinks=False):
            if not is_skipped(name, prefix.split("/")[:-1]):
                folders.append((entry.path, f"{prefix}{name}/"))
            continue
        if (hidden and not name.lower().endswith(hidden)) or not (plain or _leads_to_a_file(entry)):
            continue
        if not plain and is_beyond(entry.path, repository):
            lost.append(
                _lost("file", prefix + name, "a link that leads out of the repository; it is not read")
            )
            continue
        try:
            status = entry.stat()
        except FileNotFoundError:  # as above
            continue
        except OSError as error:  # a folder may be listed whose files nobody may look at
            lost.append(_lost("file", prefix + name, f"the file cannot be read: {error.strerror}"))
            continue
        found.append(_listed((prefix + name, status.st_size, status.st_mtime_ns)))


def _seen_in(prefix: str) -> tuple[str, ...]:
    """Return the endings of the files that are seen in a hidden folder, nothing for any other folder."""
    if "." not in prefix:
        return ()
    names = prefix.split("/")
    above = next((names[:at] for at, name in enumerate(names) if name.startswith(".")), None)
    if above is None:
        return ()
    return (*_SEEN_IN_HIDDEN, *_GENERATED_SOURCE) if "src" in above else _SEEN_IN_HIDDEN


def _is_work_tree(folder: str) -> bool:
    """Tell a second work tree of a repository, which repeats all of it; a submodule is part of the first one."""
    try:
        text = Path(folder, ".git").read_bytes()
    except OSError:  # a repository's own folder
        return False
    return _WORKTREES in text.decode("utf-8", "replace").replace("\\", "/")


def _leads_to_a_file(entry: os.DirEntry[str]) -> bool:
    """Tell a link to a file; a link that leads nowhere or to itself is none, and neither is a pipe."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _lost(kind: str, path: str, reason: str) -> Unresolved:
    from woosh_split.model.code import Unresolved

    return Unresolved(kind, path, 1, "", reason)
