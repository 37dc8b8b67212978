"""Events that a class of the domain applies, as ``@nestjs/cqrs`` has it: they are sent by its own methods."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

DOMAIN = """
import { AggregateRoot } from '@nestjs/cqrs';
export class Sailed { constructor(readonly id: number) {} }
export class Docked { constructor(readonly id: number) {} }
export interface Boat { sail(): void; dock(): void; commit(): void }
export class BoatOfOurs extends AggregateRoot implements Boat {
  id: number;
  sail() { this.apply(new Sailed(this.id)); }
  dock() { this.apply(new Docked(this.id)); }
  again(events: any[]) { this.apply(new Sailed(1), true); }
}
"""
APP = """
import { Inject, Injectable, Module } from '@nestjs/common';
import { CommandHandler, EventPublisher, EventsHandler } from '@nestjs/cqrs';
import { Boat, BoatOfOurs, Docked, Sailed } from './domain';
export class Sail {}
@CommandHandler(Sail) export class SailHandler {
  constructor(private readonly events: EventPublisher) {}
  async execute(_: Sail) { USE }
}
@EventsHandler(Sailed) export class OnSailed { handle(_: Sailed) {} }
@Module({ providers: [SailHandler, OnSailed] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    "use",
    [
        "const boat = this.events.mergeObjectContext(new BoatOfOurs()); boat.sail(); boat.commit();",
        "const boat: Boat = JSON.parse('{}'); boat.sail(); boat.commit();",
    ],
)
def test_what_an_aggregate_applies_it_sends(use: str, tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": APP.replace("USE", use), "src/domain.ts": DOMAIN})

    sent = {(each.event, each.function) for each in found.facts.events if each.direction == "emits"}
    assert sent == {("Sailed", "BoatOfOurs.sail"), ("Docked", "BoatOfOurs.dock")}
    assert found.unresolved() == []
