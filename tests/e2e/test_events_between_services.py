"""What one service emits, the handlers of another one hear: both built, started, and asked over HTTP."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from extractions import PROJECT, take_apart
from oracles import run
from ports import free_port
from styled import Answer, compile_in, replay, started

SPLIT = "services:\n  sales: {modules: [orders]}\n  post: {modules: [mails]}\n"
SHOP = {
    "src/main.ts": PROJECT["src/main.ts"].replace("3000", "Number(process.env.PORT ?? 3000)"),
    "src/app.module.ts": """import { Module } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { MailsModule } from './mails/mails.module';
import { OrdersModule } from './orders/orders.module';

@Module({ imports: [EventEmitterModule.forRoot({ wildcard: true }), OrdersModule, MailsModule] })
export class AppModule {}
""",
    "src/shared/order-placed.ts": """export class OrderPlaced {
  constructor(
    readonly id: number,
    readonly at: Date,
  ) {}

  title(): string {
    return `Order ${this.id} of ${this.at.getUTCFullYear()}`;
  }
}
""",
    "src/orders/orders.module.ts": """import { Controller, Get, Module, Param } from '@nestjs/common';
import { CqrsModule, EventBus, QueryBus } from '@nestjs/cqrs';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { CountMails } from '../mails/count-mails.query';
import { OrderPlaced } from '../shared/order-placed';

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly events: EventEmitter2,
    private readonly bus: EventBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('live')
  live() {
    return 'ok';
  }

  @Get(':id/place')
  async place(@Param('id') id: string) {
    const placed = new OrderPlaced(Number(id), new Date(Date.UTC(2026, 1, 1)));
    const answers = await this.events.emitAsync('order.placed', placed);
    this.bus.publish(placed);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { answers, mails: await this.queries.execute(new CountMails(placed.title())) };
  }
}

@Module({ imports: [CqrsModule], controllers: [OrdersController] })
export class OrdersModule {}
""",
    "src/mails/count-mails.query.ts": """export class CountMails {
  constructor(readonly title: string) {}
}
""",
    "src/mails/mails.handlers.ts": """import { Injectable, NotFoundException } from '@nestjs/common';
import { EventsHandler, QueryHandler } from '@nestjs/cqrs';
import { OnEvent } from '@nestjs/event-emitter';
import { OrderPlaced } from '../shared/order-placed';
import { CountMails } from './count-mails.query';

const sent: string[] = [];

@Injectable()
export class MailListener {
  @OnEvent('order.*')
  any(order: OrderPlaced): string {
    sent.push(order.title());
    return `mailed: ${order.title()}`;
  }
}

@EventsHandler(OrderPlaced)
export class MailAgainHandler {
  handle(order: OrderPlaced): void {
    sent.push(order.title());
  }
}

@QueryHandler(CountMails)
export class CountMailsHandler {
  async execute(query: CountMails): Promise<number> {
    if (query.title.startsWith('Order 404')) throw new NotFoundException('no such order');
    return sent.filter((each) => each === query.title).length;
  }
}
""",
    "src/mails/mails.module.ts": """import { Controller, Get, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CountMailsHandler, MailAgainHandler, MailListener } from './mails.handlers';

@Controller('mails')
export class MailsController {
  @Get('live')
  live() {
    return 'ok';
  }
}

@Module({
  imports: [CqrsModule],
  controllers: [MailsController],
  providers: [MailListener, MailAgainHandler, CountMailsHandler],
})
export class MailsModule {}
""",
}
ASKED = [
    {"method": "GET", "path": "/orders/7/place", "expect": 200},
    {"method": "GET", "path": "/orders/404/place", "expect": 404},
]
KEY_PAIR = """console.log(JSON.stringify(require('crypto').generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})))"""


def _keys() -> tuple[dict[str, str], dict[str, str]]:
    """Return the environment of who calls, and of who is called."""
    pair = json.loads(run(["node", "-e", KEY_PAIR]))
    private, public = pair["privateKey"], pair["publicKey"]
    known = json.dumps({"one": {"issuer": "sales", "pem": public}})
    return {"INTERNAL_PRIVATE_KEY": private, "INTERNAL_KEY_ID": "one"}, {"INTERNAL_PUBLIC_KEYS": known}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Answer]]]:
    """Return what the monolith and the service ``sales`` beside ``post`` answer to the same requests."""
    folder = tmp_path_factory.mktemp("events")
    apart = take_apart(folder, SHOP, SPLIT)
    calls, called = _keys()
    script = folder / "requests.jsonl"
    script.write_text("".join(f"{json.dumps(each)}\n" for each in ASKED), encoding="utf-8")
    compile_in(folder, "tsconfig.json")
    for name in ("sales", "post"):
        extraction = apart.of(name)
        assert extraction.refusals == ()
        for path, data in extraction.files:
            file = folder / "split" / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        (folder / "split" / name / "node_modules").symlink_to(folder / "node_modules")
        compile_in(folder / "split" / name, extraction.tsconfig)
    found: dict[str, list[Answer]] = {}
    own = {"PATH": os.environ["PATH"], "NO_COLOR": "1"}
    start = ("dist/main.js",)
    with ExitStack() as processes:
        port = free_port()
        alone = own | {"PORT": str(port)}
        base = processes.enter_context(started(folder, start, alone, "/orders/live"))
        found["monolith"] = replay(script, base)
        owner = own | called | {"PORT": str(free_port())}
        post = processes.enter_context(started(folder / "split" / "post", start, owner, "/mails/live"))
        emitter = own | calls | {"PORT": str(free_port()), "POST_URL": post}
        sales = processes.enter_context(started(folder / "split" / "sales", start, emitter, "/orders/live"))
        found["services"] = replay(script, sales)
    yield found


def test_a_handler_in_another_service_hears_an_event_and_its_answer_comes_back(
    answers: dict[str, list[Answer]],
) -> None:
    first = answers["services"][0]
    assert (first.status, first.body) == (
        200,
        {"answers": ["mailed: Order 7 of 2026"], "mails": 2},
    )
    assert first.body == answers["monolith"][0].body


def test_what_the_handler_of_a_query_throws_is_the_answer_that_it_was(
    answers: dict[str, list[Answer]],
) -> None:
    first = answers["services"][1]
    assert first.status == 404
    assert first.body == answers["monolith"][1].body
