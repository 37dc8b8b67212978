"""Which columns are secret: by the words of their names, as ``rules/secrets.yml`` lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from woosh_split.model.schema import Column
from woosh_split.resources import resource

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\dA-Za-z_]+")
_TYPE = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class SecretRules:
    """The rules as data; phrases are several words with one blank between two of them."""

    words: frozenset[str]
    phrases: tuple[str, ...]
    harmless_last: frozenset[str]
    harmless_first: frozenset[str]
    harmless_phrases: tuple[str, ...]
    harmless_types: frozenset[str]


@cache
def secret_rules() -> SecretRules:
    """Return the rules that come with the program."""
    told = yaml.safe_load(resource("rules/secrets.yml").read_text(encoding="utf-8"))
    return SecretRules(
        frozenset(told["words"]),
        tuple(told["phrases"]),
        frozenset(told["harmless_last"]),
        frozenset(told["harmless_first"]),
        tuple(told["harmless_phrases"]),
        frozenset(told["harmless_types"]),
    )


def is_secret(column: Column) -> bool:
    """Whether a published view leaves the column out unless somebody asks for it."""
    rules = secret_rules()
    kind = _TYPE.match(column.type.lower())
    if kind is not None and kind.group() in rules.harmless_types:
        return False
    words = words_of(column.name)
    if not words or words[-1] in rules.harmless_last or words[0] in rules.harmless_first:
        return False
    text = f" {' '.join(words)} "
    for phrase in rules.harmless_phrases:
        text = text.replace(f" {phrase} ", " ")
    if any(f" {phrase} " in text for phrase in rules.phrases):
        return True
    return not rules.words.isdisjoint(text.split())


def words_of(name: str) -> list[str]:
    """Return the words of a name, lower case: of ``resetTokenHash``, ``reset_token_hash``, ``RESET-TOKEN-HASH``."""
    return [word.lower() for word in _WORD.findall(name)]
