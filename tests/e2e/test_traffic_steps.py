"""Traffic by steps, through the real gateway with a real journal: what passes, what fails and goes back, what holds."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from database_shop import DUMP, ROWS, shop_organisation, split
from gateway_process import ADMIN_TOKEN, Gateway, route, running_gateway, soon, table
from mariadb import MariaDb
from migrations import only, request
from traffic_sides import Load, Side

from woosh_split.apply.replicas import Replica
from woosh_split.apply.traffic import Held, Pace
from woosh_split.database.ddl import Stopped
from woosh_split.errors import DatabaseError, InputError, Refusal
from woosh_split.model.routing import Target
from woosh_split.model.traffic import Limits
from woosh_split.pipeline.migration import MigrationRequest, status_of
from woosh_split.pipeline.phase_routes import route as route_back
from woosh_split.pipeline.phase_routes import write_routes
from woosh_split.pipeline.traffic import TrafficRequest, bring_back, check_gateways, move_traffic
from woosh_split.pipeline.traffic_steps import parse_steps, routes_told, table_at

pytestmark = pytest.mark.xdist_group("gateway")

PHASE, SERVICE = "02-ordering", "ordering"
ROUTES = (
    route("/api/orders/:id", 0, SERVICE, methods=("GET", "HEAD"), timeout_ms=10_000, target={"kind": "monolith"}),
    route("/api/orders", 1, SERVICE, methods=("POST",), shadowable=False, target={"kind": "monolith"}),
    route("/api/users", 2, "users", target={"kind": "monolith"}),
)  # fmt: skip
TABLE = yaml.safe_dump(table(*ROUTES, services=(SERVICE, "users")), sort_keys=False)
PACE = Pace(window=0.6, patience=60, soak=0.6, wait=20, limits=Limits(least=30, slower=1000))
"""Nothing here is judged by its speed but where a test makes a side slow: the machine may be busy."""


class Stand:
    """Monolith, service, gateway, table and database."""

    def __init__(self, gateway: Gateway, monolith: Side, service: Side, file: Path, server: MariaDb) -> None:
        self.gateway, self.monolith, self.service, self.file, self.server = (
            gateway, monolith, service, file, server,
        )  # fmt: skip
        self.told: list[str] = []

    @property
    def replica(self) -> Replica:
        """The gateway's admin port."""
        return Replica(f"http://127.0.0.1:{self.gateway.admin_port}", ADMIN_TOKEN)

    def migration(self, **more: Any) -> MigrationRequest:
        """Return the request for the database."""
        return request(self.server, shop_organisation(split()), tell=self.told.append, **more)

    def wanted(self, steps: str, **pace: Any) -> TrafficRequest:
        """Return the request for the traffic."""
        return TrafficRequest(
            self.file, steps=parse_steps(steps), replicas=(self.replica,), addresses={SERVICE: self.service.url},
            pace=replace(PACE, **pace),
        )  # fmt: skip

    def move(self, steps: str, **pace: Any) -> str:
        """Move the traffic."""
        return move_traffic(self.migration(), PHASE, [SERVICE], self.wanted(steps, **pace))

    def routes(self) -> str:
        """Where the routes lead, by the file; and the gateway must say so too."""
        told = hashlib.sha256(self.file.read_bytes()).hexdigest()
        assert soon(lambda: json.loads(self.gateway.admin("GET", "/table")[1])["hash"] == told)
        return routes_told(table_at(self.file), [SERVICE])

    def journal(self) -> list[tuple[str, str]]:
        """Return the journal's rows of traffic."""
        rows = status_of(self.migration(), 500).journal
        return [(row.kind, row.subject) for row in rows if row.goal == "traffic"]


@pytest.fixture(scope="module")
def standing(
    built_gateway: Path, tmp_path_factory: pytest.TempPathFactory, mariadb: MariaDb
) -> Iterator[Stand]:
    folder = tmp_path_factory.mktemp("steps")
    file = folder / "table.yaml"
    file.write_text(TABLE)
    with only(mariadb, DUMP + ROWS) as server, Side("monolith") as monolith, Side(SERVICE) as service:
        environment = {
            "MONOLITH_URL": monolith.url, "ORDERING_URL": service.url, "TABLE_FILE": str(file), "LOG_LEVEL": "warn",
            "SHADOW_NOISE_PERCENT": "0",
        }  # fmt: skip
        with running_gateway(built_gateway, folder / "run", table(), environment) as gateway:
            yield Stand(gateway, monolith, service, file, server)


@pytest.fixture
def stand(standing: Stand) -> Stand:
    standing.file.write_text(TABLE)
    standing.monolith.reset()
    standing.service.reset()
    standing.told.clear()
    standing.server.execute("DROP DATABASE IF EXISTS woosh_split;")
    assert standing.routes() == "monolith"
    return standing


