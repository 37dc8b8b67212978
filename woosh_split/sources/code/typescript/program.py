"""Names to declarations, across files: imports, re-exports, barrels, namespaces, default exports."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from typing import TypeAlias

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.json_imports import JsonFile, json_file
from woosh_split.sources.code.typescript.nodes import returned
from woosh_split.sources.code.typescript.project import ImportResolver
from woosh_split.sources.code.typescript.summary import Class, Expr, Function, ImportName, Summary, Type


@dataclass(frozen=True, eq=False)
class ClassDecl:
    """A class where it stands. ``scope`` holds what a mixin function gave it; identity is equality."""

    file: str
    name: str
    node: Class
    scope: object | None = None


@dataclass(frozen=True, eq=False)
class FunctionDecl:
    """A free function. ``scope`` is what one sees that a constant holds, ``home`` the file of that constant."""

    file: str
    name: str
    node: Function
    scope: object | None = None
    home: str = ""


@dataclass(frozen=True, eq=False)
class ConstantDecl:
    """A top-level ``const``, ``let`` or ``var``."""

    file: str
    name: str
    value: Expr | None
    type: Type
    line: int


@dataclass(frozen=True, eq=False)
class EnumDecl:
    """An enum and its members."""

    file: str
    name: str
    members: dict[str, Expr]


@dataclass(frozen=True, eq=False)
class InterfaceDecl:
    """An interface, or a type alias of an object."""

    file: str
    name: str
    members: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, eq=False)
class AliasDecl:
    """A type alias."""

    file: str
    name: str
    type: Type


@dataclass(frozen=True)
class NamespaceDecl:
    """``import * as x``: a file's exports; or, with a ``prefix``, a namespace inside a file."""

    file: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class External:
    """A name of a package that is not part of the monolith, ``*`` is the package itself; or of a JSON file that is."""

    package: str
    name: str
    json: JsonFile | None = None


Key = tuple[str, str]
"""A file, and a name in it."""
_MOST_MEMBERS = 50
"""Namespaces, one in the other, that a name may lead through; each is looked up before the next one."""
_MOST_HOPS = 200
"""Looks from file to file for one name, each of which waits for the next one; code has ten."""
_PLAIN = re.compile(r"\.[mc]?js$")
_TELLING = re.compile(r"(@nestjs/[\w.-]+|typeorm|class-validator|class-transformer)/.+")
"""Files inside the packages that are known by their names here. All that they export the package exports too."""


def package_of(specifier: str) -> str:
    """Return ``@nestjs/common`` for ``@nestjs/common/decorators``, which editors write as readily; else the specifier."""
    inside = _TELLING.fullmatch(specifier)
    return inside[1] if inside else specifier


@cache
def _external(specifier: str, name: str) -> External:
    return External(package_of(specifier), name)


def takes(summary: Summary, package: str, *names: str) -> bool:
    """Tell whether a file imports one of the names from a package, or all of it (``import * as``)."""
    wanted = {*names, "*"}
    return any(each.imported in wanted and package_of(each.specifier) == package for each in summary.imports)


Declaration: TypeAlias = (
    ClassDecl | FunctionDecl | ConstantDecl | EnumDecl | InterfaceDecl | AliasDecl | NamespaceDecl | External
)


