"""Where things stand in one file's bytes: imports, declarations, members, items of lists, and every use of a name.

What is read for facts keeps no places; what is edited needs nothing else. All places are byte offsets, ends exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass

from woosh_split.sources.code.typescript.addresses import FixedPart
from woosh_split.sources.code.typescript.listening import Condition
from woosh_split.sources.code.typescript.ports import OpenedPort


@dataclass(frozen=True, slots=True)
class LinkName:
    """One name of an import or re-export; ``imported`` is ``default`` or ``*`` where it is no plain name."""

    local: str
    imported: str
    start: int
    end: int
    type_only: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One place that names another file: ``kind`` is import, export, equals, require, dynamic or type.

    The specifier's place is without its quotes. An ``export *`` has no names.
    """

    kind: str
    start: int
    end: int
    specifier: str
    specifier_start: int
    specifier_end: int
    names: tuple[LinkName, ...] = ()
    type_only: bool = False


@dataclass(frozen=True, slots=True)
class ListOutline:
    """A list in brackets, parentheses or braces: what stands between ``open`` and ``close``, items and commas.

    ``label`` is the key, variable or call that it belongs to, ``export`` for ``export { A, B }``. ``untyped`` is the
    array that a variable without a type begins with: empty, it has no type of its own.
    """

    open: int
    close: int
    items: tuple[tuple[int, int], ...]
    commas: tuple[tuple[int, int], ...]
    label: str
    untyped: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a class with its decorators: ``decorators`` are their names, ``inverse`` a relation's second argument."""

    owner: str
    name: str
    start: int
    end: int
    decorators: tuple[str, ...]
    inverse: str | None
    words: frozenset[str]
    static: bool = False
    strings: frozenset[str] = frozenset()
    decorator_places: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a name outside of imports.

    ``items`` are the list items around it, innermost first, as ``(list, item)``; ``member`` the member around it;
    ``declaration`` the top-level declaration. ``typed`` says that only the compiler sees it. ``of`` is what is asked of
    an imported name, which may stand for a whole file (``rows.Order``, with ``import * as rows``).
    """

    name: str
    start: int
    end: int
    items: tuple[tuple[int, int], ...]
    member: int | None
    declaration: int | None
    typed: bool
    of: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A top-level declaration (or statement, without a name) with its decorators and ``export``."""

    name: str
    kind: str
    start: int
    end: int
    exported: bool
    body: tuple[int, int] | None = None  # of a class: inside of its braces
    decorators: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # all that it declares
    decorator_places: tuple[tuple[str, int, int], ...] = ()
    default: bool = False
    implements: tuple[int, int] | None = None  # of a class: the clause


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """An option by which TypeORM changes tables when the application starts; the place is that of its value.

    ``connects`` says that it stands among the options of a connection, and not of an entity, say.
    """

    option: str
    start: int
    end: int
    connects: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """One file."""

    links: tuple[Link, ...]
    declarations: tuple[Declaration, ...]
    members: tuple[Member, ...]
    lists: tuple[ListOutline, ...]
    uses: tuple[Use, ...]
    words: frozenset[str]
    strings: frozenset[str]
    broken: bool = False
    listening: tuple[Condition, ...] = ()
    """The conditions (without parentheses) that decide whether a port is opened."""
    ports: tuple[OpenedPort, ...] = ()
    """The ports that it opens whatever the environment says."""
    schema_changes: tuple[SchemaChange, ...] = ()
    addresses: tuple[FixedPart, ...] = ()
    """What its connections have of the database's address in the code."""
