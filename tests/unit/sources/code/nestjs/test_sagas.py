"""Sagas of CQRS react to events and send commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

SAGAS = """
import { Module, Injectable } from '@nestjs/common';
import { CommandHandler, ICommand, ICommandHandler, ofType, Saga } from '@nestjs/cqrs';
import { delay, map, mergeMap, Observable, of } from 'rxjs';
export class Paid { constructor(readonly id: string) {} }
export class Refused { constructor(readonly id: string) {} }
export class Ship { constructor(readonly id: string) {} }
export class Warn { constructor(readonly note: Note) {} }
export class Tell { constructor(readonly id: string) {} }
export class LostError extends Error {}
export class Note { constructor(readonly id: string) {} }
@CommandHandler(Ship) export class ShipHandler implements ICommandHandler<Ship> { async execute(command: Ship) {} }
@CommandHandler(Warn) export class WarnHandler implements ICommandHandler<Warn> { async execute(command: Warn) {} }
@Injectable() export class OrderSagas {
  FIRST
  @Saga()
  refused(events: Observable<any>): Observable<ICommand> {
    return events.pipe(ofType(Refused), mergeMap((e) => { if (!e) throw new LostError(); return of(new Warn(new Note(e.id)), new Tell(e.id)); }));
  }
  other = (events: Observable<any>) => events.pipe(ofType(Refused), map((e) => new Ship(e.id)));
}
@Module({ providers: [OrderSagas, ShipHandler, WarnHandler] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    "first",
    [
        "@Saga() paid = (events: Observable<any>): Observable<ICommand> => events.pipe(ofType(Paid, Refused), map((e) => new Ship(e.id)));",
        "@Saga() paid = (events: any) => events.ofType(Paid, Refused).pipe(map((e: any) => { return new Ship(e.id); }));",
        "@Saga() paid(events: Observable<any>) { return events.pipe(ofType(Paid, Refused), delay(9), map((e) => new Ship(e.id))); }",
    ],
    ids=["a field", "a method of the stream", "a method"],
)
def test_a_saga_handles_its_events_and_sends_its_commands(tmp_path: Path, first: str) -> None:
    """So does one that nobody handles; what is put into a command is none, and a field without the decorator is no saga."""
    found = small(tmp_path, {"src/app.module.ts": SAGAS.replace("FIRST", first)})

    told = {
        (each.direction, each.event, each.function, each.line)
        for each in found.facts.events
        if each.function.startswith("OrderSagas")
    }
    assert told == {
        ("handles", "Paid", "OrderSagas.paid", 15),
        ("handles", "Refused", "OrderSagas.paid", 15),
        ("emits", "Ship", "OrderSagas.paid", 15),
        ("handles", "Refused", "OrderSagas.refused", 18),
        ("emits", "Warn", "OrderSagas.refused", 18),
        ("emits", "Tell", "OrderSagas.refused", 18),
    }


CHOSEN = """
import { Module, Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
@Injectable() export class Orders {
  constructor(private readonly events: EventEmitter2) {}
  close(paid: boolean, id: string) {
    this.events.emit(`order.${paid ? 'paid' : 'dropped'}`, {});
    this.events.emit(`order.${id}`, {});
  }
  send(paid: boolean, name: string) { this.events.emit(paid ? 'order.paid' : name, {}); }
  private pass(paid: boolean, name: string) { this.events.emit(paid ? 'order.paid' : name, {}); }
  passed() { this.pass(true, 'order.kept'); }
}
@Module({ providers: [Orders] }) export class AppModule {}
"""


def test_each_of_the_names_that_an_event_may_have_is_sent(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": CHOSEN})

    assert {(each.event, each.line) for each in found.facts.events} == {
        ("order.paid", 7),
        ("order.dropped", 7),
        ("order.*", 8),
        ("order.paid", 10),
        ("order.paid", 11),
        ("order.kept", 11),
    }
    assert [(each.kind, each.line) for each in found.facts.unresolved] == [("event", 10)]
