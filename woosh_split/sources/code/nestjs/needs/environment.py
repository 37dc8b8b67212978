"""Which environment keys a file reads, and what it makes of their texts.

Read are ``process.env.X``, ``process.env['X']``, ``const { X } = process.env`` (and an alias of it),
``ConfigService.get('X')`` and ``getOrThrow``, ``env.get('X')`` of env-var, and the keys of validation schemas: objects
handed to Joi, zod, envalid and the like, and classes whose fields are named as environment keys are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tree_sitter import Node

from woosh_split.model.service_code import EnvironmentRead
from woosh_split.sources.code.nestjs.needs.readings import reading_of, schema_reading
from woosh_split.sources.code.nestjs.needs.syntax import Source, arguments, decorator_call, line_of

KEY = re.compile(r"[A-Z][A-Z0-9]*(_[A-Za-z0-9]+)*")
_ASKED = frozenset({"get", "getOrThrow"})
_RECEIVER = re.compile(r"(config|cfg|conf|env|settings?)(service)?$", re.IGNORECASE)
_SCHEMAS = re.compile(
    r"(^|\.)(object|keys|cleanEnv|strictObject|looseObject|envalid|createEnv|extend|append)$"
)

_LOADING = re.compile(r"\bregisterAs\s*\(|\bConfigModule\s*\.\s*(forFeature\b|forRoot\b[^;]*?\bload\s*[:,}])")


def read_environment(
    every: Sequence[Node], source: Source
) -> tuple[list[EnvironmentRead], list[tuple[str, int]]]:
    """Return the reads of known keys among all nodes of a file, and the places that read keys that are not written out."""
    found: list[EnvironmentRead] = []
    loose: list[tuple[str, int]] = []
    aliases, services = _receivers(every, source)
    for node in every:
        kind = node.type
        if kind == "member_expression" and _is_environment(
            node.child_by_field_name("object"), source, aliases
        ):
            key = source.text(node.child_by_field_name("property"))
            found.extend(_read_or_set(key, node, source))
        elif kind == "subscript_expression" and _is_environment(
            node.child_by_field_name("object"), source, aliases
        ):
            text = source.string(node.child_by_field_name("index"))
            if text is None:
                loose.append((source.path, line_of(node)))
            else:
                found.extend(_read_or_set(text, node, source))
        elif kind == "variable_declarator":
            found.extend(_destructured(node, source, aliases))
        elif kind == "call_expression":
            found.extend(_asked(node, source, services))
            found.extend(_schema(node, source))
        elif kind in ("class_declaration", "class"):
            found.extend(_class(node, source))
    return found, loose


def without_loaded(found: Sequence[EnvironmentRead], texts: Iterable[str]) -> tuple[EnvironmentRead, ...]:
    """Leave out what a service asks of the objects that it loads into its configuration: ``config.get('database')``.

    An empty line of that name in a .env would be found first, and the object never. What is named as the environment's
    keys are, or is read from there somewhere, stays.
    """
    if not any(_LOADING.search(text) for text in texts):
        return tuple(found)
    named = {each.key for each in found if each.via != "ConfigService"}
    return tuple(each for each in found if KEY.fullmatch(each.key) or each.key in named)


def _read(key: str, node: Node, source: Source, via: str) -> EnvironmentRead:
    reading, compared, fallback = reading_of(node, source)
    return EnvironmentRead(key, source.path, line_of(node), via, reading, compared, fallback)


def _is_environment(node: Node | None, source: Source, aliases: set[str]) -> bool:
    if node is None:
        return False
    text = source.text(node).replace("?.", ".").replace(" ", "")
    return text in ("process.env", "import.meta.env") or (node.type == "identifier" and text in aliases)


def _read_or_set(key: str, node: Node, source: Source) -> Iterator[EnvironmentRead]:
    """Yield a read of ``process.env``, or the text that the code itself gives the key; a deleted one is neither."""
    if not _is_written(node):
        yield _read(key, node, source, "process.env")
        return
    parent = node.parent
    value = source.string(parent.child_by_field_name("right")) if parent is not None else None
    if value is not None:
        yield EnvironmentRead(key, source.path, line_of(node), "process.env", "set", (value,), True)


def _is_written(node: Node) -> bool:
    """Tell whether the key is only set or deleted here."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type == "assignment_expression":
        return parent.child_by_field_name("left") == node
    return parent.type == "unary_expression" and parent.children[0].type == "delete"


