"""All read Dart files together: which declaration a name means, and who inherits from whom."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.added_getters import Added, only_getters
from woosh_split.sources.client.flutter.requests import BASE_REQUESTS

Declared = ir.Class | ir.Function | ir.Variable

_GENERATED = (".g.dart", ".freezed.dart", ".gr.dart", ".mocks.dart", ".chopper.dart", ".config.dart")
_TEST_FOLDERS = frozenset({"test", "testing", "integration_test", "test_driver"})


def is_client_source(path: str) -> bool:
    """Tell whether a Dart file is part of the app: not generated, and no test."""
    *folders, name = path.split("/")
    if name.endswith(_GENERATED) or name.endswith("_test.dart"):
        return False
    return not any(folder in _TEST_FOLDERS for folder in _before(folders, "lib"))


def _before(folders: Sequence[str], stop: str) -> Sequence[str]:
    places = [place for place, folder in enumerate(folders) if folder == stop]
    return folders[: places[-1]] if places else folders


VALUE_TYPES = frozenset(
    "String Uri Map List Set Iterable int num double bool DateTime Object dynamic".split()  # noqa: SIM905
)
"""Types of values that are no objects of the project: what an extension adds to them is handed the value."""


class Project:
    """An index over the files; files are known by their position."""

    __slots__ = (
        "_ancestors",
        "_by_path",
        "_by_tail",
        "_callbacks",
        "_class_at",
        "_classes",
        "_files",
        "_getters",
        "_imports",
        "_lineages",
        "_members",
        "_methods",
        "_tops",
        "_visible",
        "children",
        "extensions",
        "named",
        "requests",
    )  # fmt: skip

    def __init__(self, files: Sequence[ir.DartFile]) -> None:
        self._files = tuple(map(_with_receivers, files))
        self._by_path = {file.path: place for place, file in enumerate(self._files)}
        self._by_tail: dict[str, list[int]] = {}
        for place, file in enumerate(self._files):
            _, marker, tail = file.path.rpartition("lib/")
            if marker:
                self._by_tail.setdefault(tail, []).append(place)
        self._tops: list[dict[str, list[Declared]]] = [_tops(file) for file in self._files]
        self._classes: dict[str, list[int]] = {}
        self._imports: dict[tuple[int, str], int] = {}
        self._visible: dict[tuple[int, str], int] = {}
        self._class_at: dict[tuple[int, str], ir.Class] = {}
        self._lineages: dict[tuple[int, str], tuple[tuple[int, ir.Class], ...]] = {}
        self._ancestors: dict[tuple[int, str], tuple[str, ...]] = {}
        self._members: dict[tuple[int, str], frozenset[str]] = {}
        self._methods: dict[
            tuple[int, str, str, tuple[str, ...]], tuple[int, ir.Class, ir.Function] | None
        ] = {}
        self._callbacks: dict[tuple[str, str], set[tuple[int, str]]] | None = None
        self._getters: dict[str, Added] | None = None
        self.children: dict[tuple[int, str], list[tuple[int, str]]] = {}
        self.extensions: dict[str, list[tuple[int, ir.Class]]] = {}
        for place, names in enumerate(self._tops):
            for name in names:
                self._classes.setdefault(name, []).append(place)
        self.named: dict[str, list[tuple[int, ir.Class, ir.Function]]] = {}
        self._link_classes()
        self.requests = _heirs(self._files, BASE_REQUESTS)

    def _link_classes(self) -> None:
        for place, file in enumerate(self._files):
            for item in file.classes:
                self._class_at.setdefault((place, item.name), item)
                for code in item.methods:
                    for annotation in code.annotations:
                        if annotation.name == "Named" and annotation.arguments:
                            self.named.setdefault(_said(annotation.arguments[0].value), []).append(
                                (place, item, code)
                            )
                if item.kind == "extension":
                    self.extensions.setdefault(item.parent.split(".")[-1], []).append((place, item))
                    continue
                for parent in (item.parent, *item.mixins, *item.interfaces):
                    found = self.find_class(place, parent)
                    if found is not None:
                        self.children.setdefault((found[0], found[1].name), []).append((place, item.name))

    @property
    def files(self) -> tuple[ir.DartFile, ...]:
        """The files, in the order in which they are known."""
        return self._files

    def target(self, file: int, uri: str) -> int | None:
        """Return the file that an import of ``file`` means, or None for one outside the project."""
        key = (file, uri)
        if key not in self._imports:
            found = self._target(file, uri)
            self._imports[key] = -1 if found is None else found
        known = self._imports[key]
        return None if known < 0 else known

    def _target(self, file: int, uri: str) -> int | None:
        own = self._files[file].path
        if uri.startswith("package:"):
            tail = uri.partition("/")[2]
            candidates = self._by_tail.get(tail, [])
            if len(candidates) < 2:
                return candidates[0] if candidates else None
            package = uri[len("package:") :].partition("/")[0]
            return max(candidates, key=lambda place: _nearness(self._files[place].path, own, package))
        if ":" in uri:
            return None
        return self._by_path.get(posixpath.normpath(posixpath.join(posixpath.dirname(own), uri)))

    def prefix(self, file: int, name: str) -> str | None:
        """Return the address behind an import prefix of the file."""
        for known in self._library(file):
            for item in self._files[known].imports:
                if item.prefix == name:
                    return item.uri
        return None

    def imports(self, file: int, start: str) -> bool:
        """Tell whether the file imports, without a prefix, an address that begins so."""
        return any(item.uri.startswith(start) for item in self._given(file) if not item.prefix)

    def reaches(self, file: int, start: str) -> bool:
        """Tell whether the file imports an address that begins so, with or without a prefix."""
        return any(item.uri.startswith(start) for item in self._given(file))

    def _given(self, file: int) -> Iterator[ir.Import]:
        """Yield the imports of a file, and what the files of the project that it imports export again."""
        waiting = [(known, item) for known in self._library(file) for item in self._files[known].imports]
        seen: set[int] = set()
        while waiting:
            known, item = waiting.pop()
            yield item
            place = (
                self.target(known, item.uri)
                if item.kind in ("import", "export") and not item.prefix
                else None
            )
            if place is not None and place not in seen:
                seen.add(place)
                waiting += [(place, each) for each in self._files[place].imports if each.kind == "export"]

    def _library(self, file: int) -> list[int]:
        """Return the file, and for a part the library that it belongs to."""
        found = [file]
        for item in self._files[file].imports:
            if item.kind == "part-of":
                owner = self.target(file, item.uri)
                if owner is not None:
                    found.append(owner)
        return found

    def find(self, file: int, name: str, prefix: str = "") -> tuple[int, list[Declared]] | None:
        """Return the top-level declarations that a name means in a file, and the file that declares them.

        Falls back on the only file of the project that declares the name, so that an import that cannot be
        followed (a barrel outside the tree) does not lose it.
        """
        key = (file, f"{prefix}.{name}")
        if key not in self._visible:
            found = self._search(file, name, prefix)
            self._visible[key] = -1 if found is None else found
        place = self._visible[key]
        return None if place < 0 else (place, self._tops[place][name])

    def _search(self, file: int, name: str, prefix: str) -> int | None:
        holders = self._classes.get(name, [])
        if not holders:
            return None
        seen: set[int] = set()
        if not prefix and file in holders:
            return file
        for known in self._library(file):
            if not prefix and name in self._tops[known]:
                return known
            for item in self._files[known].imports:
                if item.kind == "export" or item.prefix != prefix:
                    continue
                place = self.target(known, item.uri)
                if place is not None and (found := self._exported(place, name, seen)) is not None:
                    return found
        return holders[0] if len(holders) == 1 and not prefix and not name.startswith("_") else None

    def _exported(self, file: int, name: str, seen: set[int]) -> int | None:
        if file in seen:
            return None
        seen.add(file)
        if name in self._tops[file]:
            return file
        for item in self._files[file].imports:
            if item.kind in ("export", "part"):
                place = self.target(file, item.uri)
                if place is not None and (found := self._exported(place, name, seen)) is not None:
                    return found
        return None

    def find_class(self, file: int, name: str) -> tuple[int, ir.Class] | None:
        """Return the class that a type's name means in a file (``prefix.Name`` too)."""
        if not name:
            return None
        prefix, _, last = name.partition("<")[0].rpartition(".")
        found = self.find(file, last, prefix)
        if found is None:
            return None
        item = next((entry for entry in found[1] if isinstance(entry, ir.Class)), None)
        return (found[0], item) if item is not None else None

    def class_at(self, file: int, name: str) -> ir.Class | None:
        """Return the class that a file declares under a name."""
        return self._class_at.get((file, name))

    def lineage(self, file: int, name: str) -> tuple[tuple[int, ir.Class], ...]:
        """Return the class, then its mixins and ancestors, nearest first; classes of the project only."""
        key = (file, name)
        if key not in self._lineages:
            self._lineages[key] = tuple(self._walk(file, name))
        return self._lineages[key]

    def _walk(self, file: int, name: str) -> Iterator[tuple[int, ir.Class]]:
        seen: set[tuple[int, str]] = set()
        waiting = [(file, name)]
        while waiting:
            place, own = waiting.pop(0)
            item = self.class_at(place, own)
            if item is None or (place, own) in seen:
                continue
            seen.add((place, own))
            yield place, item
            for parent in (*reversed(item.mixins), item.parent, *item.interfaces):
                found = self.find_class(place, parent)
                if found is not None:
                    waiting.append((found[0], found[1].name))

    def ancestors(self, file: int, name: str) -> tuple[str, ...]:
        """Return the names of all ancestors, those outside the project too, without prefixes."""
        key = (file, name)
        if key not in self._ancestors:
            names = (
                parent.rpartition(".")[2]
                for _, item in self.lineage(file, name)
                for parent in (item.parent, *item.mixins, *item.interfaces)
                if parent
            )
            self._ancestors[key] = tuple(dict.fromkeys(names))
        return self._ancestors[key]

    def callback(self, name: str, place: str) -> tuple[int, str] | None:
        """Return the type of the function that functions of a name take at a place, and a file that writes it.

        The place is a position or a parameter's name; None where functions of the name differ in it.
        """
        if self._callbacks is None:
            self._callbacks = {}
            for file, code in self._functions():
                position = 0
                for parameter in code.parameters:
                    key = (code.name, parameter.name if parameter.named else str(position))
                    position += not parameter.named
                    self._callbacks.setdefault(key, set()).add((file, parameter.type))
        found = self._callbacks.get((name, place), set())
        return min(found) if len({kind for _, kind in found}) == 1 else None

    def extension(
        self, types: Iterable[str], name: str, kind: str = "function"
    ) -> tuple[int, ir.Class, ir.Function] | None:
        """Return the method or accessor that an extension adds to one of the types."""
        return next(
            (
                (place, item, code)
                for extended in types
                for place, item in self.extensions.get(extended, ())
                for code in item.methods
                if code.name == name and code.kind == kind and code.body is not None
            ),
            None,
        )

    def only_getter(self, name: str) -> Added | None:
        """Return the getter of the name that an extension adds to whatever it is, where just one does and no class has one."""
        if self._getters is None:
            self._getters = only_getters(self._files)
        return self._getters.get(name)

    def _functions(self) -> Iterator[tuple[int, ir.Function]]:
        for place, file in enumerate(self._files):
            for function in (*file.functions, *(method for item in file.classes for method in item.methods)):
                yield place, function

    def members(self, file: int, name: str) -> frozenset[str]:
        """Return the names of all members of a class, inherited ones too."""
        key = (file, name)
        if key not in self._members:
            self._members[key] = frozenset(
                member
                for _, item in self.lineage(file, name)
                for member in (
                    *(entry.name for entry in item.fields),
                    *(function.name for function in item.methods),
                    *(constant for constant, _ in item.constants),
                )
            )
        return self._members[key]

    def method(
        self, file: int, name: str, member: str, kinds: tuple[str, ...] = ("function",)
    ) -> tuple[int, ir.Class, ir.Function] | None:
        """Return the nearest implementation of a method or an accessor, and the class that has it."""
        key = (file, name, member, kinds)
        if key not in self._methods:
            self._methods[key] = next(
                (
                    (place, item, function)
                    for place, item in self.lineage(file, name)
                    for function in item.methods
                    if function.name == member and function.kind in kinds and function.body is not None
                ),
                None,
            )
        return self._methods[key]


