"""Statements to digests: literals masked, lists folded, so that a million statements become a few hundred.

A digest never holds a value: strings, numbers and comments are gone, and what follows an unclosed string too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from woosh_split.sql.lexer import (
    ERROR,
    NUMBER,
    OPERATOR,
    PARAMETER,
    STRING,
    WORD,
    Token,
    closing,
    render,
    tokenize,
)
from woosh_split.sql.words import RESERVED

LONGEST_DIGEST = 2000
"""Characters of a digest that are kept to be read; the fingerprint is that of the whole."""

ROUGH = re.compile(
    rb"""'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*'|"[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*"|(?<![\w$`.@])\d[\w.]*+|/\*(?!M?!).*?\*/|--\s[^\n]*+|\#[^\n]*+""",
    re.DOTALL,
)
"""What may differ from one run of a statement to the next, told fast: good enough for the key of a look-up."""

_LITERALS = (STRING, NUMBER, PARAMETER)
_TYPED = ("DATE", "TIME", "TIMESTAMP")
_PREFIXES = ("X", "B", "N")
_TAIL = re.compile(r"\bVALUES?\s*\(", re.IGNORECASE)
_FOLDED = re.compile(r",?\s*\.\.\.")


@dataclass(frozen=True, slots=True)
class Digest:
    """A statement without its values. ``text`` is for people, ``sql`` (with stand-ins for values) for the parser."""

    id: str
    text: str
    sql: str
    verb: str
    tokens: tuple[Token, ...]


def digest_of(text: str, *, cut: bool = False) -> Digest:
    """Return the digest of a statement; ``cut``: the text is only its beginning.

    Of a cut INSERT the rows are left out, since columns and table stand before them.
    """
    if cut and (rows := _TAIL.search(text)) is not None:
        text = f"{text[: rows.start()]}VALUES (?)"
    tokens = _folded(_masked(tokenize(text)))
    shown = _shown(tokens)
    verb = next((token.upper for token in tokens if token.kind == WORD), "")
    short = shown if len(shown) <= LONGEST_DIGEST else f"{shown[: LONGEST_DIGEST - 1]}…"
    spaced = " ".join("?" if token.kind in _LITERALS else token.text for token in tokens)  # x=1 is x = 1
    fingerprint = sha256(spaced.encode("utf-8", "backslashreplace")).hexdigest()[:16]
    return Digest(fingerprint, short, render(tokens), verb, tuple(tokens))


def from_server(text: str) -> tuple[str, bool]:
    """Return a digest of ``performance_schema`` as SQL, and whether the server has cut it."""
    text = text.strip()
    cut = text.endswith("...")
    return _FOLDED.sub("", text.replace("(...)", "(?)")), cut


def _masked(tokens: list[Token]) -> list[Token]:
    """Put a stand-in of the same kind in the place of every value."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1] if found else None
        if token.kind == ERROR:
            found.append(Token(ERROR, "…", token.start, token.end))
            break
        if token.kind == STRING:
            if last is not None and last.kind == STRING:
                continue  # 'a' 'b' is one string
            if last is not None and last.kind == WORD and _belongs(last, token):
                found.pop()
            found.append(Token(STRING, "'s'", token.start, token.end))
        elif token.kind == NUMBER or _is_hexadecimal(token):
            if len(found) > 1 and found[-1].text in ("-", "+") and _opens(found[-2]):
                found.pop()
            found.append(Token(NUMBER, "1", token.start, token.end))
        elif token.kind == WORD and token.upper in RESERVED and token.text != token.upper:
            found.append(Token(WORD, token.upper, token.start, token.end, token.upper))
        else:
            found.append(token)
    return found


def _is_hexadecimal(token: Token) -> bool:
    """Whether a word is ``0xFF``, or another that no name can be: it begins with a digit and is glued to a number."""
    return token.kind == WORD and token.text[:2].lower() in ("0x", "0b")


def _belongs(word: Token, string: Token) -> bool:
    """Whether a word is part of the literal: ``x'00'``, ``_utf8'a'``, ``DATE '2027-01-01'``."""
    glued = word.end == string.start and (word.upper in _PREFIXES or word.text.startswith("_"))
    return glued or (word.upper in _TYPED and word.end != string.start)


def _opens(token: Token) -> bool:
    if token.kind == OPERATOR:
        return token.text != ")"
    return token.kind == WORD and token.upper in RESERVED


def _folded(tokens: list[Token]) -> list[Token]:
    """Leave one value of an IN list, and one row of VALUES."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        opens = index + 1 < len(tokens) and tokens[index + 1].is_operator("(")
        if opens and token.is_word("IN"):
            end = closing(tokens, index + 1)
            inside = tokens[index + 2 : end]
            if inside and all(t.kind in _LITERALS or t.is_operator(",") for t in inside):
                glued = [
                    Token(t.kind, t.text, inside[0].end, inside[0].end + 1) for t in tokens[end : end + 1]
                ]
                found += [token, tokens[index + 1], inside[0], *glued]
                index = end + 1
                continue
        elif opens and token.is_word("VALUES", "VALUE"):
            end = closing(tokens, index + 1)
            found += tokens[index : end + 1]
            while tokens[end + 1 : end + 2] and tokens[end + 1].is_operator(",") and _is_row(tokens, end + 2):
                end = closing(tokens, end + 2)
            index = end + 1
            continue
        found.append(token)
        index += 1
    return found


def _is_row(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].is_operator("(")


def _shown(tokens: list[Token]) -> str:
    return render([Token(t.kind, "?", t.start, t.end) if t.kind in _LITERALS else t for t in tokens])
