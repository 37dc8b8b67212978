"""What a handler takes from a request, as far as its declarations tell: names of the query, the file, fields of the body.

Fields come from the class of the ``@Body()`` parameter: its properties, those of what it extends (also by ``PartialType``
and its like), and their validators. A body that is typed in place, or not at all, cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from woosh_split.model.code import Route
from woosh_split.sources.code.typescript.program import ClassDecl, EnumDecl, Program, dotted
from woosh_split.sources.code.typescript.project import ImportResolver
from woosh_split.sources.code.typescript.read import read_typescript
from woosh_split.sources.code.typescript.summary import Expr, Field, Method, Param, Summary, Type
from woosh_split.sources.files import walk

_DEEPEST = 4
_KINDS = {
    "IsNumber": "number", "IsInt": "number", "IsPositive": "number", "IsLatitude": "number", "IsLongitude": "number",
    "IsNumberString": "digits", "IsString": "text", "IsBoolean": "boolean", "IsDate": "date", "IsDateString": "date",
    "IsISO8601": "date", "IsEmail": "email", "IsUrl": "url", "IsUUID": "uuid", "IsPhoneNumber": "phone", "IsArray": "list",
    "IsObject": "object", "IsEnum": "choice", "IsIn": "choice",
}  # fmt: skip
_TEXTS = {"number": "number", "string": "text", "boolean": "boolean", "Date": "date"}
_PARTS = ("PartialType", "OmitType", "PickType", "IntersectionType")
_FILES = ("FileInterceptor", "FilesInterceptor")


@dataclass(frozen=True, slots=True)
class InputField:
    """One field of a body. ``kind`` is number, text, date, email, choice and so on, or unknown; ``fields`` are nested ones."""

    name: str
    kind: str
    optional: bool = False
    many: bool = False
    choices: tuple[str | int, ...] = ()
    smallest: int | None = None
    fields: tuple[InputField, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestShape:
    """What one route takes; ``body`` of None: it takes one, and nothing tells which."""

    query: tuple[str, ...] = ()
    file: str | None = None
    body: tuple[InputField, ...] | None = ()


def request_shapes(root: Path, routes: Iterable[Route]) -> dict[str, RequestShape]:
    """Return the shape of each route, by its handler (``OrdersController.create``)."""
    files = {file.path for file in walk(root)}
    summaries: dict[str, Summary] = {}

    def load(path: str) -> Summary | None:
        if path not in summaries and path in files:
            summaries[path] = read_typescript((root / path).read_bytes())
        return summaries.get(path)

    program = Program(ImportResolver(files, lambda path: {}), load)
    found = {}
    for route in routes:
        owner, _, name = route.handler.rpartition(".")
        decl = program.lookup(route.file, owner)
        if isinstance(decl, ClassDecl):
            method = next((each for each in decl.node.methods if each.function.name == name), None)
            if method is not None:
                found[route.handler] = _shape(method, decl.file, program)
    return found


def _shape(method: Method, file: str, program: Program) -> RequestShape:
    query, body, upload = [], [], None
    told = True
    for expression in method.decorators:
        upload = upload or _upload(expression)
    for param in method.function.params:
        for name, arguments in _calls(param.decorators):
            if name == "Query" and arguments and arguments[0][0] == "str":
                query.append(arguments[0][1])
            elif name == "Body" and arguments and arguments[0][0] == "str":
                body.append(InputField(arguments[0][1], "unknown"))
            elif name == "Body":
                fields = _fields_of(param, file, program)
                told = told and fields is not None
                body += fields or ()
    return RequestShape(tuple(query), upload, tuple(body) if told else None)


def _fields_of(param: Param, file: str, program: Program) -> list[InputField] | None:
    decl = _class(param.type, file, program)
    return None if decl is None else list(_fields(decl, program, _DEEPEST).values())


def _class(type_: Type, file: str, program: Program) -> ClassDecl | None:
    if type_ is None or type_[0] != "ref":
        return None
    decl = program.lookup(file, type_[1])
    return decl if isinstance(decl, ClassDecl) else None


def _fields(decl: ClassDecl, program: Program, deep: int) -> dict[str, InputField]:
    found: dict[str, InputField] = {}
    if decl.node.extends is not None:
        found |= _inherited(decl.node.extends, decl.file, program, deep)
    for field in decl.node.fields:
        if not field.static:
            found[field.name] = _field(field, decl.file, program, deep)
    return found


def _inherited(expression: Expr, file: str, program: Program, deep: int) -> dict[str, InputField]:
    if deep == 0:
        return {}
    if expression[0] != "call":
        parent = program.class_of(file, expression)
        return _fields(parent, program, deep - 1) if isinstance(parent, ClassDecl) else {}
    maker, arguments = dotted(expression[1]) or "", expression[2]
    if maker.rpartition(".")[2] not in _PARTS or not arguments:
        return {}
    classes = arguments if maker.endswith("IntersectionType") else arguments[:1]
    found: dict[str, InputField] = {}
    for each in classes:
        found |= _inherited(each, file, program, deep - 1)
    named = {item[1] for item in _items(arguments[1])} if len(arguments) > 1 else set()
    if maker.endswith("PartialType"):
        return {name: replace(field, optional=True) for name, field in found.items()}
    if maker.endswith("OmitType"):
        return {name: field for name, field in found.items() if name not in named}
    if maker.endswith("PickType"):
        return {name: field for name, field in found.items() if name in named}
    return found


def _field(field: Field, file: str, program: Program, deep: int) -> InputField:
    calls = dict(_calls(field.decorators))
    kinds = [_KINDS[name] for name in calls if name in _KINDS]
    kind = next(
        (each for each in kinds if each != "list"), _TEXTS.get(field.text.removesuffix("[]"), "unknown")
    )
    choices = _choices(calls, field.type, file, program)
    nested = _nested(calls, field.type, file, program)
    fields = tuple(_fields(nested, program, deep - 1).values()) if nested is not None and deep else ()
    return InputField(
        field.name,
        "choice" if choices else "object" if fields else kind,
        field.optional or "IsOptional" in calls or field.value is not None,
        "IsArray" in kinds or field.text.endswith("[]") or bool(field.type and field.type[0] == "arr") or "IsArray" in calls,
        choices,
        next((_number(calls[name]) for name in ("Min", "MinLength") if name in calls), None),
        fields,
    )  # fmt: skip


def _choices(
    calls: dict[str, tuple[Expr, ...]], type_: Type, file: str, program: Program
) -> tuple[str | int, ...]:
    if calls.get("IsIn"):
        return tuple(item[1] for item in _items(calls["IsIn"][0]) if item[0] == "str")
    name = None
    if calls.get("IsEnum"):
        name = dotted(calls["IsEnum"][0])
    elif type_ is not None and type_[0] == "ref":
        name = type_[1]
    decl = program.lookup(file, name) if name else None
    if isinstance(decl, EnumDecl):
        return tuple(
            int(each[1]) if each[0] == "num" else each[1]
            for each in decl.members.values()
            if each[0] in ("str", "num")
        )
    if type_ is not None and type_[0] == "union":
        return tuple(
            each[1].strip("'\"") for each in type_[1] if each and each[0] == "litt" and each[1][0] in "'\""
        )
    return ()


def _nested(calls: dict[str, tuple[Expr, ...]], type_: Type, file: str, program: Program) -> ClassDecl | None:
    for expression in calls.get("Type", ()):
        if expression[0] == "fn" and expression[1].body and expression[1].body[-1][0] == "ret":
            found = program.class_of(file, expression[1].body[-1][1])
            if isinstance(found, ClassDecl):
                return found
    return _class(type_[1] if type_ and type_[0] == "arr" else type_, file, program)


def _upload(expression: Expr) -> str | None:
    for name, arguments in _calls((expression,)):
        if name == "UseInterceptors":
            for inner, told in _calls(arguments):
                if inner in _FILES and told and told[0][0] == "str":
                    return str(told[0][1])
    return None


def _calls(expressions: Iterable[Expr]) -> Iterator[tuple[str, tuple[Expr, ...]]]:
    for expression in expressions:
        if expression[0] == "call":
            yield (dotted(expression[1]) or "").rpartition(".")[2], expression[2]


def _items(expression: Expr) -> tuple[Expr, ...]:
    while expression[0] == "as":
        expression = expression[1]
    return expression[1] if expression[0] == "arr" else ()


def _number(arguments: tuple[Expr, ...]) -> int | None:
    if arguments and arguments[0][0] == "num" and arguments[0][1].isdigit():
        return int(arguments[0][1])
    return None
