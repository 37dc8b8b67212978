"""Events whose name nobody could tell are said with their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

SOURCE = """
import { Module, Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
@Injectable() export class Notices {
  constructor(private readonly emitter: EventEmitter2) {}
  send(name: string, payload: any) { this.emitter.emit(name, payload); }
}
@Injectable() export class Boats {
  constructor(private readonly notices: Notices) {}
  move(boat: any) { CALL; }
}
@Module({ providers: [Boats, Notices] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("call", "events", "unresolved"),
    [
        ("this.notices.send('boat.moved', boat)", {"boat.moved"}, []),
        ("this.notices.send(boat.kind(), boat)", set(), ["event: Notices.send"]),
        ("return boat", set(), ["event: Notices.send"]),
    ],
)
def test_a_name_that_no_caller_tells_is_said(
    tmp_path: Path, call: str, events: set[str], unresolved: list[str]
) -> None:
    """What is sent by a wrapper is known where one of its callers names it."""
    found = small(tmp_path, {"src/app.module.ts": SOURCE.replace("CALL", call)})

    assert ({each.event for each in found.facts.events}, found.unresolved()) == (events, unresolved)
