"""Who handles an event: its name, or a pattern that it fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from woosh_split.graph.event_names import Handlers
from woosh_split.model.code import BROKER, PROCESS, QUEUE, SOCKET, Event


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("orders.placed", "orders.placed", True),
        ("orders.*", "orders.placed", True),
        ("orders.*", "orders.placed.late", False),
        ("orders.*", "orders", False),
        ("*.placed", "orders.placed", True),
        ("orders.**", "orders.placed.late", True),
        ("orders.**", "orders", True),
        ("**", "anything.at.all", True),
        ("**.late", "orders.placed.late", True),
        ("catalog.*", "orders.placed", False),
    ],
)
def test_a_pattern_reaches_what_fits_it(pattern: str, name: str, fits: bool) -> None:
    handler = Event("mail", pattern, "handles", "Mail.send", "a.ts", 1)
    sent = Event("orders", name, "emits", "Orders.place", "b.ts", 1)

    assert Handlers([handler, sent]).of(sent) == ([handler] if fits else [])


@pytest.mark.parametrize(
    ("sent", "name", "fits"),
    [
        ("order.*", "order.placed", True),
        ("order.*.done", "order.paid.late.done", True),
        ("*.placed", "order.placed", True),
        ("order.*", "client.placed", False),
        ("*", "order.placed", False),  # nothing is known of it
    ],
)
def test_a_name_of_which_a_part_is_not_known_may_be_any_that_fits(sent: str, name: str, fits: bool) -> None:
    handler = Event("mail", name, "handles", "Mail.send", "a.ts", 1)
    event = Event("orders", sent, "emits", "Orders.place", "b.ts", 1)

    assert Handlers([handler]).of(event) == ([handler] if fits else [])


def test_two_messages_of_one_name_are_told_apart_by_the_files_of_their_classes() -> None:
    handlers = [
        Event(module, "CreateCommand", "handles", "Handler.execute", f"{module}.ts", 1, class_file=file)
        for module, file in (("users", "users/create.command.ts"), ("orders", "orders/create.command.ts"))
    ]
    sent = Event(
        "users", "CreateCommand", "emits", "Users.create", "users.ts", 1, class_file=handlers[0].class_file
    )

    assert Handlers(handlers).of(sent) == handlers[:1]
    assert Handlers(handlers).of(replace(sent, class_file=None)) == handlers


@pytest.mark.parametrize(
    ("sent", "handled", "reaches"),
    [
        (PROCESS, PROCESS, True),
        (QUEUE, QUEUE, True),
        (BROKER, BROKER, True),
        (PROCESS, BROKER, False),
        (QUEUE, PROCESS, False),
        (SOCKET, SOCKET, False),  # what the server sends, the browser hears
    ],
)
def test_an_event_reaches_the_handlers_of_what_carries_it(sent: str, handled: str, reaches: bool) -> None:
    handler = Event("mail", "placed", "handles", "Mail.send", "a.ts", 1, handled)
    event = Event("orders", "placed", "emits", "Orders.place", "b.ts", 1, sent)

    assert Handlers([handler]).of(event) == ([handler] if reaches else [])
