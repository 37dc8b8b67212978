"""The module by which a moved application becomes a service: its runtime, its read models, its endpoints and jobs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.artefacts.service.nestjs.edits import Edit
from woosh_split.artefacts.service.nestjs.layout import Literal, import_of, literal, quoted
from woosh_split.artefacts.service.nestjs.rewriting import specifier
from woosh_split.artefacts.service.nestjs.roles import GENERATED, Role, Surroundings
from woosh_split.errors import InputError
from woosh_split.model.code import Job
from woosh_split.model.split import MONOLITH
from woosh_split.sources.code.nestjs.codebase import Codebase, Place

MODULE = "WooshServiceModule"
READ_MODELS = "READ_MODELS"
_OWN_NAMES = frozenset({MODULE, READ_MODELS, "AuthGuard", "Module", "TypeOrmModule", "ServiceRuntimeModule"})
"""Names that the generated files give themselves: an entity may be called so too."""
_JOBS = frozenset({"Cron", "Interval", "Timeout"})
_IS_LIST = re.compile(rb"imports['\"]?\s*:\s*$")
_HAS_IMPORTS = re.compile(r"\bimports\b\s*[:,}]|['\"]imports['\"]")
_NO_IMPORTS = re.compile(r"(@?Module\s*\(\s*\{)")


@dataclass(frozen=True, slots=True)
class Sessions:
    """What judges users' sessions: passport's ``strategy``, or a ``guard`` with a handler behind it."""

    strategy: str | None = None
    guard: Place | None = None
    handler: tuple[Place, str] | None = None


@dataclass(frozen=True, slots=True)
class Wiring:
    """What the service answers (provider -> methods), which entities it only reads, its jobs, what the codec must know."""

    endpoints: Mapping[Place, Sequence[str]]
    read_only: Sequence[Place]
    jobs: Sequence[tuple[Place, str]]
    travelling: Sequence[Place]
    tokens: Mapping[Place, str | Place]
    foreign_jobs: Sequence[tuple[Place, str]] = ()
    remote_rows: Sequence[tuple[Place, str, Sequence[str]]] = ()
    """Entities whose rows are written by calling their owners: entity, owner, operations."""
    owned_rows: Sequence[tuple[Place, Sequence[str]]] = ()
    """Own entities whose rows others write by calling this service."""
    sessions: Sessions | None = None


def module_path(around: Surroundings) -> str:
    """Return where the module is written."""
    return posixpath.join(generated_folder(around), "service.module.ts")


def generated_folder(around: Surroundings) -> str:
    """Return the folder of what is generated."""
    return around.slice_folder if around.in_process else posixpath.join(around.code.source, GENERATED)


def models_path(around: Surroundings) -> str:
    """Return where the list of read models is written."""
    return posixpath.join(generated_folder(around), "entities", "index.ts")


def jobs_of(closure: Closure, jobs: Iterable[Job]) -> tuple[tuple[Place, str], ...]:
    """Return the methods of the service's classes that the scheduler runs."""
    found = []
    for job in jobs:
        name, _, method = job.function.partition(".")
        for file in closure.moved:
            outline = closure.around.code.outline(file)
            if any(
                each.owner == name and each.name == method and _JOBS.intersection(each.decorators)
                for each in outline.members
            ):
                found.append((Place(file, name), method))
    return tuple(sorted(set(found)))


def service_module(closure: Closure, wiring: Wiring) -> str:
    """Return the text of the module; what it imports is sorted by where it comes from."""
    code = closure.around.code
    path = module_path(closure.around)
    names = _Names(closure, path)
    entities = _entities(closure)
    register = _registers(code) and bool(entities)
    runtime: dict[str, Literal] = {
        "service": quoted(closure.around.service),
        "endpoints": {
            each.name: {**_token(each, wiring, names, code), "methods": _texts(methods)}
            for each, methods in sorted(wiring.endpoints.items())
        },
        "readOnly": [names.of(each) for each in sorted(wiring.read_only)],
        "owners": {each.name: quoted(closure.around.owner_of(each)) for each in sorted(wiring.read_only)},
        "jobs": [{"target": names.of(at), "method": quoted(method)} for at, method in wiring.jobs],
    }
    if wiring.foreign_jobs:
        runtime["foreignJobs"] = [
            {"target": names.of(at), "method": quoted(method)} for at, method in wiring.foreign_jobs
        ]
    if wiring.remote_rows:
        runtime["remoteRows"] = [
            {"entity": names.of(at), "owner": quoted(owner), "operations": _texts(operations)}
            for at, owner, operations in wiring.remote_rows
        ]
    if wiring.owned_rows:
        runtime["ownedRows"] = [
            {"entity": names.of(at), "operations": _texts(operations)} for at, operations in wiring.owned_rows
        ]
    if closure.around.service == MONOLITH and wiring.jobs:
        runtime["jobsByDefault"] = quoted("on")
    sessions = wiring.sessions
    if sessions is not None:
        runtime["session"] = _session(sessions, names)
    runtime["classes"] = [names.of(each) for each in sorted(wiring.travelling)]
    imports = [literal(runtime, "ServiceRuntimeModule.forService(", "),", "    ", force=True)]
    if register:
        listed = [names.of(each) for each in entities]
        source = f", {quoted(code.data_source)}" if code.data_source is not None else ""
        imports.append(literal(listed, "TypeOrmModule.forFeature(", f"{source}),", "    "))
    head = [
        "// Generated by woosh-split; do not edit, it is written anew.",
        "import { Module } from '@nestjs/common';",
        *(
            ["import { AuthGuard } from '@nestjs/passport';"]
            if sessions is not None and sessions.strategy is not None
            else []
        ),
        *(["import { TypeOrmModule } from '@nestjs/typeorm';"] if register else []),
        *names.imports({specifier(path, _runtime(closure.around)): ["ServiceRuntimeModule"]}),
        "",
        f"/** What makes the moved code the service {closure.around.service}. */",
        "@Module({",
        "  imports: [",
        *imports,
        "  ],",
        "})",
        f"export class {MODULE} {{}}",
        "",
    ]
    return "\n".join(head)


