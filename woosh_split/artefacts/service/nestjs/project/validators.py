"""What class-validator, class-transformer and @nestjs/swagger decorators say of a field, as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from woosh_split.model.service_code import Rule, ShapeField, ShapeType

Schema = dict[str, Any]

_FORMATS: Mapping[str, str] = {
    "IsEmail": "email",
    "IsUUID": "uuid",
    "IsUrl": "uri",
    "IsURL": "uri",
}
_TYPES: Mapping[str, str] = {
    "IsString": "string",
    "IsNumber": "number",
    "IsInt": "integer",
    "IsBoolean": "boolean",
    "IsArray": "array",
    "IsObject": "object",
    "IsDecimal": "string",
    "IsDateString": "string",
    "IsISO8601": "string",
    "IsMilitaryTime": "string",
    "IsJWT": "string",
    "IsIP": "string",
    "IsMongoId": "string",
    "IsAlphanumeric": "string",
    "IsNumberString": "string",
    "IsBooleanString": "string",
    "IsPhoneNumber": "string",
    "IsLatitude": "number",
    "IsLongitude": "number",
}
_BOUNDS: Mapping[str, tuple[str, ...]] = {
    "Min": ("minimum",),
    "Max": ("maximum",),
    "MinLength": ("minLength",),
    "MaxLength": ("maxLength",),
    "Length": ("minLength", "maxLength"),
    "ArrayMinSize": ("minItems",),
    "ArrayMaxSize": ("maxItems",),
}
COLUMNS = frozenset(
    {
        "Column",
        "PrimaryColumn",
        "PrimaryGeneratedColumn",
        "CreateDateColumn",
        "UpdateDateColumn",
        "DeleteDateColumn",
        "VersionColumn",
        "ViewColumn",
        "ManyToOne",
        "OneToMany",
        "OneToOne",
        "ManyToMany",
        "RelationId",
        "VirtualColumn",
        "Generated",
        "Prop",
    }
)
"""Decorators of an entity's fields: what an answer holds of them depends on what was asked of the database."""
_AS_TEXT = frozenset({"decimal", "numeric", "bigint", "dec", "fixed"})
_OPTIONAL = frozenset({"IsOptional", "ApiPropertyOptional", "ValidateIf"})
_OPTIONS: Mapping[str, str] = {
    "description": "description",
    "example": "example",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "minLength",
    "maxLength": "maxLength",
    "pattern": "pattern",
    "format": "format",
}


def narrowed(
    field: ShapeField, schema: Schema, schema_of: Callable[[ShapeType], Schema]
) -> tuple[Schema, bool]:
    """Return a field's schema with its validators taken in, and whether the field may be missing."""
    optional = field.optional or any(rule.name in _OPTIONAL for rule in field.rules)
    if field.type[0] == "union" and ("undefined",) in field.type[1]:
        optional = True
    item: Schema = {}
    if any(rule.name in COLUMNS for rule in field.rules):
        return _column(field, schema), True
    for rule in field.rules:
        each = _is_for_each(rule)
        target = item if each else schema
        if each or "$ref" not in target:
            _take(rule, target, schema_of)
        optional = optional or _says_optional(rule)
    if item:
        own = schema.get("items")
        schema.setdefault("type", "array")
        schema["items"] = {**(own if isinstance(own, dict) else {}), **item}
    return schema, optional


def _column(field: ShapeField, schema: Schema) -> Schema:
    """Return the schema of an entity's field: a driver gives decimals as texts, a relation may not be loaded."""
    given = [argument for rule in field.rules if rule.name in COLUMNS for argument in rule.arguments]
    options = dict(pair for each in given if _is_tagged(each, "options") for pair in each[1])
    named = next((each for each in given if isinstance(each, str)), options.get("type"))
    if named in _AS_TEXT and schema == {"type": "number"}:
        schema = {"type": ["number", "string"]}
    if options.get("nullable") is not True or schema == {}:
        return schema
    if isinstance(schema.get("type"), str) and set(schema) <= {"type", "format"}:
        return {**schema, "type": [schema["type"], "null"]}
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _take(rule: Rule, schema: Schema, schema_of: Callable[[ShapeType], Schema]) -> None:
    name, given = rule.name, rule.arguments
    first = given[0] if given else None
    if name in _TYPES:
        _set_type(schema, _TYPES[name])
    if name in _FORMATS:
        _set_type(schema, "string")
        schema["format"] = _FORMATS[name]
    elif name in ("IsDate",):
        _set_type(schema, "string")
        schema["format"] = "date-time"
    elif name in _BOUNDS:
        for key, value in zip(_BOUNDS[name], given, strict=False):
            if isinstance(value, int | float) and not isinstance(value, bool):
                schema[key] = value
    elif name in ("IsPositive", "IsNegative"):
        schema["exclusiveMinimum" if name == "IsPositive" else "exclusiveMaximum"] = 0
    elif name == "IsNotEmpty" and schema.get("type") == "string":
        schema.setdefault("minLength", 1)
    elif name in ("IsEnum", "IsIn"):
        _set_values(schema, first, schema_of)
    elif name == "Equals" and isinstance(first, str | int | float | bool):
        schema["const"] = first
    elif name == "Matches" and isinstance(first, tuple) and _is_tagged(first, "regex"):
        schema["pattern"] = first[1]
    elif name == "ArrayNotEmpty":
        schema["minItems"] = max(1, int(schema.get("minItems", 0)))
    elif name == "ArrayUnique":
        schema["uniqueItems"] = True
    elif name == "Type" and schema in ({}, {"type": "object"}, {"type": "array", "items": {}}):
        inner = schema_of(first) if isinstance(first, tuple) else {}
        if schema.get("type") == "array":
            schema["items"] = inner
        else:
            schema.update(inner)
    elif name in ("ApiProperty", "ApiPropertyOptional"):
        _document(schema, first, schema_of)


def _set_type(schema: Schema, name: str) -> None:
    """Narrow a type; one that another decorator or the TypeScript type has made plain stays unless this is narrower."""
    known = schema.get("type")
    is_plain = not any(key in schema for key in ("anyOf", "enum", "const", "$ref"))
    if (known is None and is_plain) or (known == "number" and name == "integer"):
        schema["type"] = name


def _set_values(schema: Schema, value: Any, schema_of: Callable[[ShapeType], Schema]) -> None:
    if _is_tagged(value, "values"):
        if all(isinstance(each, str | int | float) for each in value[1]):
            schema.pop("type", None)
            schema["enum"] = list(dict.fromkeys(value[1]))
    elif isinstance(value, tuple) and value[0] in ("ref", "arr", "union"):
        found = schema_of(value)
        if found:
            for key in ("type", "anyOf", "enum"):
                schema.pop(key, None)
            schema.update(found)


def _document(schema: Schema, options: Any, schema_of: Callable[[ShapeType], Schema]) -> None:
    for key, value in options[1] if _is_tagged(options, "options") else ():
        if key in _OPTIONS and isinstance(value, str | int | float | bool):
            if key == "example":
                schema["examples"] = [value]
            else:
                schema[_OPTIONS[key]] = value
        elif key == "enum":
            _set_values(schema, value, schema_of)


def _says_optional(rule: Rule) -> bool:
    return any(("required", False) in each[1] for each in rule.arguments if _is_tagged(each, "options"))


def _is_for_each(rule: Rule) -> bool:
    return any(("each", True) in each[1] for each in rule.arguments if _is_tagged(each, "options"))


def _is_tagged(value: Any, tag: str) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and value[0] == tag
