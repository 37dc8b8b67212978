"""SQL text to tokens, in one linear pass: what is needed to split statements and to place holes.

sqlglot has a tokenizer of its own, but it stops at the first thing that is not plain SQL: a hole, a placeholder of
some driver, a version comment. This one takes all of them, and never fails: what it cannot read is an ``error`` token.
"""

from __future__ import annotations

import re

from woosh_split.records import dataclass
from woosh_split.sql.text import HOLE

WORD = "word"
IDENTIFIER = "identifier"  # in back-ticks (or in double quotes or brackets, where the dialect has it so)
STRING = "string"
NUMBER = "number"
PARAMETER = "parameter"  # ?, :name, :...names, $1, :1
VARIABLE = "variable"  # @name, @@name
OPERATOR = "operator"
HOLE_TOKEN = "hole"  # noqa: S105 - a kind of token, no secret
ERROR = "error"


@dataclass(slots=True)
class Token:
    """A piece of SQL; ``text`` is as it stands in the source, ``upper`` is filled for words only."""

    kind: str
    text: str
    start: int
    end: int
    upper: str = ""

    def is_word(self, *words: str) -> bool:
        """Say whether this is one of the given (upper case) unquoted words."""
        return self.kind == WORD and self.upper in words

    def is_operator(self, text: str) -> bool:
        """Say whether this is the operator ``text``."""
        return self.kind == OPERATOR and self.text == text

    @property
    def name(self) -> str:
        """The text without its quotes."""
        if self.kind == IDENTIFIER:
            quote = self.text[-1]
            return self.text[1:-1].replace(quote * 2, quote)
        return self.text


# No group is repeated possessively: Python before 3.11.5 goes on at the wrong character after one (gh-106052).
_PATTERN = r"""
    (?P<space>\s+)
  | (?P<comment>--(?=[\s\x00-\x1f]|\Z)[^\n]*+ | \#[^\n]*+ | /\*(?!M?!).*?\*/)
  | (?P<version>/\*M?!\d*+)
  | (?P<closing>\*/)
  | (?P<string>'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*'(?!') | "[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*"(?!"))
  | (?P<identifier>`[^`]*+(?:``[^`]*+)*`(?!`))
  | (?P<unclosed>['"`]|/\*)
  | (?P<parameter>\?\? | \? | :(?:\.\.\.)?[A-Za-z_]\w*+(?:\.\w++)* | \$\d++ | (?<![\w\])]):\d++)
  | (?P<number>(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?(?![\w$HOLE]))
  | (?P<variable>@@?(?:`[^`]*+`|'[^']*+'|[\w$.]++)?)
  | (?P<word>[\w$HOLE]++)
  | (?P<operator>->>|->|<=>|<=|>=|<>|!=|:=|::|\|\||&&|<<|>>|.)
""".replace("HOLE", HOLE)

_MYSQL = re.compile(_PATTERN, re.VERBOSE | re.DOTALL)
_ANSI = re.compile(
    _PATTERN.replace(r"--(?=[\s\x00-\x1f]|\Z)", "--")
    .replace(r"| \#[^\n]*+ ", "")
    .replace(r"""| "[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*"(?!"))""", ")")
    .replace(r"*`(?!`))", r"""*`(?!`) | "[^"]*+(?:""[^"]*+)*"(?!") | \[[A-Za-z_][\w\ ]*+\])"""),
    re.VERBOSE | re.DOTALL,
)  # fmt: skip


def tokenize(text: str, ansi: bool = False) -> list[Token]:
    """Return the tokens of ``text`` without blanks and comments; version comments are opened.

    With ``ansi``, double quotes and brackets hold names, as in PostgreSQL, SQLite and SQL Server.
    """
    tokens: list[Token] = []
    pattern = _ANSI if ansi else _MYSQL
    matches = pattern.finditer(text)
    opened = 0
    while (match := next(matches, None)) is not None:
        kind = match.lastgroup
        if kind == "version":
            opened += 1
            continue
        if kind in ("space", "comment") or (kind == "closing" and opened):
            opened -= kind == "closing"
            continue
        piece = match.group()
        start, end = match.span()
        if kind == "closing":  # SELECT */* all of them */ FROM: nothing is open that it could close
            tokens.append(Token(OPERATOR, "*", start, start + 1))
            matches = pattern.finditer(text, start + 1)
        elif kind == "word":
            if HOLE in piece and not piece.strip(HOLE):
                tokens.append(Token(HOLE_TOKEN, HOLE, start, end))
            else:
                tokens.append(Token(WORD, piece, start, end, piece.upper()))
        elif kind == "unclosed":
            tokens.append(Token(ERROR, piece, start, len(text)))
            break
        elif kind == "parameter" and piece == "??":
            tokens.append(Token(HOLE_TOKEN, HOLE, start, end))
        else:
            tokens.append(Token(str(kind), piece, start, end))
    return tokens


def split_statements(tokens: list[Token]) -> list[list[Token]]:
    """Cut the tokens at each ``;``; empty statements are left out."""
    statements: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_operator(";"):
            statements.append([])
        else:
            statements[-1].append(token)
    return [statement for statement in statements if statement]


def closing(tokens: list[Token], index: int) -> int:
    """Return the index of the bracket that closes the one at ``index``; that of the last token where none does."""
    depth = 0
    for position in range(index, len(tokens)):
        token = tokens[position]
        if token.kind == OPERATOR:
            depth += 1 if token.text == "(" else -1 if token.text == ")" else 0
            if depth == 0:
                return position
    return len(tokens) - 1


def render(tokens: list[Token]) -> str:
    """Return the tokens as text, with a blank wherever something stood between them.

    A cast gets one, too: ``$1::uuid`` would be ``?::uuid`` else, whose ``?::`` is one operator to sqlglot.
    """
    parts: list[str] = []
    end = -1
    for token in tokens:
        if token.start != end or token.is_operator("::"):
            parts.append(" ")
        parts.append("?" if token.kind == PARAMETER else token.text)
        end = token.end
    return "".join(parts).strip()
