"""Who sends an event and who handles it: loosely tied, since a client can listen in another service."""

from __future__ import annotations

from woosh_split.graph.joint import CALL, EVENT, FOREIGN_KEY
from woosh_split.proposal.weights import weights


def test_an_event_holds_less_than_a_call_and_more_than_a_foreign_key() -> None:
    """Nobody waits for what hears an event, but it is lost while the other service is away."""
    ties = weights().ties
    assert ties[FOREIGN_KEY] < ties[EVENT] < ties[CALL]
