"""Who sends an event and who handles it: nothing carries it between two services, so they are proposed as one."""

from __future__ import annotations

from woosh_split.graph.joint import EVENT, READ_TIE, WRITE_TIE
from woosh_split.model.crossing import CALL, Crossing, Site
from woosh_split.model.placement import Placement
from woosh_split.proposal.questions import questions
from woosh_split.proposal.weights import weights


def test_an_event_holds_more_than_a_read_and_less_than_a_write() -> None:
    """Extract refuses to part the two; a foreign read is a view."""
    ties = weights().ties
    assert ties[READ_TIE] < ties[EVENT] < ties[WRITE_TIE]


def _sent(service: str, event: str, *lines: int, kind: str = EVENT, to: str = "post") -> Crossing:
    sites = tuple(Site("src/a.ts", line, f"{service}-module", "Sender.send") for line in lines)
    return Crossing(f"{service}-{event}", service, to, kind, event, sites)


def test_events_that_leave_a_service_are_asked_about_before_extract_refuses_them() -> None:
    crossed = (
        _sent("shop", "mail", 3, 9),
        _sent("tasks", "mail", 4),
        _sent("shop", "Post.send", 5, kind=CALL),
    )
    (asked,) = questions((), (), Placement({}, {}, {}, frozenset()), None, crossed=crossed)
    assert asked.startswith(
        "The event mail is handled in post and emitted in shop and tasks (3 places, in shop-module and tasks-module)"
    )
    assert "extract refuses" in asked
    assert asked.endswith("keep both together with `pins: together:`.")


def test_a_handler_of_the_root_module_is_not_to_be_pinned_together_with_anybody() -> None:
    crossed = (_sent("shop", "mail", 3, to="monolith"),)
    (asked,) = questions((), (), Placement({}, {}, {}, frozenset()), None, crossed=crossed)
    assert asked.endswith(
        "Call the handler's provider instead, or let the module that emits it provide the handler."
    )


def test_of_many_such_events_the_rest_is_counted() -> None:
    crossed = tuple(_sent("shop", f"event-{n}", 1) for n in range(10))
    asked = questions((), (), Placement({}, {}, {}, frozenset()), None, crossed=crossed)
    assert len(asked) == 9
    assert asked[-1].startswith("So it is with 2 more events")
