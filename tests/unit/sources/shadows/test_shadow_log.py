"""The log of shadow requests: what it tells is counted, what is no comparison is told, and nothing in it is believed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.cli.app import run
from woosh_split.errors import InputError
from woosh_split.model.shadow import MOST_TIMES
from woosh_split.sources.shadows.log import read_shadow_log


def line(outcome: str = "same", *, time: str = "2026-11-28T10:00:00.000Z", **more: Any) -> str:
    """Return a line as the gateway writes it."""
    found = {
        "version": 1, "time": time, "route": "a1", "name": "GET /a/:id", "service": "orders", "outcome": outcome,
        "primary": {"status": 200, "ms": 4.0}, "candidate": {"status": 200, "ms": 6.5}, "masks": 0, "differences": [],
    }  # fmt: skip
    return json.dumps(found | more)


def at(*places: str) -> list[dict[str, str]]:
    """Return differences at places."""
    return [{"at": each, "primary": "number", "candidate": "string"} for each in places]


def written(folder: Path, *lines: str) -> str:
    file = folder / "shadow.jsonl"
    file.write_text("\n".join(lines))
    return str(file)


def test_outcomes_times_and_the_first_three_places_are_told(tmp_path: Path) -> None:
    lines = [
        line(),
        line("differs", differences=at("$.b", "$.b", "$.c")),
        line("differs", differences=at("$.b", "$.d", "$.e")),
        line("failed", candidate={"status": 0, "ms": 900.0}),
    ]
    source, (route,) = read_shadow_log(written(tmp_path, *lines))
    assert (route.same, route.differs, route.failed, route.compared) == (1, 2, 1, 4)
    assert [(each.at, each.count) for each in route.differences] == [("$.b", 2), ("$.c", 1), ("$.d", 1)]
    assert route.places == 4
    assert route.p50 == (4.0, 6.5)
    assert (source.since, source.unread) == ("2026-11-28T10:00:00.000Z", 0)


def test_a_line_that_is_half_written_or_something_else_is_counted_and_left_out(tmp_path: Path) -> None:
    lines = [
        "",
        "[]",
        "7",
        '{"version": 1}',
        line("odd"),
        line(differences=3),
        line(),
        "[" * 100_000,
        line()[:50],
    ]
    source, (route,) = read_shadow_log(written(tmp_path, *lines))
    assert (route.compared, source.unread) == (1, 7)


def test_comparisons_before_a_time_are_left_out_and_a_packed_log_is_opened(tmp_path: Path) -> None:
    lines = [line("differs"), line(time="2026-11-28T12:00:00.000Z")]
    file = tmp_path / "shadow.jsonl.gz"
    file.write_bytes(gzip.compress("\n".join(lines).encode()))
    source, (route,) = read_shadow_log(str(file), "2026-11-28T12:00:00.000Z")
    assert (route.same, route.differs, source.unread) == (1, 0, 0)
    assert run(["routes", "shadow-report", "--log", str(file), "--since", "2026-11-28T14:00:00+02:00"]) == 0
    assert run(["routes", "shadow-report", "--log", str(file)]) == 1


def test_times_are_those_of_the_last_comparisons(tmp_path: Path) -> None:
    slow = [line(candidate={"status": 200, "ms": 99.0})] * MOST_TIMES
    _, (route,) = read_shadow_log(written(tmp_path, *[line()] * 10, *slow))
    assert len(route.milliseconds) == MOST_TIMES
    assert route.p50 == (4.0, 99.0)
    assert route.compared == MOST_TIMES + 10


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--log", "{empty}"], "Nothing was shadowed"),
        (["--log", "{full}", "--service", "mail"], "There are comparisons of orders"),
        (["--log", "{full}", "--since", "2027-01-01"], "Nothing was shadowed since 2027-01-01"),
        (["--log", "{full}", "--since", "soon"], "is no time"),
        (["--since", "2026-01-01"], "--since needs --log"),
        (["--log", "{newer}"], "a line of version 2"),
        (["--log", "nowhere.jsonl"], "no log nowhere.jsonl. SHADOW_REPORT"),
        (["--gateway", "127.0.0.1:9901"], "is no address of an admin port"),
        (["--gateway", "http://me:secret@host:9901"], "host:9901 is no address"),
        (["--gateway", "http://host:9901/shadow"], "without a path"),
        (["--gateway", "http://host:none"], "is no address"),
    ],
)
def test_what_cannot_be_told_is_refused_with_the_reason(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    files = {"empty": "", "full": line(), "newer": line(version=2)}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    given_ = [each.format(**{name: tmp_path / name for name in files}) for each in arguments]
    with pytest.raises(InputError, match=said) as refused:
        run(["routes", "shadow-report", *given_])
    assert "secret" not in str(refused.value)


def test_a_clean_report_is_0_and_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report.txt"
    log = written(tmp_path, line())
    assert run(["routes", "shadow-report", "--log", log, "--min", "1", "--output", str(out)]) == 0
    assert "GET /a/:id  orders   1     1        0       0    +2.5 ms" in out.read_text()
    assert run(["routes", "shadow-report", "--log", log, "--min", "2"]) == 1
    assert "1 of 1 routes have fewer than 2 comparisons" in capsys.readouterr().err


@given(st.lists(st.one_of(st.text(max_size=40), st.just(line()), st.binary(max_size=30)), max_size=8))
def test_no_text_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str | bytes]
) -> None:
    data = b"\n".join(each if isinstance(each, bytes) else each.encode("utf-8", "replace") for each in parts)
    file = tmp_path_factory.mktemp("log") / "shadow.jsonl"
    file.write_bytes(b"{" + data if data[:2] == b"\x1f\x8b" else data)
    _, routes = read_shadow_log(str(file))
    assert sum(each.compared for each in routes) <= len(data.split(b"\n"))
