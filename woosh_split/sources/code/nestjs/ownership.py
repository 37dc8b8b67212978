"""How modules get their names, and which module a class or a file belongs to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence

from woosh_split.model.code import SHARED
from woosh_split.sources.code.typescript.program import ClassDecl

ROOT = "app"
_WORD_END = re.compile(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])")


def kebab_case(name: str) -> str:
    """Return ``outlet-quantity`` for ``OutletQuantity``."""
    return _WORD_END.sub(lambda m: f"{m[1] or m[3]}-{m[2] or m[4]}", name).replace("_", "-").lower()


def module_names(decls: Sequence[ClassDecl], root: ClassDecl | None) -> dict[ClassDecl, str]:
    """Name modules after their classes, the root ``app``.

    Of several with the same name the one nearest to the top keeps it, and the others get the names of the folders
    around them in front, as many as it takes.
    """
    names: dict[ClassDecl, str] = {}
    taken: set[str] = set()
    if root is not None:
        names[root] = ROOT
        taken.add(ROOT)
    for decl in sorted(decls, key=lambda each: (each.file.count("/"), each.file, each.node.line)):
        if decl in names:
            continue
        name = kebab_case(decl.name.rpartition(".")[2].removesuffix("Module")) or kebab_case(decl.name)
        folders = [part for part in posixpath.dirname(decl.file).split("/") if part not in ("", "src", name)]
        while name in taken and folders:
            name = f"{kebab_case(folders.pop())}-{name}"
        number, stem = 2, name
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        names[decl] = name
        taken.add(name)
    return names


def _namesake(decl: ClassDecl, names: Sequence[str]) -> str | None:
    """Return the module after which a class is named (``UserRepository`` of ``users``)."""
    called = f"{kebab_case(decl.name)}-"
    return next(
        (name for name in names if called.startswith((f"{name}-", f"{name.removesuffix('s')}-"))), None
    )


class Ownership:
    """Who owns which class and file.

    ``claims`` are the classes that each module declares; ``places`` the file of each module's own class. The folder
    of the root module gathers no files, since everything lies below it.
    """

    def __init__(
        self, claims: Mapping[str, Iterable[ClassDecl]], places: Mapping[str, str], root: str
    ) -> None:
        self._folder_of = {name: posixpath.dirname(file) for name, file in places.items()}
        self._classes: dict[ClassDecl, str] = {}
        claimed: dict[ClassDecl, list[str]] = {}
        files: dict[str, list[str]] = {}
        for name in sorted(claims):
            for decl in claims[name]:
                claimed.setdefault(decl, []).append(name)
        self._tied: set[ClassDecl] = set()
        self._several = {decl: tuple(names) for decl, names in claimed.items() if len(set(names)) > 1}
        for decl, names in claimed.items():
            self._classes[decl] = self._nearest(decl.file, names)
            if len(names) > 1 and not self._inside(decl.file, self._classes[decl]):
                self._classes[decl] = _namesake(decl, names) or self._classes[decl]
            folder = self._folder_of[self._classes[decl]]
            if sum(self._folder_of[name] == folder for name in names) > 1:
                self._tied.add(decl)
            files.setdefault(decl.file, []).append(self._classes[decl])
        self._files = {file: self._nearest(file, sorted(names)) for file, names in files.items()}
        root_folder = self._folder_of.get(root)
        self._folders: dict[str, str] = {}
        for name in sorted(places):
            folder = self._folder_of[name]
            if folder == root_folder:
                continue
            if folder not in self._folders or name == kebab_case(posixpath.basename(folder)):
                self._folders[folder] = name

    def _nearest(self, file: str, names: Sequence[str]) -> str:
        """Return the module whose folder is the nearest one above the file, else the first."""

        def distance(name: str) -> tuple[int, int]:
            inside = self._inside(file, name)
            return (0 if inside else 1, -len(self._folder_of[name]) if inside else 0)

        return min(names, key=distance)

    def _inside(self, file: str, name: str) -> bool:
        folder = self._folder_of[name]
        return not folder or file.startswith(f"{folder}/")

    def module_of(self, decl: ClassDecl) -> str | None:
        """Return the module that declares a class, None where none does."""
        return self._classes.get(decl)

    def home_of(self, decl: ClassDecl) -> str | None:
        """Return the module that declares a class which lies in its folder.

        None where the class lies elsewhere, or where several modules of one folder declare it.
        """
        name = self._classes.get(decl)
        if name is None or decl in self._tied:
            return None
        folder = self._folder_of[name]
        return name if folder in self._folders and decl.file.startswith(f"{folder}/") else None

    def sharers_of(self, decl: ClassDecl) -> tuple[str, ...]:
        """Return the modules that declare a class which is at home in none of them, empty where one is enough."""
        names = self._several.get(decl, ())
        return names if names and self.home_of(decl) is None else ()

    def file_module(self, file: str) -> str:
        """Return the module of a file: that of its classes, else of the nearest folder, else ``~shared``."""
        found = self._files.get(file)
        if found is not None:
            return found
        folder = posixpath.dirname(file)
        while True:
            if folder in self._folders:
                found = self._folders[folder]
                break
            if not folder:
                found = SHARED
                break
            folder = posixpath.dirname(folder)
        self._files[file] = found
        return found

    def adopt(self, barrels: Mapping[str, Iterable[str]]) -> None:
        """Give a barrel that no module claims to the one module whose files it re-exports (``libs/x/src/index.ts``)."""
        left = [file for file in sorted(barrels) if self.file_module(file) == SHARED]
        while left:
            homes = {file: {self.file_module(end) for end in barrels[file]} for file in left}
            found = {file: next(iter(of)) for file, of in homes.items() if len(of) == 1 and SHARED not in of}
            if not found:
                return
            self._files.update(found)
            left = [file for file in left if file not in found]
