"""Events of a bus that the project wrote itself: both sides are told, whoever carries the name between them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

BUS = """
import { Injectable, SetMetadata, Module, OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector, DiscoveryModule } from '@nestjs/core';
import { EventEmitter } from 'node:events';
export const ON = 'own:on';
export const On = (name: any) => SetMetadata(ON, name);
export class Paid { constructor(readonly id: number) {} }
@Injectable() export class Bus {
  private readonly listeners = new Map<string, any[]>();
  on(name: string, listener: (payload: any) => unknown) { this.listeners.set(name, [listener]); }
  publish(name: any, payload?: unknown) { for (const each of this.listeners.get(name) ?? []) each(payload); }
}
@Injectable() export class Node extends EventEmitter {}
@Module({ imports: [DiscoveryModule], providers: [Bus, Node], exports: [Bus, Node] })
export class BusModule implements OnApplicationBootstrap {
  constructor(private discovery: DiscoveryService, private scanner: MetadataScanner, private reflector: Reflector, private bus: Bus) {}
  onApplicationBootstrap() {
    for (const { instance } of this.discovery.getProviders()) {
      const name = this.reflector.get(ON, instance.handle);
      if (name) this.bus.on(name, (payload) => instance.handle(payload));
    }
  }
}
"""
APP = """
import { Module, Injectable } from '@nestjs/common';
import { Bus, BusModule, Node, On, Paid } from './bus';
@Injectable() export class Orders { constructor(private bus: Bus, private node: Node) {} pay() { SENDS; } }
@Injectable() export class Bills {
  constructor(private bus: Bus, private node: Node) {}
  HEARS
  bill() { return 1; }
}
@Module({ imports: [BusModule], providers: [Orders] }) export class OrdersModule {}
@Module({ imports: [BusModule], providers: [Bills] }) export class BillsModule {}
@Module({ imports: [OrdersModule, BillsModule] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("sends", "hears", "event", "listener"),
    [
        ("this.bus.publish('paid', 1)", "@On('paid') handle() {}", "paid", "Bills.handle"),
        ("this.bus.publish(new Paid(1))", "@On(Paid) handle() {}", "Paid", "Bills.handle"),
        (
            "this.bus.publish('paid', 1)",
            "onModuleInit() { this.bus.on('paid', () => this.bill()); }",
            "paid",
            "Bills.onModuleInit",
        ),
        (
            "this.node.emit('paid', 1)",
            "onModuleInit() { this.node.on('paid', this.bill.bind(this)); }",
            "paid",
            "Bills.bill",
        ),
    ],
)
def test_both_sides_of_an_event_are_told(
    tmp_path: Path, sends: str, hears: str, event: str, listener: str
) -> None:
    """A listener is found by its decorator's metadata, or where it is added."""
    source = APP.replace("SENDS", sends).replace("HEARS", hears)
    found = small(tmp_path, {"src/bus.ts": BUS, "src/app.module.ts": source})

    assert {(each.module, each.event, each.direction, each.function) for each in found.facts.events} == {
        ("orders", event, "emits", "Orders.pay"),
        ("bills", event, "handles", listener),
    }


@pytest.mark.parametrize(
    ("sends", "hears"),
    [
        ("this.bus.publish('paid', 1)", "@On('ordered') handle() {}"),
        ("this.bus.publish('paid', 1)", ""),
        ("", "@On('paid') handle() {}"),
    ],
)
def test_a_name_that_only_one_side_knows_is_no_event(tmp_path: Path, sends: str, hears: str) -> None:
    """Nothing else tells such a bus from any other class."""
    source = APP.replace("SENDS", sends).replace("HEARS", hears)

    assert not small(tmp_path, {"src/bus.ts": BUS, "src/app.module.ts": source}).facts.events


def test_what_a_bus_hands_to_a_package_is_sent_by_its_caller(tmp_path: Path) -> None:
    """The adapter around a package's emitter is the sender of nothing."""
    source = """
import { Module, Injectable } from '@nestjs/common';
import { EventEmitter2, OnEvent } from '@nestjs/event-emitter';
@Injectable() export class Bus { constructor(private emitter: EventEmitter2) {} raise(name: string) { this.emitter.emit(name); } }
@Injectable() export class Orders { constructor(private bus: Bus) {} pay() { this.bus.raise('paid'); } }
@Injectable() export class Bills { @OnEvent('paid') bill() {} }
@Module({ providers: [Bus], exports: [Bus] }) export class BusModule {}
@Module({ imports: [BusModule], providers: [Orders] }) export class OrdersModule {}
@Module({ providers: [Bills] }) export class BillsModule {}
@Module({ imports: [BusModule, OrdersModule, BillsModule] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/app.module.ts": source})

    assert {(each.module, each.direction, each.function) for each in found.facts.events} == {
        ("orders", "emits", "Orders.pay"),
        ("bills", "handles", "Bills.bill"),
    }
