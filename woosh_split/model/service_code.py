"""What a service's code asks of its surroundings: packages, environment keys, and the shapes that its handlers take.

A type is a small tuple, told by its first item:

=========  ====================================================================
tag        shape
=========  ====================================================================
``prim``   ``(prim, name)``: string, number, boolean, bigint, Date, Buffer, file
``ref``    ``(ref, file, name)``: a class, interface, alias or enum of the service
``arr``    ``(arr, type)``
``union``  ``(union, types)``; ``(all, types)`` is an intersection
``lit``    ``(lit, value)``: a str, int, float, bool or None
``obj``    ``(obj, fields)``: fields are :class:`ShapeField`
``map``    ``(map, type)``: any key, values of one type
``pick``   ``(pick, type, keys)``; ``omit`` likewise; ``(partial, type)``, ``(whole, type)``
``any``    ``(any,)``: nothing is known
=========  ====================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

ShapeType: TypeAlias = tuple[Any, ...]

ANYTHING: ShapeType = ("any",)


@dataclass(frozen=True, slots=True)
class PackageUse:
    """One place that names a package (or a file: what it is, the reader of these decides).

    ``kind`` is import, require, dynamic, reference (``/// <reference types>``) or text (a string that is nothing but
    the name). ``type_only`` says that nothing of it is loaded when the program runs, as far as the file tells;
    ``annotated`` that it stands as the type of something decorated and nowhere else, so that a class is loaded and an
    interface is not.
    """

    specifier: str
    file: str
    line: int
    kind: str = "import"
    type_only: bool = False
    annotated: bool = False


@dataclass(frozen=True, slots=True)
class EnvironmentRead:
    """One place that reads an environment key, and what the code makes of the text there.

    ``reading`` is text, number, list, json, flag (any text at all counts as true), equals (compared with
    ``compared``) or set (the code itself gives the key that text); ``fallback`` says that the code goes on without it.
    """

    key: str
    file: str
    line: int
    via: str = "process.env"  # process.env | ConfigService | schema
    reading: str = "text"
    compared: tuple[str, ...] = ()
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A decorator of a field (``Min``) with those of its arguments that are literals; others are None."""

    name: str
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class ShapeField:
    """One field of a shape, with the validators that stand above it."""

    name: str
    type: ShapeType
    optional: bool = False
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A class, interface, alias or enum: ``type`` is what it is by itself, ``parents`` what it extends."""

    name: str
    file: str
    line: int
    type: ShapeType
    parents: tuple[ShapeType, ...] = ()


@dataclass(frozen=True, slots=True)
class HandlerParameter:
    """What a handler takes: ``place`` is body, query, path, header or file; ``name`` None for the whole of it."""

    place: str
    name: str | None
    type: ShapeType = ANYTHING
    optional: bool = False
    pipes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handler:
    """A controller's method as its signature tells it; ``name`` is ``OrdersController.findOne``."""

    name: str
    file: str
    line: int
    parameters: tuple[HandlerParameter, ...] = ()
    returns: ShapeType | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceCode:
    """Everything that was read of a service's TypeScript files, in the order of paths and lines."""

    packages: tuple[PackageUse, ...] = ()
    environment: tuple[EnvironmentRead, ...] = ()
    shapes: tuple[Shape, ...] = ()
    handlers: tuple[Handler, ...] = ()
    loose_environment: tuple[tuple[str, int], ...] = ()
    """Places that read the environment by a key that is made when the program runs."""