def test_services_that_a_moved_one_calls_are_looked_at(stand: Stand) -> None:
    """Found in a field trial: half of its reads were 503, and nothing had said that somebody else was to run."""
    needed = {SERVICE: ("billing", "users")}
    addresses = {SERVICE: stand.service.url, "users": "http://127.0.0.1:1"}
    wanted = replace(
        stand.wanted("100"), steps=(), target=Target("service"), needed=needed, addresses=addresses
    )
    assert "1 gateway uses the table" in move_traffic(stand.migration(), PHASE, [SERVICE], wanted)
    told = "\n".join(stand.told)
    assert f"{SERVICE} calls billing, and where that runs is not known (BILLING_URL)" in told
    assert f"! {SERVICE} calls users, which is not ready: http://127.0.0.1:1 does not answer" in told


def test_a_service_that_does_as_well_gets_everything(stand: Stand) -> None:
    with Load(stand.gateway) as load:
        told = stand.move("shadow,50,100")

    assert told == f"{PHASE}: its routes are at 100 %, every gate passed."
    assert stand.routes() == "service"
    assert set(load.seen) == {200}
    assert stand.journal() == [
        ("begin", PHASE), ("routes", "shadow 100 %"), ("gate", "shadow 100 % passed"), ("routes", "50 %"),
        ("gate", "50 % passed"), ("routes", "100 %"), ("gate", "100 % passed"), ("gate", "soak passed"),
    ]  # fmt: skip
    assert any("answers alike, 0 other, 0 missing" in line for line in stand.told)
    # at 100 % there is nobody beside it: it is compared with what the monolith did before
    assert "the monolith: " in next(line for line in stand.told if line.startswith("gate 100 %"))

    assert "every step of its traffic has passed" in stand.move("shadow,50,100")


def test_errors_send_the_routes_back_at_once(stand: Stand) -> None:
    stand.service.status = 500
    with (
        Load(stand.gateway),
        pytest.raises(Refusal, match=r"The gate after 50 % failed: ordering: \d+") as why,
    ):
        stand.move("50,100", window=600.0)

    assert "The routes are back at the monolith, and every gateway follows" in str(why.value)
    assert why.value.exit_code == 1
    assert stand.routes() == "monolith"
    assert stand.journal()[-2:] == [("gate", "50 % failed"), ("routes", "monolith")]


def test_refusals_that_the_monolith_does_not_make_fail_the_gate(stand: Stand) -> None:
    stand.service.status = 404
    with Load(stand.gateway), pytest.raises(Refusal, match=r"answers are 4xx, 0\.0% of the monolith's"):
        stand.move("50,100")
    assert stand.routes() == "monolith"


def test_errors_that_the_monolith_makes_too_are_no_reason(stand: Stand) -> None:
    stand.service.status = stand.monolith.status = 404
    with Load(stand.gateway):
        stand.move("50", soak=0)
    assert stand.routes() == "split 50 %"


def test_another_answer_in_the_shadow_fails_the_gate(stand: Stand) -> None:
    stand.service.says = "something else"
    with (
        Load(stand.gateway) as load,
        pytest.raises(Refusal, match=r"The gate after shadow 100 % failed: .* other"),
    ):
        stand.move("shadow,50,100", window=600.0)
    assert set(load.seen) == {200}
    assert stand.routes() == "monolith"


def test_a_service_that_is_slow_fails_the_gate(stand: Stand) -> None:
    stand.service.delay = 2.6
    limits = Limits(least=10, slower=1.5)
    with (
        Load(stand.gateway, 12),
        pytest.raises(Refusal, match=r"its p99 is over 2500 ms, the monolith's is at most"),
    ):
        stand.move("50,100", window=3.0, limits=limits)
    assert stand.routes() == "monolith"


def test_a_service_that_dies_fails_the_gate_though_the_monolith_stands_in(
    stand: Stand, built_gateway: Path
) -> None:
    """The gateway falls back to the monolith, so that only its own counters tell."""
    with Side("dying") as dying:
        environment = {
            "MONOLITH_URL": stand.monolith.url, "ORDERING_URL": dying.url, "TABLE_FILE": str(stand.file),
            "LOG_LEVEL": "warn",
        }  # fmt: skip
        with running_gateway(built_gateway, stand.file.parent / "dying", table(), environment) as gateway:
            wanted = replace(
                stand.wanted("50,100", window=600.0), addresses={},
                replicas=(Replica(f"http://127.0.0.1:{gateway.admin_port}", ADMIN_TOKEN),),
            )  # fmt: skip
            killed = threading.Event()

            def tell(text: str) -> None:
                if text.startswith("routes: 50 %"):
                    dying.__exit__()
                    killed.set()

            with Load(gateway) as load, pytest.raises(Refusal, match=r"failed already|breaker is open"):
                move_traffic(replace(stand.migration(), tell=tell), PHASE, [SERVICE], wanted)
            assert killed.is_set()
            assert set(load.seen) <= {200, 502}  # 502: it died within an answer
            assert load.seen.count(502) < 20
    assert routes_told(table_at(stand.file), [SERVICE]) == "monolith"


