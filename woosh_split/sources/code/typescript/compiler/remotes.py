"""What remote clients must look like, asked of the compiler: signatures, imported names, what to copy, what cannot travel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from woosh_split.sources.code.typescript.compiler.process import CompilerProcess


@dataclass(frozen=True, slots=True)
class RemoteRequest:
    """What others need of one file: classes with the methods that are called, and names that they import besides.

    ``heard`` are those of the methods that only events reach: nobody waits for what they return, so it may be no Promise.
    ``beside`` says that another file stands in for what else the file holds: entities are imported from there.
    """

    file: str
    classes: Mapping[str, Sequence[str]]
    names: Sequence[str] = ()
    heard: Mapping[str, Sequence[str]] = field(default_factory=dict)
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a signature; ``type`` is TypeScript."""

    name: str
    type: str
    optional: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a method; overloads are several with one name."""

    name: str
    parameters: tuple[Parameter, ...]
    result: str


@dataclass(frozen=True, slots=True)
class RemoteShape:
    """A class as its callers see it. ``modifiers`` is ``export``, ``export default`` or nothing."""

    class_name: str
    modifiers: str
    methods: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class ImportedName:
    """A name that signatures or copied declarations use, and where it is declared.

    ``file`` is a file of the monolith, else ``package`` is a specifier as it stands. ``imported`` is ``*`` for the
    whole module, ``default``, or ``=`` for ``import x = require(..)``. A name that is ``ambient`` needs no import,
    only its file.
    """

    local: str
    imported: str
    file: str = ""
    package: str = ""
    type_only: bool = False
    ambient: bool = False


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A name that the file exports from elsewhere, and from where: a file of the monolith, or a package."""

    exported: str
    imported: str
    file: str = ""
    package: str = ""
    type_only: bool = False


@dataclass(frozen=True, slots=True)
class CopiedDeclaration:
    """A declaration of the provider's own file that comes along.

    ``parts`` are its text, cut where an inline ``import('..')`` names a file: those parts are pairs of ``""`` and
    the file.
    """

    names: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TravellingClass:
    """A class of the monolith whose instances are arguments or results: its prototype is lost unless it is restored.

    ``imported`` is the name that the file exports it by, "" where it exports it not. ``inherited`` says that some of its methods or accessors are those of a package's class.
    """

    name: str
    file: str
    imported: str
    methods: tuple[str, ...]
    accessors: tuple[str, ...]
    inherited: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that cannot travel, by its kind (see ``artefacts/service/nestjs/remote_refusals.py``) and its place.

    ``parameter`` is the index of the parameter whose declared type it is about: callers may pass less than that.
    """

    kind: str
    class_name: str
    method: str
    file: str
    line: int
    place: str
    detail: str
    parameter: int | None = None


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """Everything that a generated file must hold in the place of one file of the monolith.

    ``exports`` are pairs of a local name and the other name under which the file exports it.
    """

    file: str
    shapes: tuple[RemoteShape, ...]
    declarations: tuple[CopiedDeclaration, ...] = ()
    imports: tuple[ImportedName, ...] = ()
    exports: tuple[tuple[str, str], ...] = ()
    passed_on: tuple[PassedOn, ...] = ()
    taken: tuple[str, ...] = ()
    travelling: tuple[TravellingClass, ...] = ()
    findings: tuple[Finding, ...] = ()


def remote_files(
    compiler: CompilerProcess, root: Path, tsconfig: str, requests: Sequence[RemoteRequest]
) -> tuple[RemoteFile, ...]:
    """Return what must stand in the place of each file, in the order of the requests.

    Raises:
        InputError: as :meth:`CompilerProcess.ask`.
    """
    asked = [
        {
            "file": each.file,
            "classes": {name: sorted(set(methods)) for name, methods in sorted(each.classes.items())},
            "names": sorted(set(each.names)),
            "heard": {name: sorted(set(methods)) for name, methods in sorted(each.heard.items())},
            "beside": each.beside,
        }
        for each in requests
    ]
    answers = compiler.ask("contracts", root=str(root.resolve()), tsconfig=tsconfig, files=asked)
    return tuple(_file(answer) for answer in answers)


def _file(answer: dict[str, Any]) -> RemoteFile:
    return RemoteFile(
        file=answer["file"],
        shapes=tuple(_shape(each) for each in answer["classes"]),
        declarations=tuple(_declaration(each) for each in answer["declarations"]),
        imports=tuple(_import(each) for each in answer["imports"]),
        exports=tuple((each["local"], each["exported"]) for each in answer["exports"]),
        passed_on=tuple(_passed_on(each) for each in answer["passedOn"]),
        taken=tuple(answer["taken"]),
        travelling=tuple(_travelling(each) for each in answer["instances"]),
        findings=tuple(finding_of(each) for each in answer["refusals"]),
    )


def _shape(answer: dict[str, Any]) -> RemoteShape:
    methods = tuple(
        Signature(each["name"], tuple(Parameter(**one) for one in each["parameters"]), each["result"])
        for each in answer["methods"]
    )
    return RemoteShape(answer["name"], answer["modifiers"].strip(), methods)


def _declaration(answer: dict[str, Any]) -> CopiedDeclaration:
    parts = tuple((part, "") if isinstance(part, str) else ("", part["file"]) for part in answer["parts"])
    return CopiedDeclaration(tuple(answer["names"]), parts)


def _import(answer: dict[str, Any]) -> ImportedName:
    return ImportedName(
        local=answer["local"],
        imported=answer.get("imported", ""),
        file=answer.get("file", ""),
        package=answer.get("specifier", ""),
        type_only=answer["typeOnly"],
        ambient=answer["kind"] == "global",
    )


def _passed_on(answer: dict[str, Any]) -> PassedOn:
    return PassedOn(
        answer["exported"], answer["imported"], answer.get("file", ""), answer.get("specifier", ""),
        answer["typeOnly"],
    )  # fmt: skip


def _travelling(answer: dict[str, Any]) -> TravellingClass:
    return TravellingClass(
        answer["name"], answer["file"], answer["imported"], tuple(answer["methods"]),
        tuple(answer["accessors"]), answer["inherited"],
    )  # fmt: skip


def finding_of(answer: dict[str, Any]) -> Finding:
    """Read a finding of the script's answer."""
    return Finding(
        answer["kind"], answer["class"], answer["method"], answer["file"], answer["line"], answer["place"],
        answer["detail"], answer.get("parameter"),
    )  # fmt: skip
