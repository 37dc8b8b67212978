"""A service's routes as OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from woosh_split.artefacts.service.nestjs.project.documents import read_document, written
from woosh_split.artefacts.service.nestjs.project.project_input import ProjectInput
from woosh_split.artefacts.service.nestjs.project.shapes import Components, Schema
from woosh_split.artefacts.service.nestjs.project.validators import narrowed
from woosh_split.model.code import Route
from woosh_split.model.service_code import Handler, HandlerParameter, ShapeField

_VERBS = ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE")
_PIPES: Mapping[str, Schema] = {
    "ParseIntPipe": {"type": "integer"},
    "ParseFloatPipe": {"type": "number"},
    "ParseBoolPipe": {"type": "boolean"},
    "ParseUUIDPipe": {"type": "string", "format": "uuid"},
    "ParseArrayPipe": {"type": "array", "items": {}},
}
_MEDIA = {"json": "application/json", "upload": "multipart/form-data", "stream": "application/octet-stream"}


def openapi_file(wanted: ProjectInput) -> bytes:
    """Return the text of openapi.json."""
    monolith = read_document(wanted.monolith.package_json, "package.json")
    components = Components(wanted.code.shapes)
    handlers = _Handlers(wanted, components)
    paths: dict[str, dict[str, Any]] = {}
    names: set[str] = set()
    for route in sorted(wanted.routes, key=lambda each: (each.order, each.path, each.method)):
        if route.kind == "websocket":
            continue
        path, parameters = openapi_path(route.path)
        handler = handlers.of(route)
        for verb in _VERBS[:5] if route.method == "ALL" else (route.method,):
            if verb not in _VERBS or verb.lower() in paths.get(path, {}):
                continue  # the first that is registered answers
            operation = _operation(route, verb, handler, parameters, components)
            operation["operationId"] = _unused(operation["operationId"], names)
            paths.setdefault(path, {})[verb.lower()] = operation
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": wanted.service, "version": str(monolith.get("version", "0.0.0"))},
        "paths": {path: _ordered(paths[path]) for path in sorted(paths)},
    }
    schemas = components.schemas
    secured = any(route.auth != "none" for route in wanted.routes)
    schemes = _schemes(wanted.token_places)
    if schemas or secured:
        document["components"] = {}
    if schemas:
        document["components"]["schemas"] = schemas
    if secured:
        document["components"]["securitySchemes"] = schemes
        for operation in (each for item in paths.values() for each in item.values()):
            if "security" in operation:
                operation["security"] += [{name: []} for name in schemes if name != "bearer"]
    return written(document)


def _schemes(places: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the ways to send a token, by name; each is enough."""
    found: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer"}}
    for kind, name in places:
        found[re.sub(r"[^\w.-]", "_", f"{kind}-{name}")] = {"type": "apiKey", "in": kind, "name": name}
    return found


class _Handlers:
    """The method behind a route: of the controller itself, or of a class that it extends."""

    def __init__(self, wanted: ProjectInput, components: Components) -> None:
        self._components = components
        self._by_name = {each.name: each for each in wanted.code.handlers}
        self._by_place = {(each.file, each.name): each for each in wanted.code.handlers}
        self._files: dict[str, list[str]] = {}
        for shape in wanted.code.shapes:
            self._files.setdefault(shape.name, []).append(shape.file)

    def of(self, route: Route) -> Handler | None:
        """Return the handler; a route's file may be told from another folder than the service's."""
        found = self._by_place.get((route.file, route.handler)) or self._by_name.get(route.handler)
        if found is not None:
            return found
        owner, _, method = route.handler.rpartition(".")
        for file in self._files.get(owner, ()):
            for parent_file, parent in self._components.ancestors(file, owner):
                found = self._by_place.get((parent_file, f"{parent}.{method}"))
                if found is not None:
                    return found
        return None


def _ordered(item: dict[str, Any]) -> dict[str, Any]:
    return {verb.lower(): item[verb.lower()] for verb in _VERBS if verb.lower() in item}


def _unused(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found)
    return found


def openapi_path(path: str) -> tuple[str, dict[str, str | None]]:
    """Return OpenAPI's form of a path, and its parameters with the pattern of each.

    A wildcard becomes a parameter, the nearest that OpenAPI has: it has none that spans several segments.
    """
    parameters: dict[str, str | None] = {}
    wild = 0

    def named(match: re.Match[str]) -> str:
        parameters[match[1]] = match[2][1:-1] if match[2] else None
        return "{" + match[1] + "}"

    found = re.sub(r":(\w+)(\([^/]*\))?\??", named, path)
    while "*" in found:
        wild += 1
        name = "rest" if wild == 1 else f"rest{wild}"
        parameters[name] = None
        found = re.sub(r"\{?\*\w*\}?", "{" + name + "}", found, count=1)
    return found if found.startswith("/") else f"/{found}", parameters