def test_without_traffic_it_holds_and_goes_on_from_there(stand: Stand) -> None:
    with pytest.raises(
        Held, match="The gate after shadow 100 % is inconclusive: ordering: 0 comparisons of 30"
    ) as held:
        stand.move("shadow,50,100", window=0.2, patience=2)
    assert held.value.exit_code == 1
    assert stand.routes() == "shadow 100 %"

    with Load(stand.gateway):
        stand.move("shadow,50", soak=0)
    with pytest.raises(Held, match="The routes stay at 50 %"):
        stand.move("10,50,100", window=0.2, patience=2)
    assert stand.journal()[-3:-1] == [("begin", PHASE), ("routes", "50 %")]
    assert stand.routes() == "split 50 %"


def test_a_run_that_goes_on_at_100_percent_compares_with_what_the_gateways_have_counted(stand: Stand) -> None:
    """Nobody is beside the service then, and what always fails at the monolith would be held against it."""
    with Load(stand.gateway):
        stand.move("50", soak=0)
        with pytest.raises(Held, match="The routes stay at 100 %"):
            stand.move("100", window=0.2, patience=2, limits=replace(PACE.limits, least=1_000_000))
        stand.told.clear()
        stand.move("50,100", soak=0)
    (gate,) = (line for line in stand.told if line.startswith("gate"))
    assert gate.startswith("gate 100 %: passed")
    assert "; the monolith: " in gate


def test_a_service_that_is_not_healthy_gets_nothing(stand: Stand) -> None:
    stand.service.ready = 503
    with pytest.raises(
        Refusal, match=r"ordering is not ready after 0\.3 s: .*/_internal/health/ready answers 503"
    ):
        stand.move("50,100", wait=0.3)
    assert stand.routes() == "monolith"

    stand.service.ready = 200
    wanted = replace(stand.wanted("50", wait=0.3), addresses={"users": stand.service.url})
    with pytest.raises(Refusal, match="it knows no address of users: start it with USERS_URL"):
        move_traffic(stand.migration(), PHASE, ["users"], wanted)


def test_gateways_that_cannot_be_asked_are_told_before_anything(stand: Stand) -> None:
    wanted = stand.wanted("50,100")
    with pytest.raises(InputError, match=r"does not answer .*admin port"):
        check_gateways(replace(wanted, replicas=(Replica("http://127.0.0.1:1", "x"),)))
    with pytest.raises(InputError, match="refuses the token") as refused:
        check_gateways(replace(wanted, replicas=(replace(stand.replica, token="of somebody else"),)))
    assert "of somebody else" not in str(refused.value)
    with pytest.raises(InputError, match="is not the admin port of a gateway"):
        check_gateways(replace(wanted, replicas=(Replica(stand.service.url),)))
    with pytest.raises(InputError, match="characters that no header may have"):
        check_gateways(replace(wanted, replicas=(replace(stand.replica, token="two\nlines"),)))
    check_gateways(replace(wanted, replicas=(replace(stand.replica, token=None),)))


def test_a_gateway_with_another_table_stops_it(stand: Stand, built_gateway: Path) -> None:
    """One replica reads another file: half of the traffic would not move."""
    environment = {"MONOLITH_URL": stand.monolith.url, "ORDERING_URL": stand.service.url, "LOG_LEVEL": "warn"}
    own = table(*ROUTES[:2], services=(SERVICE,))
    with running_gateway(built_gateway, stand.file.parent / "other", own, environment) as other:
        wanted = stand.wanted("50,100", wait=0.5)
        both = (stand.replica, Replica(f"http://127.0.0.1:{other.admin_port}", ADMIN_TOKEN))
        with pytest.raises(Refusal, match=r"uses another table .* let its TABLE_FILE be this one"):
            move_traffic(stand.migration(), PHASE, [SERVICE], replace(wanted, replicas=both))
        assert stand.routes() == "monolith"
        with pytest.raises(Refusal, match="so the database was left alone"):
            bring_back(stand.migration(), replace(wanted, replicas=both), [SERVICE])
        bring_back(stand.migration(), wanted, [SERVICE])


