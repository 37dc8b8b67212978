"""What a rule of ``check`` is, and what it finds before the finding has a column and a fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from woosh_split.model.violation import ERROR, Related, RuleText
from woosh_split.records import dataclass

if TYPE_CHECKING:
    from woosh_split.check.scene import Scene


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that breaks a rule.

    ``words`` are looked for on the line, in this order, to say where the caret stands (one that begins with a dot is
    a method that is called); ``sql`` is the table to look for in the SQL that the line runs, however many lines it has,
    and ``paths`` are the names of relations that its call may be handed.
    """

    from_service: str
    to_service: str
    target: str
    file: str
    line: int
    symbol: str
    message: str
    fix: str
    words: tuple[str, ...] = ()
    sql: str | None = None
    crossing: str | None = None
    related: tuple[Related, ...] = ()
    paths: tuple[str, ...] = ()


class Rule(Protocol):
    """A rule says what it is about, and finds where a monolith does not keep to its split file."""

    @property
    def text(self) -> RuleText:
        """What the rule says of itself."""
        ...

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every place that breaks the rule."""
        ...


def about(code: str, name: str, summary: str, why: str, fix: str, severity: str = ERROR) -> RuleText:
    """Return a rule's text; its page is the one of its code."""
    return RuleText(code, name, summary, why, fix, f"reference/rules/{code}/", severity)
