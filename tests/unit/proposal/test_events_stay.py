"""Who sends an event and who handles it: nothing carries it between two services, so they are proposed as one."""

from __future__ import annotations

from woosh_split.graph.joint import EVENT, READ_TIE, WRITE_TIE
from woosh_split.proposal.weights import weights


def test_an_event_holds_more_than_a_read_and_less_than_a_write() -> None:
    """Extract refuses to part the two; a foreign read is a view."""
    ties = weights().ties
    assert ties[READ_TIE] < ties[EVENT] < ties[WRITE_TIE]