def read_models(closure: Closure) -> str | None:
    """Return the text of the list of read models, None where no data source needs it."""
    if not _globs(closure):
        return None
    path = models_path(closure.around)
    names = _Names(closure, path)
    listed = [names.of(each) for each in _out_of_sight(closure)]
    return "\n".join(
        (
            "// Generated by woosh-split; do not edit, it is written anew.",
            *names.imports({}),
            "",
            "/** Entities that data sources know besides those that their patterns find. */",
            literal(listed, f"export const {READ_MODELS} = ", ";"),
            "",
        )
    )


def additions(closure: Closure) -> dict[str, list[Edit]]:
    """Return the edits that make the root module import the service's, and data sources know the read models."""
    found: dict[str, list[Edit]] = {}
    for file, edits in _globs(closure).items():
        found.setdefault(file, []).extend(edits)
    root = closure.around.code.root
    found.setdefault(root.file, []).extend(_root_edits(closure, root))
    return found


def _root_edits(closure: Closure, root: Place) -> list[Edit]:
    code = closure.around.code
    outline = code.outline(root.file)
    content = code.content(root.file)
    declaration = next((each for each in outline.declarations if each.name == root.name), None)
    place = (
        next((each for each in declaration.decorator_places if each[0] == "Module"), None)
        if declaration
        else None
    )
    if declaration is None or place is None:
        raise InputError(
            f"{root.file}: the root module {root.name} has no decorator @Module of its own, so the service's module "
            "cannot be added to it. Write the decorator at the class."
        )
    inside = [
        each
        for each in outline.lists
        if each.label == "imports" and place[1] <= each.open and each.close <= place[2]
    ]
    reason = "the generated module of the service"
    imported = Edit(
        _after_imports(content, closure), _after_imports(content, closure),
        f"import {{ {MODULE} }} from '{specifier(closure.around.destination(root), module_path(closure.around))}';{_newline(content)}", reason,
    )  # fmt: skip
    if inside and _IS_LIST.search(content[place[1] : min(each.open for each in inside) - 1]):
        held = min(inside, key=lambda each: each.open)
        between = content[held.open : held.items[0][0]] if held.items else b""
        if b"\n" in between:
            indent = between[between.rindex(b"\n") + 1 :].decode()
            indent = indent if not indent.strip() else "    "
            return [
                imported,
                Edit(held.open - 1, held.open, f"[{_newline(content)}{indent}{MODULE},", reason),
            ]
        return [imported, Edit(held.open - 1, held.open, f"[{MODULE}, ", reason)]
    text = content[place[1] : place[2]].decode("utf-8", "replace")
    match = _NO_IMPORTS.search(text)
    if match is None or _HAS_IMPORTS.search(text):
        raise InputError(
            f"{root.file}: `imports` of the root module {root.name} is computed, so the service's module cannot be added. "
            "Write it as a list in the decorator: `imports: [...modules]` is one."
        )
    at = place[1] + len(text[: match.end()].encode())
    return [imported, Edit(at, at, f" imports: [{MODULE}],", reason)]


def _after_imports(content: bytes, closure: Closure) -> int:
    root = closure.around.code.root
    links = [each for each in closure.around.code.outline(root.file).links if each.kind == "import"]
    if not links:
        return 0
    end = max(each.end for each in links)
    newline = content.find(b"\n", end)
    return newline + 1 if newline >= 0 else len(content)


