"""Naming strategies of a project's own: their methods are run with the names that TypeORM would hand them.

What a package gives of a name (``snakeCase`` of TypeORM and of lodash, the methods of the strategies that others extend) is
known here; of any other function the result is not, and the name that is made with it is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.naming import DEFAULT, SNAKE, camel_case, snake_case, title_case
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.values import Instance, Items, Literal, Text, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

Given = str | None | tuple[str, ...]
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_BY_WORDS = frozenset({"lodash", "lodash-es", "es-toolkit", "radash", "change-case", "snake-case", "scule"})


def _snake_words(text: str) -> str:
    return "_".join(_WORDS.findall(text)).lower()


def _camel_words(text: str) -> str:
    words: list[str] = [each.lower() for each in _WORDS.findall(text)]
    return "".join((*words[:1], *map(str.capitalize, words[1:])))


_FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "snakeCase": snake_case,
    "camelCase": camel_case,
    "titleCase": title_case,
}
_WORDLY: Mapping[str, Callable[[str], str]] = {
    "snakeCase": _snake_words, "snake": _snake_words, "camelCase": _camel_words, "toLower": str.lower,
    "toUpper": str.upper, "upperFirst": lambda text: text[:1].upper() + text[1:],
    "lowerFirst": lambda text: text[:1].lower() + text[1:], "capitalize": str.capitalize,
}  # fmt: skip


def named_by(external: External, call: Call) -> Value | None:
    """Return what a package's function makes of a text, None where it is none that is known here, or the text is not."""
    package = external.package.removesuffix(".js")
    root = package.partition("/")[0]
    functions = _FUNCTIONS if root == "typeorm" else _WORDLY if root in _BY_WORDS else {}
    name = external.name.rpartition(".")[2]
    if name in ("default", "*"):
        name = package.rpartition("/")[2]
    text = known_text(call.arg(0))
    return Text((functions[name](text),)) if name in functions and text is not None else None


def inherited_name(base: External, name: str, call: Call) -> Value | None:
    """Return what ``super.tableName(...)`` gives of a strategy of TypeORM's or of the well-known package."""
    strategy = SNAKE if "Snake" in base.name else DEFAULT if base.name == "DefaultNamingStrategy" else None
    texts = [known_text(each) for each in call.args]
    if strategy is None or not texts or texts[0] is None:
        return None
    first, second = texts[0], texts[1] if len(texts) > 1 else None
    found: str | None = None
    if name == "tableName" and _is_told(call.arg(1)):
        found = strategy.table(first, second)
    elif name == "columnName" and _is_told(call.arg(1)) and isinstance(held := call.arg(2), Items):
        prefixes = [known_text(each) for each in held.values]
        found = strategy.column(first, second, tuple(each or "" for each in prefixes))
    elif name in ("joinColumnName", "joinTableColumnName") and second is not None:
        found = strategy.join_column(first, second)
    elif name == "joinTableName" and second is not None:
        found = strategy.join_table(first, second, texts[2] or "" if len(texts) > 2 else "")
    elif name == "closureJunctionTableName":
        found = strategy.closure_table(first)
    return Text((found,)) if found is not None else None


def _is_told(value: Value) -> bool:
    """Tell a text, or that there is none."""
    return known_text(value) is not None or (isinstance(value, Literal) and value.value is None)


@dataclass(slots=True, eq=False)
class OwnNaming:
    """One strategy, asked for names; ``methods`` are those that it has itself."""

    interpreter: Interpreter
    instance: Instance
    methods: frozenset[str]

    def ask(self, method: str, *given: Given) -> str | None:
        """Return the name that a method makes, None where it is not the strategy's own or cannot be told."""
        if method not in self.methods:
            return None
        interpreter, decl = self.interpreter, self.instance.decl
        scope = Scope(decl.file, Frame("", "", decl.file, 0))
        interpreter.composing += 1
        try:
            made = self.instance.invoke(
                method, Call([_value(each) for each in given], (), 0, (), scope, exact=True), interpreter
            )
        finally:
            interpreter.composing -= 1
        return known_text(made) or None


def _value(given: Given) -> Value:
    if isinstance(given, tuple):
        return Items([Text((each,)) for each in given])
    return Literal(None) if given is None else Text((given,))
