"""What is sent through a broker is the event that its handlers wait for, whatever the client is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

HEAD = """
import { Injectable, Module } from '@nestjs/common';
import { ClientProxyFactory, ClientRMQ, EventPattern, Transport } from '@nestjs/microservices';
import { AmqpConnection, RabbitSubscribe } from '@golevelup/nestjs-rabbitmq';
import { SqsService, SqsMessageHandler } from '@ssut/nestjs-sqs';
"""


@pytest.mark.parametrize(
    ("sends", "handler"),
    [
        ("this.rabbit.publish('shop', 'order.paid', {})", "@RabbitSubscribe({ exchange: 'shop', routingKey: 'order.paid' })"),
        ("this.rabbit.request({ exchange: 'shop', routingKey: 'order.paid', payload: {} })", "@RabbitSubscribe({ routingKey: 'order.paid' })"),
        ("this.queues.send('order.paid', { id: '1', body: 'x' })", "@SqsMessageHandler('order.paid')"),
        ("this.client.emit('order.paid', {})", "@EventPattern('order.paid')"),
        ("this.made.emit('order.paid', {})", "@EventPattern('order.paid')"),
        ("this.wrapped('order.paid')", "@RabbitSubscribe({ routingKey: 'order.paid' })"),
    ],
)  # fmt: skip
def test_both_sides_of_a_message_have_one_name(tmp_path: Path, sends: str, handler: str) -> None:
    source = f"""{HEAD}
@Injectable() export class Shop {{
  private readonly made = ClientProxyFactory.create({{ transport: Transport.TCP }});
  constructor(private readonly rabbit: AmqpConnection, private readonly queues: SqsService, private readonly client: ClientRMQ) {{}}
  pay() {{ {sends}; }}
  {"private wrapped(key: string) { this.rabbit.publish('shop', key, {}); }" if "wrapped" in sends else ""}
  {handler} paid() {{}}
}}
@Module({{ providers: [Shop] }}) export class AppModule {{}}
"""
    facts = small(tmp_path, {"src/app.module.ts": source}).facts
    sent = {each.event for each in facts.events if each.direction == "emits"}
    handled = {each.event for each in facts.events if each.direction == "handles"}
    assert (sent, handled) == ({"order.paid"}, {"order.paid"})
    assert facts.unresolved == ()