def _globs(closure: Closure) -> dict[str, list[Edit]]:
    """Return the edits by which lists of entities that hold patterns of files also hold the read models."""
    code = closure.around.code
    if not _out_of_sight(closure):
        return {}
    found: dict[str, list[Edit]] = {}
    in_process = closure.around.in_process
    for file in (code.root.file, *code.entries) if in_process else closure.moved:
        outline, content = code.outline(file), code.content(file)
        for held in outline.lists:
            texts = [content[start:end].decode("utf-8", "replace") for start, end in held.items]
            if held.label != "entities" or not any(
                re.search(r"['\"`]|join\(|resolve\(", text) for text in texts
            ):
                continue
            if file.endswith((".spec.ts",)):
                continue
            reason = "the read models lie where no pattern finds them"
            if in_process:
                reason = "its folder is another one, where patterns find nothing"
            start = held.open - 1
            found.setdefault(file, []).append(Edit(start, held.open, f"[...{READ_MODELS}, ", reason))
    for file, edits in found.items():
        content = code.content(file)
        links = [each for each in code.outline(file).links if each.kind == "import"]
        at = content.find(b"\n", max((each.end for each in links), default=0)) + 1
        text = f"import {{ {READ_MODELS} }} from '{specifier(closure.around.destination(Place(file, '')), models_path(closure.around))}';{_newline(content)}"
        edits.append(Edit(at, at, text, "the read models"))
    return found


def _entities(closure: Closure) -> list[Place]:
    return [
        each.place
        for each in closure.around.code.entities
        if closure.has(each.place) and not closure.around.code.is_schema(each.place)
    ]


def _out_of_sight(closure: Closure) -> list[Place]:
    """Return the entities that the monolith's patterns of files do not find: read models; of a slice all."""
    return [
        each
        for each in _entities(closure)
        if closure.around.in_process or closure.around.role(each) is Role.READ_MODEL
    ]


def _registers(code: Codebase) -> bool:
    """Tell whether modules register entities with the one data source of @nestjs/typeorm."""
    sources = [
        each
        for module in code.modules
        for each in module.packages
        if each.startswith("TypeOrmModule.forRoot")
    ]
    return len(sources) == 1


def _runtime(around: Surroundings) -> str:
    return posixpath.join(generated_folder(around), "runtime", "index.ts")


def _session(sessions: Sessions, names: _Names) -> Literal:
    if sessions.strategy is not None:
        return {"guard": f"new (AuthGuard({quoted(sessions.strategy)}))()"}
    assert sessions.guard is not None
    assert sessions.handler is not None
    controller, method = sessions.handler
    return {"guard": names.of(sessions.guard), "controller": names.of(controller), "handler": quoted(method)}


def _token(place: Place, wiring: Wiring, names: _Names, code: Codebase) -> dict[str, Literal]:
    token = wiring.tokens.get(place)
    if token is None or isinstance(token, str):
        return {"token": quoted(token) if token is not None else names.of(place)}
    found: dict[str, Literal] = {"token": names.of(token)}
    if any(
        each.kind == "class" and each.name == token.name for each in code.outline(token.file).declarations
    ):
        found["implementedBy"] = names.of(place)
    return found


class _Names:
    """Imports of a generated file: two classes of one name get names of their own."""

    def __init__(self, closure: Closure, path: str) -> None:
        self._closure = closure
        self._path = path
        self._local: dict[Place, str] = {}

    def of(self, place: Place) -> str:
        """Return the name by which the file knows a declaration, and import it."""
        if place not in self._local:
            taken = {*self._local.values(), *_OWN_NAMES}
            name, number = place.name, 2
            while name in taken:
                name, number = f"{place.name}{number}", number + 1
            self._local[place] = name
        return self._local[place]

    def imports(self, further: Mapping[str, Sequence[str]]) -> list[str]:
        """Return the statements, those of ``further`` names by their paths among them, in the order of the paths."""
        around = self._closure.around
        braced: dict[str, list[str]] = {path: list(names) for path, names in further.items()}
        found: list[tuple[str, str]] = []
        for place, local in self._local.items():
            path = specifier(self._path, around.destination(place))
            exported = around.code.exported_as(place)
            if exported == "=":
                found.append((path, f"import {local} = require({quoted(path)});"))
            elif exported == "default":
                found.append((path, f"import {local} from {quoted(path)};"))
            else:
                exported = exported or place.name
                braced.setdefault(path, []).append(local if local == exported else f"{exported} as {local}")
        found += [(path, import_of(names, path)) for path, names in braced.items()]
        return [statement for _, statement in sorted(found)]


def _texts(texts: Iterable[str]) -> list[Literal]:
    return [quoted(each) for each in sorted(texts)]


def _newline(content: bytes) -> str:
    return "\r\n" if b"\r\n" in content else "\n"
