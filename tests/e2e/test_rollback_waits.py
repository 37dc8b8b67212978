"""``rollback`` and what a service still has under way: on a real MariaDB, with transactions that take their time."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pymysql
import pytest
from database_shop import DUMP, ROWS, shop_organisation, split
from gateway_process import soon
from mariadb import MariaDb
from migrations import PASSWORD, late_split, only, request, state

from woosh_split.apply import rhythm
from woosh_split.apply.draining import StillAtWork
from woosh_split.database.ddl import Stopped
from woosh_split.model.migration import APPLIED, NOT_APPLIED
from woosh_split.model.organisation import ServicePart
from woosh_split.pipeline.migration import MigrationRequest, apply_phase, rollback_phase, status_of
from woosh_split.sql.quoting import literal

PHASE = "02-ordering"
CASES = {
    "schema": split("schema", everywhere=True),
    "grants": split("grants", everywhere=True),
    "late": late_split(),
}

pytestmark = pytest.mark.xdist_group("apply")


@pytest.fixture
def shop(mariadb: MariaDb) -> Iterator[MariaDb]:
    """A server with the shop's database and nothing else."""
    with only(mariadb, DUMP + ROWS) as server:
        yield server


@dataclass
class Slow:
    """A request of the service that takes its time: statements with pauses, in one transaction or each for itself."""

    server: MariaDb
    part: ServicePart
    statements: int
    pause: float
    transaction: bool = True
    failures: list[str] = field(default_factory=list)
    begun: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Do it, and keep what the server refuses."""
        connection = pymysql.connect(
            host=self.server.host, port=self.server.port, user=self.part.account.user, password=PASSWORD,
            database=self.part.schema, autocommit=not self.transaction,
        )  # fmt: skip
        with connection, connection.cursor() as cursor:
            try:
                for number in range(self.statements):
                    cursor.execute("INSERT INTO order_tags VALUES (100, %s)", (f"slow {number}",))
                    self.begun.set()
                    time.sleep(self.pause)
                connection.commit()
            except pymysql.Error as error:
                self.failures.append(str(error))


@contextmanager
def at_work(slow: Slow) -> Iterator[threading.Thread]:
    """Yield while the request is under way; it has ended when the block has."""
    thread = threading.Thread(target=slow.run)
    thread.start()
    try:
        assert slow.begun.wait(10)
        yield thread
    finally:
        thread.join(30)


def applied(server: MariaDb, case: str = "late") -> tuple[MigrationRequest, ServicePart]:
    """Apply the phase, and return the request with the part of its service."""
    organisation = shop_organisation(CASES[case])
    wanted = request(server, organisation)
    apply_phase(wanted, PHASE)
    return wanted, next(part for part in organisation.parts if part.service == "ordering")


def where(wanted: MigrationRequest) -> str:
    return next(phase.state for phase in status_of(wanted).phases if phase.id == PHASE)


def tags(server: MariaDb) -> int:
    return int(server.execute("SELECT COUNT(*) FROM shop.order_tags WHERE tag LIKE 'slow%';").split()[1])


@pytest.mark.parametrize("case", CASES)
def test_a_transaction_that_is_under_way_is_waited_for_and_keeps_its_rights(case: str, shop: MariaDb) -> None:
    wanted, part = applied(shop, case)
    said: list[str] = []

    slow = Slow(shop, part, 6, 0.4)
    with at_work(slow):
        rollback_phase(replace(wanted, drain=30, tell=said.append), PHASE)

    assert slow.failures == []
    assert tags(shop) == 6
    assert where(wanted) == NOT_APPLIED
    assert said[0].startswith(f"waiting for what {part.account.user} began, 0 of 30 s: connection ")
    with pytest.raises(pymysql.Error):
        Slow(shop, part, 1, 0).run()


def test_a_request_of_single_statements_is_waited_for_between_two_of_them(shop: MariaDb) -> None:
    wanted, part = applied(shop)

    slow = Slow(shop, part, 5, 0.5, transaction=False)
    with at_work(slow):
        rollback_phase(replace(wanted, drain=30), PHASE)

    assert slow.failures == []
    assert tags(shop) == 5


def test_who_is_still_at_work_when_the_time_is_over_is_named_and_everything_stays(shop: MariaDb) -> None:
    before = state(shop)
    wanted, part = applied(shop)
    there = state(shop)

    slow = Slow(shop, part, 2, 2)
    with at_work(slow), pytest.raises(StillAtWork) as refused:
        rollback_phase(replace(wanted, drain=0.5), PHASE)

    assert f"{part.account.user} is still at work: connection " in str(refused.value)
    assert "idle in a transaction" in str(refused.value)
    assert "slow 0" not in str(refused.value)
    assert where(wanted) == APPLIED
    assert slow.failures == []
    shop.execute("DELETE FROM shop.order_tags WHERE tag LIKE 'slow%';")
    assert state(shop) == there
    rollback_phase(replace(wanted, drain=30), PHASE)
    assert state(shop) == before


def test_what_begins_while_tables_move_is_waited_for_before_the_account_goes(shop: MariaDb) -> None:
    wanted, part = applied(shop)
    slow = Slow(shop, part, 4, 0.4)
    thread = threading.Thread(target=slow.run)

    def begin(text: str) -> None:
        if text == f"move ordering {part.moves[0].table}: done":  # the last one on the way back
            thread.start()
            assert slow.begun.wait(10)

    rollback_phase(replace(wanted, drain=30, tell=begin), PHASE)
    thread.join(30)

    assert slow.failures == []
    assert tags(shop) == 4
    assert where(wanted) == NOT_APPLIED


def test_ctrl_c_ends_the_wait_and_nothing_was_taken(shop: MariaDb) -> None:
    wanted, part = applied(shop)
    asked: list[str] = []

    with at_work(Slow(shop, part, 2, 1)) as thread, pytest.raises(Stopped):
        rollback_phase(replace(wanted, drain=30, tell=asked.append, stop=lambda: bool(asked)), PHASE)
        assert thread.is_alive()

    assert where(wanted) == APPLIED


def test_nobody_is_waited_for_where_the_user_says_so_or_others_are_at_work(shop: MariaDb) -> None:
    wanted, part = applied(shop)
    shop.execute(
        f"CREATE USER monolith_app@'%' IDENTIFIED BY {literal(PASSWORD)}; GRANT ALL ON shop.* TO monolith_app@'%';"
    )
    account = replace(part.account, user="monolith_app", role=None)

    with at_work(
        Slow(shop, replace(part, account=account, schema="shop"), 8, 0.3, transaction=False)
    ) as others:
        rollback_phase(replace(wanted, drain=30), PHASE)
        assert others.is_alive()
    shop.execute("DELETE FROM shop.order_tags WHERE tag LIKE 'slow%';")
    apply_phase(wanted, PHASE)
    slow = Slow(shop, part, 8, 0.3, transaction=False)
    with at_work(slow):
        rollback_phase(wanted, PHASE)

    assert len(slow.failures) == 1


def test_an_old_transaction_of_the_service_itself_is_waited_for_instead_of_refused(
    shop: MariaDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("woosh_split.apply.preflight.OLD_TRANSACTION", 1)
    wanted, part = applied(shop)

    slow = Slow(shop, part, 2, 1.5)
    with at_work(slow):
        assert soon(lambda: _old(wanted), 10)
        rollback_phase(replace(wanted, drain=30), PHASE)

    assert slow.failures == []
    assert where(wanted) == NOT_APPLIED


def _old(wanted: MigrationRequest) -> bool:
    return any(each.seconds >= 1 for each in status_of(wanted).blocking)


@contextmanager
def health_checks(
    server: MariaDb, part: ServicePart, every: float, statement: str = "SELECT 1"
) -> Iterator[list[str]]:
    """Yield while a pool of the service is asked like a clock, one connection after the other; what the server refused."""
    over = threading.Event()
    failures: list[str] = []
    ready = threading.Barrier(2)

    def run() -> None:
        pool = [
            pymysql.connect(
                host=server.host, port=server.port, user=part.account.user, password=PASSWORD,
                database=part.schema, autocommit=True,
            )
            for _ in range(3)
        ]  # fmt: skip
        ready.wait(10)
        for number in itertools.count():
            if over.wait(every):
                return
            try:
                with pool[number % 3].cursor() as cursor:
                    cursor.execute(statement)
            except pymysql.Error as error:
                failures.append(str(error))
                return

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    try:
        yield failures
    finally:
        over.set()
        thread.join(10)


def test_a_health_check_that_never_leaves_a_second_of_rest_does_not_keep_a_phase_from_being_taken_back(
    shop: MariaDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rhythm, "WATCHED", 4.0)
    wanted, part = applied(shop)
    said: list[str] = []

    with health_checks(shop, part, 0.45):
        slow = Slow(shop, part, 4, 0.4)
        with at_work(slow):
            rollback_phase(replace(wanted, drain=40, tell=said.append), PHASE)

    assert slow.failures == []
    assert tags(shop) == 4
    assert where(wanted) == NOT_APPLIED
    assert [
        text for text in said if text.startswith(f"{part.account.user}: single statements have come every 0.")
    ]


def test_a_phase_that_is_back_already_is_said_to_leave_no_user(shop: MariaDb) -> None:
    wanted, _ = applied(shop)
    rollback_phase(wanted, PHASE)

    assert [note for note in rollback_phase(wanted, PHASE).notes if "The user" in note] == []