def _receivers(every: Sequence[Node], source: Source) -> tuple[set[str], set[str]]:
    """Return the names that stand for ``process.env``, and those that are typed as a ``ConfigService``."""
    aliases: set[str] = set()
    services: set[str] = set()
    for node in every:
        if node.type == "variable_declarator":
            value, name = node.child_by_field_name("value"), node.child_by_field_name("name")
            if name is not None and name.type == "identifier":
                text = source.text(value)
                if text == "process.env":
                    aliases.add(source.text(name))
                elif re.search(r"\.get\(\s*ConfigService\b|new ConfigService\b", text):
                    services.add(source.text(name))
        elif node.type in ("required_parameter", "optional_parameter", "public_field_definition"):
            typed = next((each for each in node.named_children if each.type == "type_annotation"), None)
            if typed is not None and re.match(r":\s*(Nest)?ConfigService\b", source.text(typed)):
                name = node.child_by_field_name("pattern") or node.child_by_field_name("name")
                services.add(source.text(name))
    return aliases, services


def _destructured(node: Node, source: Source, aliases: set[str]) -> Iterator[EnvironmentRead]:
    name = node.child_by_field_name("name")
    if name is None or name.type != "object_pattern":
        return
    if not _is_environment(node.child_by_field_name("value"), source, aliases):
        return
    for each in name.named_children:
        fallback = each.type == "object_assignment_pattern"
        if each.type == "pair_pattern":
            value = each.child_by_field_name("value")
            fallback = value is not None and value.type == "assignment_pattern"
            key = source.text(each.child_by_field_name("key"))
        elif each.type in ("shorthand_property_identifier_pattern", "object_assignment_pattern"):
            key = source.text(each.named_children[0] if each.named_children else each)
        else:
            continue
        yield EnvironmentRead(key, source.path, line_of(each), "process.env", "text", (), fallback)


def _asked(node: Node, source: Source, services: set[str]) -> Iterator[EnvironmentRead]:
    function = node.child_by_field_name("function")
    if function is None or function.type != "member_expression":
        return
    if source.text(function.child_by_field_name("property")) not in _ASKED:
        return
    given = arguments(node)
    key = source.string(given[0]) if given else None
    if key is None or "." in key or " " in key or not key:
        return
    receiver = source.text(function.child_by_field_name("object")).rpartition(".")[2].strip("!?")
    if receiver not in services and not (KEY.fullmatch(key) and _RECEIVER.search(receiver)):
        return
    reading, compared, fallback = reading_of(node, source)
    second = len(given) > 1 and given[1].type != "object"
    wanted = source.text(node.child_by_field_name("type_arguments")).strip("<>").partition(",")[0].strip()
    if wanted == "boolean" and reading == "text":
        reading = "flag"
    yield EnvironmentRead(
        key, source.path, line_of(node), "ConfigService", reading, compared, fallback or second
    )


def _schema(node: Node, source: Source) -> Iterator[EnvironmentRead]:
    """Yield the keys of an object that is handed to a schema library, where they are named as the environment's are."""
    if not _SCHEMAS.search(source.text(node.child_by_field_name("function"))):
        return
    for given in arguments(node):
        if given.type != "object":
            continue
        for pair in given.named_children:
            if pair.type != "pair":
                continue
            key = source.text(pair.child_by_field_name("key")).strip("'\"")
            value = source.text(pair.child_by_field_name("value"))
            if KEY.fullmatch(key) and re.search(r"\w\(|^[A-Za-z]\w*$", value):
                reading, fallback = schema_reading(value)
                yield EnvironmentRead(key, source.path, line_of(pair), "schema", reading, (), fallback)


def _class(node: Node, source: Source) -> Iterator[EnvironmentRead]:
    """Yield the validated fields of a class all of whose fields are named as environment keys."""
    body = node.child_by_field_name("body")
    fields = [each for each in body.named_children if each.type == "public_field_definition"] if body else []
    names = [source.text(each.child_by_field_name("name")) for each in fields]
    if not fields or not all(KEY.fullmatch(name) for name in names):
        return
    for field, name in zip(fields, names, strict=True):
        above = [decorator_call(each, source)[0] for each in field.named_children if each.type == "decorator"]
        static = any(child.type == "static" for child in field.children)
        if static or not above:
            continue
        typed = next((each for each in field.named_children if each.type == "type_annotation"), None)
        kind = source.text(typed).lstrip(": ")
        reading = {"boolean": "flag", "number": "number"}.get(kind, "text")
        optional = any(child.type == "?" for child in field.children) or "IsOptional" in above
        fallback = optional or field.child_by_field_name("value") is not None
        yield EnvironmentRead(name, source.path, line_of(field), "schema", reading, (), fallback)
