"""Which project of a workspace a file belongs to: Nest CLI, Nx, or the nearest package."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Mapping
from typing import Any

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.project import joined_path

ReadJson = Callable[[str], Mapping[str, Any]]
_GROUPS = frozenset({"apps", "packages", "services", "applications", "projects", "microservices"})


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that is built as one program; ``entry`` is its main file's path without suffix, where that is said."""

    name: str
    folder: str
    aliases: frozenset[str]
    entry: str | None = None
    is_default: bool = False


class Workspace:
    """The projects below the root. ``files`` are all files, ``read_json`` reads one and forgives comments."""

    def __init__(self, files: Collection[str], read_json: ReadJson) -> None:
        self._files = files
        self._read_json = read_json
        self._nest = self._nest_projects()
        self._known: dict[str, Project] = {}
        self._own_folders: dict[str, str] = {}

    def _nest_projects(self) -> list[Project]:
        found = []
        for path in sorted(file for file in self._files if posixpath.basename(file) == "nest-cli.json"):
            document, folder = self._read_json(path), posixpath.dirname(path)
            projects = document.get("projects")
            default = _text(document, "root") or _text(document, "sourceRoot")
            for name, options in sorted(projects.items()) if isinstance(projects, dict) else ():
                if not isinstance(options, dict) or options.get("type") == "library":
                    continue
                source = _text(options, "sourceRoot")
                root = _text(options, "root") or (posixpath.dirname(source) if source else name)
                at = joined_path(folder, root)
                entry = joined_path(
                    folder, posixpath.join(source or f"{root}/src", _text(options, "entryFile") or "main")
                )
                chosen = default is not None and default.rstrip("/") in (root, source)
                found.append(Project(name, at, self._aliases(name, at), entry, chosen))
        return found

    def project_of(self, file: str) -> Project:
        """Return the project of an entry file."""
        nest = [each for each in self._nest if file.startswith(f"{each.folder}/")]
        if nest:
            return max(nest, key=lambda each: len(each.folder))
        folder = self._own_folder(posixpath.dirname(file))
        if folder not in self._known:
            name = self._name(folder)
            self._known[folder] = Project(name, folder, self._aliases(name, folder))
        return self._known[folder]

    def part(self, project: Project, folder: str) -> Project:
        """Return a folder of a project as a project of its own; the project itself where it is its folder."""
        if folder == project.folder:
            return project
        name = posixpath.basename(folder)
        return Project(name, folder, frozenset({name, folder}))

    def _own_folder(self, folder: str) -> str:
        """Return the nearest folder with a project file; an application among several may have none of its own."""
        if folder not in self._own_folders:
            at = folder
            while at and not self._is_own(at):
                at = posixpath.dirname(at)
            self._own_folders[folder] = at
        return self._own_folders[folder]

    def _is_own(self, folder: str) -> bool:
        if f"{folder}/project.json" in self._files or f"{folder}/package.json" in self._files:
            return True
        return posixpath.basename(posixpath.dirname(folder)) in _GROUPS

    def _name(self, folder: str) -> str:
        for file in ("project.json", "package.json"):
            name = self._read_json(posixpath.join(folder, file)).get("name")
            if isinstance(name, str) and name:
                return name
        return posixpath.basename(folder) or "."

    def _aliases(self, name: str, folder: str) -> frozenset[str]:
        names = {name, self._name(folder), posixpath.basename(folder), folder}
        names |= {each.rpartition("/")[2] for each in names if each.startswith("@")}
        return frozenset(each for each in names if each)

    def packages(self, folder: str) -> list[str]:
        """Return the package.json files at and above a folder, the nearest first."""
        found = []
        while True:
            path = f"{folder}/package.json" if folder else "package.json"
            if path in self._files:
                found.append(path)
            if not folder:
                return found
            folder = posixpath.dirname(folder)


def _text(document: Mapping[str, Any], key: str) -> str | None:
    value = document.get(key)
    return value if isinstance(value, str) and value else None
