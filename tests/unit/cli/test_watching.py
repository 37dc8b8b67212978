"""``check --watch``: what counts as a change, and what a change at the wrong moment does not end."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.cli import watching
from woosh_split.cli.watching import watch
from woosh_split.cli.workspace import Reading


class Enough(Exception):  # noqa: N818 - reads as what happened
    """The person has seen enough."""


def looks_until_run_again(
    reading: Reading, baseline: Path | None, change: object, monkeypatch: pytest.MonkeyPatch
) -> int:
    """Return how often was looked until a change led to a second run; the change comes before the third look."""
    runs, looks = [], []

    def run() -> int:
        runs.append(1)
        if len(runs) == 2:
            raise Enough
        return 0

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 2:
            change()
        assert len(looks) < 10, "the change was not seen"

    monkeypatch.setattr(watching.time, "sleep", sleep)
    with pytest.raises(Enough):
        watch(reading, run, None, baseline)
    return len(looks)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "a.ts").write_text("export class A {}\n", "utf-8")
    return tmp_path / "app"


def test_a_baseline_elsewhere_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One beside the split file is seen by the walk; for one that was named, nothing was."""
    baseline = root.parent / "baseline.json"
    found = looks_until_run_again(Reading(root), baseline, lambda: baseline.write_text("{}"), monkeypatch)
    assert found == 2


def test_a_file_that_goes_just_now_is_a_change_and_no_end(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = root.parent / "facts.json"
    facts.write_text("{}", "utf-8")
    exists = Path.exists

    def gone() -> None:
        facts.unlink()
        monkeypatch.setattr(Path, "exists", lambda path: path == facts or exists(path))

    assert looks_until_run_again(Reading(root, facts_file=facts), None, gone, monkeypatch) == 2