def _operation(
    route: Route,
    verb: str,
    handler: Handler | None,
    in_path: Mapping[str, str | None],
    components: Components,
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": re.sub(r"\W", "_", route.handler.replace("Controller.", ".")),
        "tags": [route.module],
    }
    given = handler.parameters if handler is not None else ()
    parameters = [*_path_parameters(in_path, given), *_queries(given, components)]
    if parameters:
        found["parameters"] = parameters
    if route.body != "none" and verb not in ("GET", "HEAD", "OPTIONS", "TRACE"):
        found["requestBody"] = _body(route.body, given, components)
    status = handler.status if handler is not None else None
    found["responses"] = {
        str(status or (201 if verb == "POST" and route.kind in ("http", "webhook") else 200)): _answer(
            route, handler, components
        )
    }
    if route.auth == "required":
        found["responses"]["401"] = {"description": "No valid token was sent"}
    if route.auth == "required":
        found["security"] = [{"bearer": []}]
    elif route.auth == "optional":
        found["security"] = [{}, {"bearer": []}]
    return found


def _path_parameters(
    in_path: Mapping[str, str | None], given: tuple[HandlerParameter, ...]
) -> Iterator[dict[str, Any]]:
    known = {each.name: each for each in given if each.place == "path"}
    for name, pattern in in_path.items():
        schema: Schema = {"type": "string"}
        if name in known:
            schema = _of_pipes(known[name]) or _of_text(known[name])
        if pattern is not None and schema.get("type") == "string":
            schema["pattern"] = f"^{pattern}$"
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _of_pipes(parameter: HandlerParameter) -> Schema:
    for pipe in parameter.pipes:
        if pipe in _PIPES:
            return dict(_PIPES[pipe])
    return {}


def _of_text(parameter: HandlerParameter) -> Schema:
    """Return the schema of what is sent as text: a number that the handler converts itself is one all the same."""
    if parameter.type[0] == "prim" and parameter.type[1] in ("number", "boolean"):
        return {"type": parameter.type[1]}
    return {"type": "string"}


def _queries(given: tuple[HandlerParameter, ...], components: Components) -> Iterator[dict[str, Any]]:
    """Yield query and header parameters; nothing says that a plain ``@Query('page')`` must be sent, so none must."""
    seen: set[tuple[str, str]] = set()
    for each in given:
        if each.place not in ("query", "header"):
            continue
        if each.name is not None:
            if each.place == "header" and each.name.lower() in ("accept", "content-type", "authorization"):
                continue  # OpenAPI has other places for these
            fields: tuple[ShapeField, ...] = ()
            if (each.place, each.name) not in seen:
                seen.add((each.place, each.name))
                schema = _of_pipes(each) or components.schema(each.type) or {"type": "string"}
                required = any(pipe in _PIPES for pipe in each.pipes) and not each.optional
                yield {"name": each.name, "in": each.place, "required": required, "schema": schema}
            continue
        fields = components.fields(each.type) or ()
        for field in fields:
            if ("query", field.name) in seen or each.place == "header":
                continue
            seen.add(("query", field.name))
            schema, optional = narrowed(field, components.schema(field.type), components.schema)
            validated = any(rule.name not in ("Type", "Transform", "ApiProperty") for rule in field.rules)
            yield {
                "name": field.name,
                "in": "query",
                "required": validated and not optional,
                "schema": schema,
            }


def _body(kind: str, given: tuple[HandlerParameter, ...], components: Components) -> dict[str, Any]:
    whole = [each for each in given if each.place == "body" and each.name is None]
    parts = [each for each in given if each.place == "body" and each.name is not None]
    files = [each for each in given if each.place in ("file", "files")]
    schema: Schema = {}
    if kind == "json":
        if whole:
            schema = components.schema(whole[0].type)
        elif parts:
            schema = {
                "type": "object",
                "properties": {
                    str(each.name): _of_pipes(each) or components.schema(each.type) for each in parts
                },
            }
    elif kind == "upload":
        properties: dict[str, Any] = {}
        for field in (components.fields(whole[0].type) or ()) if whole else ():
            properties[field.name], _ = narrowed(field, components.schema(field.type), components.schema)
        for each in parts:
            properties[str(each.name)] = components.schema(each.type)
        for each in files:
            one = components.schema(("prim", "file"))
            properties[each.name or "file"] = (
                {"type": "array", "items": one} if each.place == "files" else one
            )
        schema = {"type": "object", "properties": properties}
    return {
        "required": bool(whole) and kind == "json",
        "content": {_MEDIA.get(kind, "*/*"): {"schema": schema}},
    }


def _answer(route: Route, handler: Handler | None, components: Components) -> dict[str, Any]:
    if route.kind == "sse":
        return {
            "description": "A stream of events",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    returned = handler.returns if handler is not None else None
    if returned is None or returned == ("any",):
        return {"description": "The answer of the handler"}
    schema = components.schema(returned)
    media = "text/html" if returned == ("prim", "string") else "application/json"
    if not schema:
        return {"description": "The answer of the handler"}
    return {"description": "The answer of the handler", "content": {media: {"schema": schema}}}