class Program:
    """The monolith's files by name, loaded when somebody asks for them.

    ``load`` returns the summary of a file, or None where it cannot be read. A declaration is one object,
    however it was reached, so identity is equality.
    """

    def __init__(self, resolver: ImportResolver, load: Callable[[str], Summary | None]) -> None:
        self.resolver = resolver
        self._load = load
        self._names: dict[tuple[str, str], Declaration | None] = {}
        self._hops = 0
        self._exports: dict[tuple[str, str], Declaration | None] = {}
        self._locals: dict[str, dict[str, ImportName]] = {}
        self._declared: dict[tuple[str, str], Declaration | None] = {}
        self.fixed: set[str] = set()
        """Files of which more was taken than the declarations of names and places of their own: see ``fix``."""

    def fix(self, *files: str) -> None:
        """Note that what was found depends on all names of a file, or has its lines somewhere else than in a place."""
        self.fixed.update(files)

    def asked(self) -> dict[str, tuple[str, ...]]:
        """Return the names that were looked for in each file, sorted, those that are not there included."""
        every = sorted(chain(self._names, self._exports, self._declared))
        return {
            file: tuple(dict.fromkeys(name for _, name in names))
            for file, names in groupby(every, key=itemgetter(0))
        }

    def forget(self) -> None:
        """Let go of every declaration: what was read of the files is not needed any more."""
        for table in (self._names, self._exports, self._locals, self._declared):
            table.clear()

    def summary(self, file: str) -> Summary | None:
        """Return a file's summary, None where it could not be read."""
        return self._load(file)

    def resolve(self, file: str, specifier: str) -> str | None:
        """Return the file that an import leads to, None for a foreign package."""
        return self.resolver.resolve(file, specifier)

    def lookup(self, file: str, name: str) -> Declaration | None:
        """Return what ``name`` (``a.b`` for a member of a namespace) means at the top level of ``file``."""
        key = (file, name)
        if key not in self._names:
            self._names[key] = None  # ends a circle of imports
            self._names[key] = self._passed_on(self._lookup, key)
        return self._names[key]

    def _passed_on(self, find: Callable[[Key], Declaration | None], key: Key) -> Declaration | None:
        """Look one file further, unless a name comes through more of them than code has."""
        if self._hops >= _MOST_HOPS:
            return None
        self._hops += 1
        try:
            return find(key)
        finally:
            self._hops -= 1

    def _lookup(self, key: Key) -> Declaration | None:
        file, name = key
        summary = self.summary(file)
        if summary is None:
            return None
        found = self._own(key, summary)
        if found is not None:
            return found
        imported = self._imports(file, summary).get(name)
        if imported is not None:
            return self._imported(file, imported.specifier, imported.imported)
        if name.count(".") > _MOST_MEMBERS:
            return None
        if "." in name:
            outer, _, member = name.rpartition(".")
            return self.member(self.lookup(file, outer), member)
        if name in ("exports", "module.exports"):
            return NamespaceDecl(file)
        return self._inside_namespace(file, summary, name)

    def _inside_namespace(self, file: str, summary: Summary, name: str) -> Declaration | None:
        """Return what a bare name means to the members of the file's namespaces, where only one of them has it."""
        spaces = [each for each, (value, _, _) in summary.constants.items() if value and value[0] == "ns"]
        found = [self._own((file, f"{space}.{name}"), summary) for space in spaces]
        known = [each for each in found if each is not None]
        return known[0] if len(known) == 1 else None

    def member(self, owner: Declaration | None, name: str) -> Declaration | None:
        """Return a member of a namespace or package."""
        if isinstance(owner, NamespaceDecl):
            if owner.prefix:
                return self.lookup(owner.file, f"{owner.prefix}.{name}")
            return self.exported(owner.file, name)
        if isinstance(owner, External):
            return External(owner.package, name if owner.name in ("*", "default") else f"{owner.name}.{name}")
        return None

    def _imports(self, file: str, summary: Summary) -> dict[str, ImportName]:
        if file not in self._locals:
            self._locals[file] = {each.local: each for each in summary.imports}
        return self._locals[file]

    def _imported(self, file: str, specifier: str, imported: str) -> Declaration | None:
        target = self.resolve(file, specifier)
        if target is None:
            return self.foreign(file, specifier, imported)
        if imported == "*":
            return self.whole(target)
        if imported == "default" and _PLAIN.search(target):  # esModuleInterop
            return self.exported(target, imported) or self.whole(target)
        return self.exported(target, imported)

    def foreign(self, file: str, specifier: str, name: str) -> External:
        """Return a name of a package, or of a JSON file of the monolith."""
        document = self.resolver.json(file, specifier)
        held = None if document is None else json_file(*document, name)
        return _external(specifier, name) if held is None else External(specifier, name, held)

    def whole(self, file: str) -> Declaration:
        """Return what ``require`` gives of a file."""
        return self._assigned(file) or NamespaceDecl(file)

    def _assigned(self, file: str) -> Declaration | None:
        """Return what ``export = X`` makes of the whole file."""
        summary = self.summary(file)
        whole = [each for each in summary.exports if each.exported == "="] if summary is not None else []
        return self.lookup(file, whole[0].local) if whole else None

    def exported(self, file: str, name: str) -> Declaration | None:
        """Return what a file exports under a name."""
        key = (file, name)
        if key not in self._exports:
            self._exports[key] = None
            self._exports[key] = self._passed_on(self._exported, key)
        return self._exports[key]

    def _exported(self, key: Key) -> Declaration | None:
        file, name = key
        summary = self.summary(file)
        if summary is None:
            return None
        for each in summary.exports:
            if each.exported != name:
                continue
            if each.specifier is not None:
                return self._imported(file, each.specifier, each.local)
            return self.lookup(file, each.local)
        if name == "default":  # module.exports, esModuleInterop
            return None
        spare: Declaration | None = None
        for each in summary.exports:
            if each.exported == "*" and each.specifier is not None:
                found = self._imported(file, each.specifier, name)
                if found is None or isinstance(found, External):
                    continue
                if self._says(self.resolve(file, each.specifier), name, {file}):
                    return found
                spare = spare or found
        return spare or self._own(key, summary)

    def _says(self, file: str | None, name: str, seen: set[str]) -> bool:
        """Tell whether a file exports a name; what :meth:`exported` finds may be declared there for the file itself."""
        summary = self.summary(file) if file is not None and file not in seen else None
        if file is None or summary is None:
            return False
        seen.add(file)
        if any(each.exported == name for each in summary.exports):
            return True
        onward = [each.specifier for each in summary.exports if each.exported == "*" and each.specifier]
        return any(self._says(self.resolve(file, specifier), name, seen) for specifier in onward)

    def exported_names(self, file: str) -> tuple[str, ...]:
        """Return the names of all values that a file exports, those of ``export *`` too, in the order in which they stand.

        What a package adds by ``export *`` is not known here.
        """
        found: dict[str, None] = {}
        seen = {file}
        self._gather_names(file, found, seen)
        self.fix(*seen)
        kept = ((name, self.exported(file, name)) for name in found)
        return tuple(name for name, decl in kept if not isinstance(decl, InterfaceDecl | AliasDecl))

    def _gather_names(self, file: str, found: dict[str, None], seen: set[str]) -> None:
        summary = self.summary(file)
        for each in summary.exports if summary is not None else ():
            if each.exported not in ("*", "="):
                if each.exported != "default" or len(seen) == 1:  # `export *` leaves the default out
                    found.setdefault(each.exported)
                continue
            target = self.resolve(file, each.specifier) if each.specifier is not None else None
            if target is not None and target not in seen and self._hops < _MOST_HOPS:
                seen.add(target)
                self._hops += 1
                self._gather_names(target, found, seen)
                self._hops -= 1

    def _own(self, key: Key, summary: Summary) -> Declaration | None:
        if key not in self._declared:
            found = self._declare(*key, summary)
            if found is None and (key in self._names or key in self._exports):
                return None  # it is asked once, and noted there that it was
            self._declared[key] = found
        return self._declared[key]

    def _declare(self, file: str, name: str, summary: Summary) -> Declaration | None:
        if name in summary.classes:
            return ClassDecl(file, name, summary.classes[name])
        if name in summary.functions:
            return FunctionDecl(file, name, summary.functions[name])
        if name in summary.enums:
            return EnumDecl(file, name, summary.enums[name])
        if name in summary.constants:
            value, type_, line = summary.constants[name]
            if value is not None and value[0] == "ns":
                return NamespaceDecl(file, name)
            return self._constant(file, name, value, type_, line)
        if name in summary.interfaces:
            return InterfaceDecl(file, name, summary.interfaces[name])
        if name in summary.aliases:
            return AliasDecl(file, name, summary.aliases[name])
        return None

    def _constant(self, file: str, name: str, value: Expr | None, type_: Type, line: int) -> Declaration:
        if value is not None and value[0] == "call" and value[1] == ("id", "require"):
            specifier = value[2][0][1] if value[2] and value[2][0][0] == "str" else ""
            target = self.resolve(file, specifier)
            if target:
                return self.whole(target)
            return self.foreign(file, specifier, "*")
        return ConstantDecl(file, name, value, type_, line)

    def class_of(self, file: str, expression: Expr) -> ClassDecl | External | None:
        """Return the class that an expression (a name, ``ns.Name``, ``forwardRef(() => X)``) names."""
        found = self.declaration_of(file, expression)
        return found if isinstance(found, ClassDecl | External) else None

    def declaration_of(self, file: str, expression: Expr) -> Declaration | None:
        """Return the declaration that a name or ``a.b`` means at the top level of a file."""
        name = dotted(expression)
        if name is not None:
            return self.lookup(file, name)
        if expression[0] == "call" and expression[1][0] in ("id", "mem") and expression[2]:
            callee = dotted(expression[1]) or ""
            argument = expression[2][0]
            if callee.rpartition(".")[2] == "forwardRef" and argument[0] == "fn":
                return self.declaration_of(file, returned(argument))
        if expression[0] == "as":
            return self.declaration_of(file, expression[1])
        return None

    def external(self, file: str, expression: Expr) -> External | None:
        """Return the package's name that an expression, or the callee of a call, means."""
        if expression[0] in ("call", "new"):
            expression = expression[1]
        found = self.declaration_of(file, expression)
        return found if isinstance(found, External) else None


def dotted(expression: Expr) -> str | None:
    """Return ``a.b.c`` for a chain of names, else None."""
    if expression[0] == "id":
        name: str = expression[1]
        return name
    if expression[0] == "mem":
        owner = dotted(expression[1])
        return f"{owner}.{expression[2]}" if owner else None
    return None