def test_two_gateways_under_load_go_forward_and_back_together(stand: Stand, built_gateway: Path) -> None:
    """Each counts its own clients; only both together have enough for a gate."""
    environment = {
        "MONOLITH_URL": stand.monolith.url, "ORDERING_URL": stand.service.url, "TABLE_FILE": str(stand.file),
        "LOG_LEVEL": "warn", "SHADOW_NOISE_PERCENT": "0",
    }  # fmt: skip
    with running_gateway(built_gateway, stand.file.parent / "second", table(), environment) as second:
        both = (stand.replica, Replica(f"http://127.0.0.1:{second.admin_port}", ADMIN_TOKEN))
        wanted = replace(stand.wanted("shadow,50,100"), replicas=both)
        with Load(stand.gateway, clients=2) as one, Load(second, clients=2) as other:
            for _ in range(2):
                told = move_traffic(stand.migration(), PHASE, [SERVICE], wanted)
                assert told == f"{PHASE}: its routes are at 100 %, every gate passed."
                write_routes(stand.file, route_back(stand.file, [SERVICE], Target()))
                bring_back(stand.migration(), wanted, [SERVICE])
                used = [
                    json.loads(gateway.admin("GET", "/table")[1])["hash"]
                    for gateway in (stand.gateway, second)
                ]
                assert used == [hashlib.sha256(stand.file.read_bytes()).hexdigest()] * 2

    assert stand.routes() == "monolith"
    assert (set(one.seen), set(other.seen)) == ({200}, {200})


def test_gateways_that_nobody_names_have_the_time_to_follow(stand: Stand) -> None:
    migration, wanted = stand.migration(drain=30), replace(stand.wanted("100"), replicas=())
    for target in (Target("service"), Target()):
        write_routes(stand.file, route_back(stand.file, [SERVICE], target))
        bring_back(migration, wanted, [SERVICE], changed=True)
        told = json.loads(stand.gateway.admin("GET", "/table")[1])["hash"]
        assert told == hashlib.sha256(stand.file.read_bytes()).hexdigest()

    with pytest.raises(Stopped):
        bring_back(replace(migration, stop=lambda: True), wanted, [SERVICE], changed=True)


def test_a_gateway_that_is_lost_sends_the_routes_back(stand: Stand, built_gateway: Path) -> None:
    environment = {
        "MONOLITH_URL": stand.monolith.url, "ORDERING_URL": stand.service.url, "TABLE_FILE": str(stand.file),
    }  # fmt: skip
    with running_gateway(built_gateway, stand.file.parent / "lost", table(), environment) as gateway:
        wanted = stand.wanted("50,100", window=600.0, wait=1.0)
        lost = Replica(f"http://127.0.0.1:{gateway.admin_port}", ADMIN_TOKEN)

        def tell(text: str) -> None:
            if text.startswith("routes: 50 %"):
                gateway.process.kill()

        with pytest.raises(Refusal, match=r"nobody can tell how the service does.*back at the monolith, but"):
            move_traffic(
                replace(stand.migration(), tell=tell), PHASE, [SERVICE], replace(wanted, replicas=(lost,))
            )
    assert stand.routes() == "monolith"


def test_a_database_that_is_lost_sends_the_routes_back(stand: Stand) -> None:
    def tell(text: str) -> None:
        if text.startswith("routes: 50 %"):
            stand.server.execute(
                "SELECT CONCAT('KILL ', IS_USED_LOCK('woosh_split:shop')) INTO @sql; EXECUTE IMMEDIATE @sql;"
            )

    with pytest.raises(DatabaseError, match=r"the server was lost.*The routes are back at the monolith"):
        move_traffic(
            replace(stand.migration(), tell=tell), PHASE, [SERVICE], stand.wanted("50,100", window=600.0)
        )
    assert stand.routes() == "monolith"


def test_whoever_asks_for_an_end_finds_the_routes_where_they_were(stand: Stand) -> None:
    asked = threading.Event()

    def tell(text: str) -> None:
        if text.startswith("routes: 50 %"):
            asked.set()

    wanted = stand.wanted("50,100", window=600.0)
    with pytest.raises(Stopped):
        move_traffic(replace(stand.migration(), tell=tell, stop=asked.is_set), PHASE, [SERVICE], wanted)
    assert stand.routes() == "split 50 %"


def test_a_second_run_and_a_second_hand_are_noticed(stand: Stand) -> None:
    second: list[str] = []

    def tell(text: str) -> None:
        if text.startswith("routes: 50 %"):
            with pytest.raises(Refusal) as refused:
                stand.move("50,100")
            second.append(str(refused.value))
            stand.file.write_text(TABLE + "# by hand\n")

    with pytest.raises(Held, match="Somebody else changed the routing table"):
        move_traffic(
            replace(stand.migration(), tell=tell), PHASE, [SERVICE], stand.wanted("50,100", window=600.0)
        )
    assert "Another run works on shop" in second[0]
    assert stand.file.read_text().endswith("# by hand\n")
