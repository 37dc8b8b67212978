"""What a broken or hostile admin port can do to whoever moves traffic: keep it from an answer, never from the routes."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from woosh_split.apply import replicas
from woosh_split.apply.exposition import read_metrics
from woosh_split.apply.replicas import Replica, Unreachable, metrics_of, table_in_use, targets_of
from woosh_split.apply.traffic import Pace, Traffic, go_through
from woosh_split.apply.watching import Reading, Watched, read
from woosh_split.errors import InputError, Refusal
from woosh_split.model.traffic import TrafficStep

Answer = Callable[[socket.socket, bytes], None]
HEAD = b"HTTP/1.1 200 OK\r\n"


@contextlib.contextmanager
def replica(answer: Answer, token: str | None = None) -> Iterator[Replica]:
    """Serve every request by ``answer``, each on a connection of its own."""
    over = threading.Event()

    def one(client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            answer(client, client.recv(65536))

    def serve() -> None:
        while True:
            client, _ = server.accept()
            if over.is_set():
                client.close()
                return
            threading.Thread(target=one, args=(client,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield Replica(f"http://127.0.0.1:{server.getsockname()[1]}", token)
        finally:
            over.set()
            socket.create_connection(server.getsockname()).close()
            thread.join()


def whole(body: bytes) -> Answer:
    """Return an answer with a length."""
    return lambda client, _: client.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def dripped(first: bytes, drop: bytes) -> Answer:
    """Return an answer that comes drop by drop for a minute."""

    def answer(client: socket.socket, _: bytes) -> None:
        client.sendall(first)
        for _ in range(300):
            client.sendall(drop)
            time.sleep(0.2)

    return answer


@pytest.mark.parametrize(
    ("first", "drop"),
    [(HEAD + b"Content-Length: 300\r\n\r\n", b"x"), (HEAD, b"x"), (b"", b"HTTP/1.1 100 Continue\r\n\r\n")],
    ids=["body", "head", "continue"],
)
def test_an_answer_that_drips_has_an_end(monkeypatch: pytest.MonkeyPatch, first: bytes, drop: bytes) -> None:
    monkeypatch.setattr(replicas, "TIMEOUT", 0.5)
    with replica(dripped(first, drop)) as each, pytest.raises(Unreachable, match=r"timed out|does not end"):
        metrics_of(each)


@pytest.mark.parametrize(
    "head", [b"\r\n", b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"Transfer-Encoding: chunked\r\n\r\n0\r\n"],
    ids=["body", "chunk", "trailers"],
)  # fmt: skip
def test_an_answer_without_an_end_is_told_and_not_kept(head: bytes) -> None:
    def answer(client: socket.socket, _: bytes) -> None:
        client.sendall(HEAD + head)
        while True:
            client.sendall(b"a: 1\r\n" * 20_000)

    with replica(answer) as each, pytest.raises(Unreachable, match=r"longer than 64 MiB|HTTPException"):
        metrics_of(each)


def test_half_an_answer_is_none() -> None:
    """The counters of its other half would seem to have stood still."""
    text = HEAD + b"Content-Length: 90\r\n\r\ngateway_requests_total 1\n"
    with (
        replica(lambda client, _: client.sendall(text)) as each,
        pytest.raises(Unreachable, match="IncompleteRead"),
    ):
        metrics_of(each)


def test_a_malformed_answer_is_not_taken_for_a_bad_token() -> None:
    text = HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nxxxxx\r\n0\r\n\r\n"
    with (
        replica(lambda client, _: client.sendall(text), "t") as each,
        pytest.raises(Unreachable, match="does not answer"),
    ):
        table_in_use(each)


@pytest.mark.parametrize("body", [b"[" * 200_000, b"[]", b"{", b'{"hash": "a"}', b"null"])
def test_json_that_is_none_of_ours_is_said(body: bytes) -> None:
    with replica(whole(body), "t") as each:
        with pytest.raises(InputError, match="is not the admin port of a gateway"):
            table_in_use(each)
        with pytest.raises(InputError, match="is not the admin port of a gateway"):
            targets_of(each)


def test_what_a_terminal_is_told_has_no_control_characters() -> None:
    body = json.dumps({"hash": "a", "refused": "\x1b[2J\x1b]0;evil\x07 it is wrong\n" + "x" * 9000}).encode()
    with replica(whole(body), "t") as each:
        refused = table_in_use(each).refused
    assert refused is not None
    assert refused.isprintable()
    assert "it is wrong" in refused
    assert len(refused) <= 500


@pytest.mark.parametrize(
    "line",
    [
        'gateway_requests_total{route="r",target="s",status="200"} NaN',
        'gateway_requests_total{route="r",target="s",status="500"} -100',
        'gateway_requests_total{route="r",target="s",status="200"} +Inf',
        'gateway_requests_total{route="r",target="s",status="200"} 1e300',
        'gateway_requests_total{route="r",target="s",status="fine"} 1',
        'gateway_requests_total{route="r",target="s"} 1',
        'gateway_request_seconds_bucket{route="r",target="s",le="nan"} 1',
        'gateway_request_seconds_bucket{route="r",target="s"} 1',
        'gateway_shadow_total{service="s",outcome="differs"} -3',
        "gateway_fallbacks_total NaN",
    ],
)
def test_what_nobody_can_have_counted_is_not_believed(line: str) -> None:
    with replica(whole(f"{line}\n".encode())) as each, pytest.raises(Unreachable, match="/metrics"):
        read([each])


def test_a_replica_that_names_no_table_is_not_taken_for_one_with_ours() -> None:
    """Its counters are missing, too: errors of the service would be seen by nobody."""
    series = {
        "http://a": read_metrics('gateway_table_info{hash="h"} 1\n'),
        "http://b": read_metrics("up 1\n"),
    }
    assert Reading(series).tables == {"http://a": "h", "http://b": ""}


def test_a_line_of_metrics_is_read_in_time_that_grows_with_its_length() -> None:
    """At the square of its length a line of two megabytes would take hours."""
    began = time.process_time()
    read_metrics("a{" + "x" * (1 << 20) + "} 1\na{" + " " * (1 << 20) + "} 1\n")
    assert time.process_time() - began < 30


def test_the_end_of_a_line_is_a_newline_and_nothing_else() -> None:
    assert read_metrics('a{route="/x\u2028y\x0bz"} 3\n') == {
        ("a", frozenset({("route", "/x\u2028y\x0bz")})): 3.0
    }


def test_a_replica_that_turns_to_nonsense_does_not_hide_where_the_routes_are() -> None:
    """It answers the first question well, then it is another program's port."""
    asked: list[bytes] = []

    def answer(client: socket.socket, request: bytes) -> None:
        asked.append(request)
        if request.startswith(b"POST"):
            whole(b'{"hash": "at 50", "refused": null}' if len(asked) == 1 else b"welcome")(client, request)
        else:
            whole(b'gateway_table_info{hash="at 50"} 1\ngateway_fallbacks_total NaN\n')(client, request)

    switched: list[str] = []
    with replica(answer, "t") as each:
        traffic = Traffic(
            (each,), (Watched("s", frozenset({"GET /x"})),), Pace(window=0.1, wait=0.3),
            switch=lambda target: switched.append(target.kind) or f"at {target.percent}",  # type: ignore[func-returns-value]
            held=lambda _: True, note=lambda *_: None, alive=lambda: None, tell=lambda _: None, stop=lambda: False,
        )  # fmt: skip
        with pytest.raises(
            Refusal, match=r"no count.*The routes are back at the monolith, but .* is not the admin"
        ):
            go_through(traffic, [TrafficStep("split", 50)])
    assert switched == ["split", "monolith"]
