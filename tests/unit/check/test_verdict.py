"""What was observed against a baseline and a selection: what is new, what is known, and what stands for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from unit_violations import violation

from woosh_split.check.baseline import written
from woosh_split.check.fingerprint import with_fingerprints
from woosh_split.check.observed import Observed
from woosh_split.check.registry import RULES
from woosh_split.check.verdict import Selection, failed, judge
from woosh_split.model.violation import BaselineEntry, CheckResult, Violation

TODAY = date(2026, 11, 29)
TEXTS = tuple(rule.text for rule in RULES)
ALL = Selection(TEXTS)
WRITE = violation(path="a/x.ts", symbol="A.save", target="users", code="WS303")


def seen(*violations: Violation, files: Sequence[str] = ()) -> Observed:
    found = with_fingerprints(violations)
    return Observed(found, {}, ("orders", "users"), tuple(files), 0, TEXTS)


def known(*violations: Violation, **more: object) -> tuple[BaselineEntry, ...]:
    return tuple(replace(each, **more) for each in written(with_fingerprints(violations), ()))


def told(result: CheckResult) -> tuple[int, int, int]:
    """Return how many are new, known and stale."""
    return len(result.new), len(result.known), len(result.stale)


def test_what_the_baseline_knows_is_known_and_what_is_gone_is_stale() -> None:
    gone = replace(WRITE, target="stock")
    result = judge(seen(WRITE, replace(WRITE, symbol="A.other")), known(WRITE, gone), ALL, TODAY)
    assert told(result) == (1, 1, 1)
    assert failed(result, allow_stale=True)
    assert not failed(judge(seen(WRITE), known(WRITE, gone), ALL, TODAY), allow_stale=True)
    assert failed(judge(seen(WRITE), known(WRITE, gone), ALL, TODAY), allow_stale=False)


@pytest.mark.parametrize(("until", "new"), [("2026-11-28", 1), ("2026-11-29", 0)])
def test_an_entry_knows_nothing_once_its_time_is_over_also_of_a_file_that_was_moved(
    until: str, new: int
) -> None:
    moved = replace(WRITE, path="b/x.ts")
    entries = known(WRITE, until=until)
    assert told(judge(seen(WRITE, files=["a/x.ts"]), entries, ALL, TODAY)) == (new, 1 - new, 0)
    assert told(judge(seen(moved, files=["b/x.ts"]), entries, ALL, TODAY)) == (new, 1 - new, 0)


def test_a_strict_service_has_no_known_ones() -> None:
    strict = replace(ALL, strict=frozenset({"orders"}))
    assert told(judge(seen(WRITE), known(WRITE), strict, TODAY)) == (1, 0, 0)


def test_only_what_was_selected_is_judged_and_can_be_stale() -> None:
    entries = known(WRITE)
    for selection in (
        Selection(tuple(text for text in TEXTS if text.code != "WS303")),
        Selection(TEXTS, paths=frozenset({"b/x.ts"})),
        Selection(TEXTS, services=frozenset({"users"})),
    ):
        assert told(judge(seen(WRITE), (), selection, TODAY)) == (0, 0, 0)
        assert told(judge(seen(), entries, selection, TODAY)) == (0, 0, 0)


def test_a_comment_is_called_useless_only_where_its_rule_was_asked() -> None:
    """With ``--select`` of another rule nobody knows what the comment would suppress."""
    useless = violation(code="WS901", path="a/x.ts", target="WS303", symbol="")
    assert told(judge(seen(useless), (), ALL, TODAY)) == (1, 0, 0)
    without = Selection(tuple(text for text in TEXTS if text.code != "WS303"))
    assert told(judge(seen(useless), (), without, TODAY)) == (0, 0, 0)


def test_what_could_not_be_told_is_an_error_only_where_that_is_asked() -> None:
    unclear = replace(violation(code="WS801", path="a/x.ts"), severity="warning")
    asked = replace(ALL, fail_on_unresolved=True)
    assert not failed(judge(seen(unclear), (), ALL, TODAY), allow_stale=False)
    assert failed(judge(seen(unclear), (), asked, TODAY), allow_stale=False)
    warned = replace(violation(code="WS702", path="a/x.ts"), severity="warning")
    assert not failed(judge(seen(warned), (), asked, TODAY), allow_stale=False)


def test_files_are_counted_as_far_as_they_were_judged() -> None:
    observed = seen(files=["a/x.ts", "b/x.ts", "b/y.ts"])
    assert judge(observed, (), ALL, TODAY).files == 3
    assert judge(observed, (), replace(ALL, paths=frozenset({"b/x.ts", "c.md"})), TODAY).files == 1
