"""The plan: phases in order, each with its steps, risks, effort and what can be undone until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One journalled step of a phase; ``undo`` says how it is taken back, or why it no longer can be."""

    kind: (
        # schema | grants | expose | detach | move | view | edit | deploy | shadow | weight | switch | soak |
        # complete | client | cleanup
        str
    )
    subject: str
    text: str
    undo: str
    reversible: bool = True


@dataclass(frozen=True, slots=True)
class Risk:
    """Something of the facts that makes a phase dangerous, with its place."""

    kind: str
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Factor:
    """One input of an estimate or of a rank: so many of something (``name``, in the plural) at so much each."""

    name: str
    count: int
    each: float

    @property
    def told(self) -> str:
        """The count with its name: ``1 foreign write``, ``2 foreign writes``, ``no foreign writes``."""
        if self.count != 1:
            return f"{self.count or 'no'} {self.name}"
        words = (
            word[:-1] if word.endswith("s") and not word.endswith("ss") else word
            for word in self.name.split()
        )
        return f"1 {' '.join(words)}"

    @property
    def total(self) -> float:
        """Their product."""
        return self.count * self.each


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """One phase, with everything a person needs to decide whether it may start."""

    id: str
    title: str
    services: tuple[str, ...]
    depends_on: tuple[str, ...]
    why_here: str
    rank: tuple[Factor, ...]
    steps: tuple[Step, ...]
    rollback: str
    risks: tuple[Risk, ...]
    effort: tuple[Factor, ...]
    days: float
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Phases in the order in which they are carried out."""

    phases: tuple[PlannedPhase, ...]
    days: float
    notes: tuple[str, ...] = ()
