"""What Nest knows a provider by: a class, a text, a symbol, or a name of a package."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from woosh_split.sources.code.typeorm.entity_schema import schema_options
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import ClassValue, ExternalCall, ExternalValue
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Either, Items, Literal, Record, known_text

TYPEORM_TOKENS = {
    "getRepositoryToken": "Repository",
    "getEntityManagerToken": "EntityManager",
    "getDataSourceToken": "DataSource",
}
"""What ``@nestjs/typeorm`` itself provides for the tokens that these make."""


def token_of(value: Value) -> Hashable | None:
    """Return what identifies a provider: equal for equal tokens, whichever interpreter read them.

    A class is its declaration, a text itself, a name of a package its :class:`External`; a symbol is the place
    where it is made (``Symbol.for`` its text), and ``getRepositoryToken(User)`` and the like what they are called with.
    """
    if isinstance(value, ClassValue):
        return value.decl
    text = known_text(value)
    if text is not None:
        return text
    if isinstance(value, ExternalValue):
        return value.external
    if (options := schema_options(value)) is not None:
        target = field(options, "target")
        return (
            target.decl if isinstance(target, ClassValue) else ("schema", known_text(field(options, "name")))
        )
    if isinstance(value, ExternalCall):
        if value.external == External("", "Symbol"):
            return ("symbol", value.file, value.line)
        return (value.external, tuple(token_of(arg) for arg in value.args))
    return None


def token_name(token: Hashable) -> str:
    """Return a token as a reader would call it."""
    if isinstance(token, ClassDecl):
        return token.name
    if isinstance(token, External):
        return token.name
    return token if isinstance(token, str) else ""


def leaves(value: Value) -> Iterator[Value]:
    """Yield what a list holds at the end: nested lists and alternatives are opened, ``null`` and ``false`` left out."""
    if isinstance(value, Items | Either):
        for each in value.values:
            yield from leaves(each)
    elif not (isinstance(value, Literal) and not isinstance(value.value, str)):
        yield value


def field(value: Value, name: str) -> Value:
    """Return a field of an object literal, UNKNOWN for anything else."""
    if isinstance(value, Record):
        found = value.fields.get(name)
        if found is not None:
            return found
        for spread in reversed(value.spread):
            found = field(spread, name)
            if found is not UNKNOWN:
                return found
    if isinstance(value, Either):
        for each in value.values:
            found = field(each, name)
            if found is not UNKNOWN:
                return found
    return UNKNOWN


def has_field(value: Value, name: str) -> bool:
    """Tell whether an object literal gives a field, be it an unknown value."""
    if isinstance(value, Record):
        return name in value.fields or any(has_field(each, name) for each in value.spread)
    return isinstance(value, Either) and any(has_field(each, name) for each in value.values)


def may_be_true(value: Value) -> bool:
    """Tell whether a value is, or may be, ``true``: of alternatives, one is enough."""
    if isinstance(value, Either):
        return any(may_be_true(each) for each in value.values)
    return isinstance(value, Literal) and value.value is True


def one_text(value: Value) -> str | None:
    """Return a text, or the first that is not empty among alternatives: ``process.env.PREFIX || 'api'`` is ``api``."""
    known = known_text(value)
    if known is not None:
        return known
    if isinstance(value, Either):
        texts = [text for text in (known_text(each) for each in value.values) if text is not None]
        return next((text for text in texts if text), texts[0] if texts else None)
    return None
