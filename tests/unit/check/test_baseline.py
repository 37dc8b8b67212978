"""The baseline: its text, what it refuses, and that it may only shrink."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit_violations import violation

from woosh_split.check.baseline import (
    BaselineError,
    ended,
    entry_of,
    load_baseline,
    parse_baseline,
    pruned,
    render_baseline,
    written,
)
from woosh_split.check.fingerprint import with_fingerprints
from woosh_split.check.moved_files import moved_entries, of_new_files
from woosh_split.model.violation import Violation

PATH = Path("woosh-split.baseline.json")


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=6)
violations = st.lists(
    st.builds(
        violation,
        code=st.sampled_from(["WS301", "WS303", "WS801", "WS901"]),
        line=st.integers(1, 30),
        symbol=names,
        target=names,
        path=names,
    ),
    max_size=12,
).map(with_fingerprints)


@given(violations)
def test_what_is_written_is_read_again(found: tuple[Violation, ...]) -> None:
    entries = written(found, ())
    assert set(parse_baseline(render_baseline(entries), PATH)) == set(entries)


@given(violations)
def test_what_is_written_knows_every_violation_but_those_about_suppressions(
    found: tuple[Violation, ...],
) -> None:
    known = {entry.fingerprint for entry in written(found, ())}
    assert known == {each.fingerprint for each in found if not each.code.startswith("WS9")}


@given(violations, violations)
def test_pruning_never_adds_and_leaves_only_what_is_still_there(
    before: tuple[Violation, ...], now: tuple[Violation, ...]
) -> None:
    old = written(before, ())
    left = pruned(now, old)
    assert set(left) <= set(old)
    assert {entry.fingerprint for entry in left} <= {each.fingerprint for each in now}
    assert pruned(now, left) == left


@given(violations, st.randoms())
def test_the_text_depends_on_no_order(found: tuple[Violation, ...], random: object) -> None:
    entries = list(written(found, ()))
    text = render_baseline(entries)
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert render_baseline(entries) == text


def test_there_is_one_entry_a_line_without_line_numbers_under_a_header_that_says_how_it_is_made() -> None:
    text = render_baseline(written(with_fingerprints([violation(), violation(line=9)]), ()))
    lines = text.splitlines()
    assert '"version": 1' in lines[1]
    assert "woosh-split baseline write" in lines[2]
    assert sum("WS303" in line for line in lines) == 2
    assert set(json.loads(text)["violations"][0]) == {
        "fingerprint", "code", "from", "to", "path", "symbol", "target",
    }  # fmt: skip


def test_a_reason_and_an_end_that_a_person_wrote_are_kept() -> None:
    (found,) = with_fingerprints([violation()])
    old = (replace(entry_of(found), reason="SHOP-412", until="2027-03-31"),)
    assert written([found], old) == old
    assert parse_baseline(render_baseline(old), PATH) == old


def test_an_entry_ends_after_its_day() -> None:
    entry = replace(entry_of(violation()), until="2027-03-31")
    assert not ended(entry, "2027-03-31")
    assert ended(entry, "2027-04-01")


def test_a_file_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert load_baseline(tmp_path / "none.json") == ()


def test_a_byte_order_mark_before_it_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text(good(), encoding="utf-8-sig")
    assert load_baseline(tmp_path / "known.json") == parse_baseline(good(), PATH) != ()


def good() -> str:
    return render_baseline(written(with_fingerprints([violation()]), ()))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is no baseline"),
        (good().replace('"version": 1', '"version": 2'), "has version 2; this woosh-split reads version 1"),
        (good().replace('"version": 1', '"version": true'), "which never was"),
        (good().replace('"orders"', '"billing"'), "edited by hand"),
        (good().replace('"symbol": ', '"symbols": '), "lacks the text 'symbol'"),
        (good().replace('"target"', '"line": "3", "target"'), "unknown key 'line'"),
        (good().replace('"target"', '"until": "soon", "target"'), "is no date"),
        ("<<<<<<< HEAD\n" + good(), ":1 holds the conflict markers of a merge"),
    ],
)
def test_what_was_not_written_by_this_program_is_refused(text: str, told: str) -> None:
    with pytest.raises(BaselineError) as refused:
        parse_baseline(text, PATH)
    assert told in str(refused.value)


def test_an_entry_that_both_sides_of_a_merge_brought_is_one() -> None:
    line = next(line for line in good().splitlines() if "WS303" in line)
    assert parse_baseline(good().replace(line, f"{line.rstrip(',')},\n{line}"), PATH) == parse_baseline(
        good(), PATH
    )


def test_an_entry_twice_with_two_reasons_is_refused() -> None:
    line = next(line for line in good().splitlines() if "WS303" in line).rstrip(",")
    other = line.replace('"target"', '"reason": "another", "target"')
    with pytest.raises(BaselineError, match="twice"):
        parse_baseline(good().replace(line, f"{line},\n{other}"), PATH)


def test_a_comma_that_a_merge_took_away_is_told() -> None:
    line = next(line for line in good().splitlines() if "WS303" in line).rstrip(",")
    with pytest.raises(BaselineError, match="ends with a comma"):
        parse_baseline(good().replace(line, f"{line}\n{line}"), PATH)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(BaselineError, match="not UTF-8"):
        load_baseline(path)


def _moved(before: list[Violation], now: list[Violation], *files: str) -> dict[str, str]:
    """Return the paths that the baseline of ``before`` knows under another name now, each with its old one."""
    found = with_fingerprints(now)
    paths = {each.fingerprint: each.path for each in found}
    moved = moved_entries(found, written(with_fingerprints(before), ()), files)
    assert len({entry.fingerprint for entry in moved.values()}) == len(moved)
    return {paths[new]: entry.path for new, entry in moved.items()}


def _at(path: str, symbol: str = "A.b", target: str = "users") -> Violation:
    return violation(path=path, symbol=symbol, target=target)


def test_a_moved_file_is_known_where_it_has_the_same_violations() -> None:
    twice = [_at("a/x.ts"), replace(_at("a/x.ts"), line=9)]
    here = [replace(each, path="b/y.ts") for each in twice]
    assert _moved(twice, here) == {"b/y.ts": "a/x.ts"}
    assert _moved(twice, here[:1]) == {}
    assert _moved(twice, [*here, _at("b/y.ts", target="stock")]) == {}
    assert _moved(twice, here, "a/x.ts") == {}, "the old file is still there"
    assert _moved([*twice, _at("b/y.ts", target="stock")], here) == {}, "the new one was known of"


def test_of_several_files_that_fit_it_is_the_one_that_kept_its_name() -> None:
    old = [_at("a/x.ts")]
    assert _moved(old, [_at("b/x.ts"), _at("b/y.ts")]) == {"b/x.ts": "a/x.ts"}
    assert _moved(old, [_at("b/x.ts"), _at("c/x.ts")]) == {}
    assert _moved([*old, _at("c/z.ts")], [_at("b/y.ts")]) == {}, "two files became one"


def test_a_file_that_only_imports_must_have_kept_its_name() -> None:
    assert _moved([_at("a/x.ts", "")], [_at("b/y.ts", "")]) == {}
    assert _moved([_at("a/x.ts", "")], [_at("b/x.ts", "")]) == {"b/x.ts": "a/x.ts"}


@given(violations, violations)
def test_what_is_known_never_grows_by_moved_files(
    before: tuple[Violation, ...], now: tuple[Violation, ...]
) -> None:
    old = written(before, ())
    moved = moved_entries(now, old, ())
    assert len({entry.fingerprint for entry in moved.values()}) == len(moved)
    assert not set(moved) & {entry.fingerprint for entry in old}
    renamed = of_new_files(now, old, ())
    assert len(renamed) == len(old)
    assert set(parse_baseline(render_baseline(renamed), PATH)) == set(renamed)
    assert set(moved) <= {entry.fingerprint for entry in renamed}
