"""Jobs and what reacts to messages."""

from __future__ import annotations

import pytest
from nest_projects import backend

from woosh_split.sources.code.nestjs.cron import CRON_EXPRESSIONS
from woosh_split.sources.code.nestjs.events import read_handled_events
from woosh_split.sources.code.nestjs.jobs import read_jobs
from woosh_split.sources.code.nestjs.modules import ModuleGraph

IMPORTS = """import { Module, Controller } from '@nestjs/common';
import { Cron, CronExpression, Interval, Timeout } from '@nestjs/schedule';
import { OnEvent } from '@nestjs/event-emitter';
import { CommandHandler, EventsHandler, QueryHandler } from '@nestjs/cqrs';
import { Process, Processor, WorkerHost, OnWorkerEvent, OnQueueFailed } from '@nestjs/bullmq';
import { EventPattern, GrpcMethod, MessagePattern } from '@nestjs/microservices';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { NestFactory } from '@nestjs/core';
"""


def graph_of(classes: str, names: str = "Work") -> ModuleGraph:
    """Return the modules of one file whose classes are providers."""
    source = f"{IMPORTS}{classes}\n@Module({{ providers: [{names}] }}) export class AppModule {{}}\nNestFactory.create(AppModule);"
    return backend({"src/main.ts": source})[2]


@pytest.mark.parametrize(
    ("decorator", "schedule"),
    [
        ("@Cron('0 22 * * *', { timeZone: 'Africa/Nairobi' })", "0 22 * * *"),
        ("@Cron(CronExpression.EVERY_DAY_AT_MIDNIGHT)", "0 0 * * *"),
        ("@Cron(CronExpression['EVERY_30_SECONDS'])", "*/30 * * * * *"),
        ("@Cron(process.env.CRON || '* * * * *')", "* * * * *"),
        ("@Cron(process.env.CRON ?? CronExpression.EVERY_HOUR)", "0 0-23/1 * * *"),
        ("@Cron(TEN)", "*/10 * * * *"),
        ("@Interval(30_000)", "30000"),
        ("@Interval('beat', 5 * MINUTE)", "300000"),
        ("@Timeout(2000 + 500)", "2500"),
    ],
)
def test_a_job_has_the_cron_text_or_milliseconds(decorator: str, schedule: str) -> None:
    """Enum members, constants and arithmetic are worked out; names and time zones are left out."""
    jobs, unresolved = read_jobs(
        graph_of(
            f"const TEN = '*/10 * * * *'; const MINUTE = 60 * 1000;\nclass Work {{ {decorator}\n  run() {{}} }}"
        )
    )
    assert [(job.module, job.function, job.schedule) for job in jobs] == [("app", "Work.run", schedule)]
    assert unresolved == ()


def test_a_computed_time_is_said_with_its_place() -> None:
    """It is no job, but it is not lost."""
    jobs, unresolved = read_jobs(graph_of("class Work { @Cron(soon())\n  run() {} }"))
    assert (jobs, [(each.kind, each.text) for each in unresolved]) == ((), [("job", "Work.run")])


def test_an_inherited_job_counts_for_each_concrete_class() -> None:
    """File and line are the base class's; a class in no module has no jobs."""
    jobs, _ = read_jobs(
        graph_of(
            "abstract class Base { @Interval(1) tick() {} }\nclass One extends Base {}\nclass Two extends Base {}\n"
            "class Dead extends Base {}",
            "One, Two",
        )
    )
    assert [job.function for job in jobs] == ["One.tick", "Two.tick"]


def test_every_member_of_cron_expression_is_known() -> None:
    """The oldest and the oddest of them."""
    assert len(CRON_EXPRESSIONS) == 83
    assert CRON_EXPRESSIONS["MONDAY_TO_FRIDAY_AT_12PM"] == "0 0 12 * * 1-5"
    assert CRON_EXPRESSIONS["EVERY_30_MINUTES_BETWEEN_10AM_AND_7PM"] == "0 */30 10-19 * * *"
    assert CRON_EXPRESSIONS["EVERY_DAY_AT_9AM"] == "0 09 * * *"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("class Work { @OnEvent('order.created') run() {} }", [("order.created", "run")]),
        ("enum E { Paid = 'order.paid' } class Work { @OnEvent(E.Paid) run() {} }", [("order.paid", "run")]),
        ("class Work { @OnEvent(['order', 'done']) run() {} }", [("order.done", "run")]),
        ("class Work { @OnEvent('a') @OnEvent('b') run() {} }", [("a", "run"), ("b", "run")]),
        ("class X {} @CommandHandler(X) class Work { execute() {} }", [("X", "execute")]),
        ("class X {} @QueryHandler(X) class Work { execute() {} }", [("X", "execute")]),
        (
            "class X {} class Y {} @EventsHandler(X, Y) class Work { handle() {} }",
            [("X", "handle"), ("Y", "handle")],
        ),
        ("@Processor('mail') class Work extends WorkerHost { process() {} }", [("mail", "process")]),
        (
            "@Processor({ name: 'mail' }) class Work { @Process('send') send() {} @Process() rest() {} "
            "@OnQueueFailed() failed() {} @OnWorkerEvent('done') done() {} }",
            [("mail.send", "send"), ("mail", "rest")],
        ),
        ("class Work { @MessagePattern({ cmd: 'sum' }) run() {} }", [("{cmd:sum}", "run")]),
        ("class Work { @EventPattern('user_made') run() {} }", [("user_made", "run")]),
        ("class Work { @GrpcMethod('Heroes', 'Find') run() {} }", [("Heroes.Find", "run")]),
        ("class Work { @GrpcMethod() findOne() {} }", [("Work.FindOne", "findOne")]),
        ("@WebSocketGateway() class Work { @SubscribeMessage('hi') run() {} }", [("hi", "run")]),
    ],
)
def test_what_reacts_to_a_message_and_how_it_is_called(code: str, expected: list[tuple[str, str]]) -> None:
    """Texts, message classes, queues and jobs, patterns."""
    events, unresolved = read_handled_events(graph_of(code))
    assert [(event.event, event.function.partition(".")[2]) for event in events] == expected
    assert ({event.direction for event in events}, unresolved) == ({"handles"}, ())


def test_a_computed_event_is_said_with_its_place() -> None:
    """It is not guessed."""
    events, unresolved = read_handled_events(graph_of("class Work { @OnEvent(name()) run() {} }"))
    assert (events, [(each.kind, each.text) for each in unresolved]) == ((), [("event", "Work.run")])
