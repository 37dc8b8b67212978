"""The texts that a value may be, as far as they are known, and whether one begins as a statement does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woosh_split.sources.code.typescript.parameters import Parameter
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Either, Items, Literal, Record, Text, each_value
from woosh_split.sql.text import HOLE, LONGEST_START, beginning

MAX_COMBINATIONS = 64
"""So many texts are made of every choice with every other one; beyond it each choice stands in one text at least."""
MAX_TEXTS = 256
"""So many texts of one statement are read; that there are more is said."""

_STATEMENT = re.compile(
    r"select\b[^;]*?\bfrom\b|insert\s+(?:ignore\s+)?into\b|replace\s+into\b|update\b[^;]*?\bset\s+[\w`.]+\s*=|delete\s+from\b"
    r"|with\b[^;]*?\bselect\b|call\s+\w+\s*\("
)


def is_statement(text: str) -> bool:
    """Tell whether a text is a statement by more than its first word: prose begins with "Update" and "Select", too."""
    text = text[beginning(text) :]
    first = text[:LONGEST_START].partition(" ")[0]
    return (first.isupper() or first.islower()) and _STATEMENT.match(text.lower()) is not None


_TELLS = re.compile(
    r"log\w*|debug|info|warn\w*|error|fatal|verbose|trace|print\w*|write\w*|push|add|append|concat|join|includes|test|"
    r"(to|not)?(Be|Equal|Contain|Match|Have)\w*"
)
"""Methods that show or keep a text: a statement that is handed to them is not run."""


def may_run(method: str) -> bool:
    """Tell whether a method of something unknown may run the statement that it is handed."""
    return _TELLS.fullmatch(method) is None


def alternatives(value: Value) -> list[str]:
    """Return the texts that a value may be, a :data:`HOLE` for each part that is not known."""
    return Expansion().texts(value)


def may_be_unknown(value: Value) -> bool:
    """Tell whether a value may be a text of which nothing is known."""
    for each in each_value(value):
        if isinstance(each, Text):
            if each.known is None and all(map(_says_nothing, each.parts)):
                return True
        elif not isinstance(
            each, Literal | Record | Items | Closure
        ):  # a function is none, where it stands beside one
            return True
    return False


def _says_nothing(part: str | Value) -> bool:
    return not part.strip() if isinstance(part, str) else not isinstance(part, Text | Either | Literal)


def chosen(value: Value) -> Iterator[Value]:
    """Yield whatever a value may be, a text of which a part is chosen among several as several texts.

    Of a parameter that is what its type lists: ``table: 'orders' | 'invoices'``.
    """
    for each in each_value(value):
        if isinstance(each, Parameter) and each.texts is not UNKNOWN:
            each.used()
            yield from chosen(each.texts)  # a caller that names one is read for that one
            continue
        texts = alternatives(each) if isinstance(each, Text) else []
        if len(texts) > 1 and not any(HOLE in text for text in texts):
            yield from (Text((text,)) for text in texts)
        else:
            yield each


class Expansion:
    """The texts that a value may be; parts are shared, so each is expanded once."""

    def __init__(self) -> None:
        self.cut = False
        """Whether there are more than :data:`MAX_TEXTS`: a text that is built in many turns doubles with each."""
        self._known: dict[int, list[str]] = {}

    def texts(self, value: Value) -> list[str]:
        """Return them, a :data:`HOLE` for each part that is not known."""
        results: list[str] = []
        for each in each_value(value):
            if not isinstance(each, Text):
                continue
            found = [""]
            for part in each.parts:
                found = _combined(found, [part] if isinstance(part, str) else self._pieces(part))
            results.extend(found)
        return self._some(results)

    def _pieces(self, value: Value) -> list[str]:
        found = self._known.get(id(value))
        if found is None:
            if isinstance(value, Either):
                found = self._some([piece for each in value.values for piece in self._pieces(each)]) or [HOLE]
            elif isinstance(value, Text):
                found = self.texts(value)
            elif isinstance(value, Literal) and isinstance(value.value, str):
                found = [value.value]
            elif isinstance(value, Parameter) and value.texts is not UNKNOWN:
                found = self._pieces(value.texts)
            else:
                found = [HOLE]
            self._known[id(value)] = found
        return found

    def _some(self, texts: list[str]) -> list[str]:
        different = list(dict.fromkeys(texts))
        self.cut = self.cut or len(different) > MAX_TEXTS
        return different[:MAX_TEXTS]


def _combined(texts: list[str], pieces: list[str]) -> list[str]:
    """Return the texts with a further part, of which several pieces may be meant; no piece is left out."""
    if min(len(texts), len(pieces)) == 1 or len(texts) * len(pieces) <= MAX_COMBINATIONS:
        return [text + piece for text in texts for piece in pieces]
    count = max(len(texts), len(pieces))
    return [texts[index % len(texts)] + pieces[index % len(pieces)] for index in range(count)]