def _with_receivers(file: ir.DartFile) -> ir.DartFile:
    """Give the methods that extend texts, lists and their like what stands before the dot as a parameter: ``'orders'.load()``."""
    if not any(item.kind == "extension" and item.parent in VALUE_TYPES for item in file.classes):
        return file
    receiver = ir.Parameter("this", "", True)
    classes = [
        item
        if item.kind != "extension" or item.parent not in VALUE_TYPES
        else item._replace(
            methods=tuple(
                code if code.static or code.kind != "function"
                else code._replace(parameters=(*code.parameters, receiver))
                for code in item.methods
            )
        )
        for item in file.classes
    ]  # fmt: skip
    return file._replace(classes=tuple(classes))


def _tops(file: ir.DartFile) -> dict[str, list[Declared]]:
    names: dict[str, list[Declared]] = {}
    declared: tuple[Declared, ...] = (*file.classes, *file.functions, *file.variables)
    for item in declared:
        if item.name:
            names.setdefault(item.name, []).append(item)
    return names


def _heirs(files: Sequence[ir.DartFile], roots: frozenset[str]) -> frozenset[str]:
    """Return the names of the classes that extend one of the roots, be it through other classes."""
    parents = {
        item.name: item.parent.rpartition(".")[2] for file in files for item in file.classes if item.parent
    }
    found: set[str] = set()
    known: frozenset[str] = roots
    while new := {name for name, parent in parents.items() if parent in known} - found:
        found |= new
        known = frozenset(new)
    return frozenset(found)


def _nearness(path: str, own: str, package: str) -> tuple[bool, int]:
    shared = posixpath.commonpath([path, own]) if path and own else ""
    return package in path.split("/"), len(shared)


def _said(value: ir.Expression) -> str:
    """Return the name that an annotation gives, as it is written."""
    if isinstance(value, ir.Text):
        return "".join(part for part in value.parts if isinstance(part, str))
    return f"{_said(value.target)}.{value.name}" if isinstance(value, ir.Get) else getattr(value, "name", "")
