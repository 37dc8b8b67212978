"""Moves over the tokens of one DDL statement: names, brackets, lists."""

from __future__ import annotations

from woosh_split.sql.lexer import IDENTIFIER, STRING, WORD, Token


class TokenReader:
    """A position in a list of tokens; every method that finds nothing leaves the position alone."""

    def __init__(self, tokens: list[Token], index: int = 0) -> None:
        self.tokens = tokens
        self.index = index

    @property
    def ended(self) -> bool:
        """Say whether nothing is left."""
        return self.index >= len(self.tokens)

    def peek(self, ahead: int = 0) -> Token | None:
        """Return the token ``ahead`` of the position."""
        index = self.index + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def at_word(self, *words: str) -> bool:
        """Say whether one of the words comes next."""
        token = self.peek()
        return token is not None and token.is_word(*words)

    def at_operator(self, text: str) -> bool:
        """Say whether the operator comes next."""
        token = self.peek()
        return token is not None and token.is_operator(text)

    def take_word(self, *words: str) -> str:
        """Step over one of the words and return it in upper case, or return nothing."""
        token = self.peek()
        if token is None or not token.is_word(*words):
            return ""
        self.index += 1
        return token.upper

    def take_words(self, *words: str) -> bool:
        """Step over all the words in a row, or over none."""
        for ahead, word in enumerate(words):
            token = self.peek(ahead)
            if token is None or not token.is_word(word):
                return False
        self.index += len(words)
        return True

    def take_operator(self, text: str) -> bool:
        """Step over the operator."""
        if not self.at_operator(text):
            return False
        self.index += 1
        return True

    def take_name(self) -> str:
        """Step over one name and return it without quotes, or return nothing."""
        token = self.peek()
        if token is None or token.kind not in (WORD, IDENTIFIER, STRING):
            return ""
        self.index += 1
        return token.text[1:-1] if token.kind == STRING else token.name

    def take_qualified(self) -> tuple[str | None, str]:
        """Step over ``schema.name``; return the schema, if any, and the name."""
        schema: str | None = None
        name = self.take_name()
        while name and self.at_operator("."):
            self.index += 1
            schema, name = name, self.take_name()
        return schema, name

    def take_brackets(self) -> list[Token] | None:
        """Step over ``( ... )`` and return what is inside; None when no complete pair comes next."""
        if not self.at_operator("("):
            return None
        depth = 0
        for index in range(self.index, len(self.tokens)):
            token = self.tokens[index]
            if token.is_operator("("):
                depth += 1
            elif token.is_operator(")"):
                depth -= 1
                if depth == 0:
                    inside = self.tokens[self.index + 1 : index]
                    self.index = index + 1
                    return inside
        return None

    def rest(self) -> list[Token]:
        """Return what is left."""
        return self.tokens[self.index :]


def split_list(tokens: list[Token]) -> list[list[Token]]:
    """Cut at the commas that stand in no bracket."""
    items: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.is_operator("("):
            depth += 1
        elif token.is_operator(")"):
            depth -= 1
        if depth == 0 and token.is_operator(","):
            items.append([])
        else:
            items[-1].append(token)
    return [item for item in items if item]


def names_in(tokens: list[Token] | None) -> tuple[str, ...]:
    """Return the names of a key's column list: ``a, `b`(10) DESC``."""
    found = []
    for item in split_list(tokens or []):
        name = TokenReader(item).take_name()
        if name:
            found.append(name)
    return tuple(found)
