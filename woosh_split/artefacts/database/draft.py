"""A service's part while it is being made."""

from __future__ import annotations

from dataclasses import dataclass, field

from woosh_split.model.organisation import Grant, Note, View


@dataclass(slots=True)
class Draft:
    """What is known of a part so far."""

    service: str
    views: list[View] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    definer_grants: list[Grant] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: str, subject: str, text: str) -> None:
        """Add a note."""
        self.notes.append(Note(kind, subject, text))
