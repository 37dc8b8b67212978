"""Two texts that come from one are brought together, and no line is lost on the way."""

from __future__ import annotations

import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.artefacts.regeneration.matching import matches
from woosh_split.artefacts.regeneration.three_way import has_marks, is_binary, three_way, two_way

LINES = st.lists(st.sampled_from([b"a", b"b", b"c", b"}", b"", b"x y", b"\xf0\x9f\x8e\x89"]), max_size=12)
quick = settings(max_examples=150, deadline=None, derandomize=True, database=None)


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """Draw a text with either end of line, with and without a last one."""
    end = draw(st.sampled_from([b"\n", b"\r\n"]))
    lines = draw(LINES)
    text = end.join(lines)
    return text + (end if lines and draw(st.booleans()) else b"")


def lines_of(data: bytes) -> Counter[bytes]:
    return Counter(line.rstrip(b"\r") for line in data.split(b"\n"))


@quick
@given(texts(), texts())
def test_what_only_one_side_changed_is_taken_as_it_is(base: bytes, changed: bytes) -> None:
    assert three_way(base, base, changed).data == changed
    assert three_way(base, changed, base).data == changed
    assert three_way(base, changed, changed).data == changed


@quick
@given(texts(), texts(), texts())
def test_no_line_that_a_side_added_is_lost(base: bytes, yours: bytes, generated: bytes) -> None:
    merged = lines_of(three_way(base, yours, generated).data)
    for side in (yours, generated):
        added = lines_of(side) - lines_of(base)
        assert all(merged[line] for line in added)


@quick
@given(texts(), texts(), texts())
def test_a_line_goes_only_where_a_side_removed_it(base: bytes, yours: bytes, generated: bytes) -> None:
    merged = lines_of(three_way(base, yours, generated).data)
    for line, number in (lines_of(base) & lines_of(yours) & lines_of(generated)).items():
        if line and number == lines_of(base)[line] == lines_of(yours)[line] == lines_of(generated)[line]:
            assert merged[line], line


@quick
@given(texts(), texts(), texts())
def test_a_conflict_shows_both_sides_whole_and_nothing_else_has_marks(
    base: bytes, yours: bytes, generated: bytes
) -> None:
    merged = three_way(base, yours, generated)
    assert has_marks(merged.data) == (merged.conflicts > 0)
    assert merged.data.count(b"<<<<<<< yours") == merged.data.count(b">>>>>>> generated") == merged.conflicts


@quick
@given(texts(), texts())
def test_the_side_that_is_taken_is_what_the_other_side_of_a_two_way_merge_was(
    yours: bytes, generated: bytes
) -> None:
    merged = two_way(yours, generated).data
    for side, whole in ((True, yours), (False, generated)):
        # Marks stand on lines of their own, so a last line without an end gets one.
        assert chosen(merged, yours=side).replace(b"\r", b"").rstrip(b"\n") == whole.replace(
            b"\r", b""
        ).rstrip(b"\n")


def chosen(merged: bytes, *, yours: bool) -> bytes:
    """Return the text with every conflict settled for one side."""
    out, side = [], None
    for line in merged.splitlines(keepends=True):
        if line.startswith(b"<<<<<<< yours"):
            side = True
        elif line.startswith(b"=======") and side is True:
            side = False
        elif line.startswith(b">>>>>>> generated"):
            side = None
        elif side is None or side is yours:
            out.append(line)
    return b"".join(out)


@quick
@given(st.integers(0, 9), st.integers(0, 9), st.sampled_from([b"\n", b"\r\n"]), st.booleans())
def test_edits_that_do_not_touch_both_survive(first: int, second: int, end: bytes, last_end: bool) -> None:
    lines = [b"line %d" % number for number in range(10)]

    def with_edit(at: int, word: bytes) -> bytes:
        return end.join([*lines[:at], word, *lines[at + 1 :]]) + (end if last_end else b"")

    base = end.join(lines) + (end if last_end else b"")
    merged = three_way(base, with_edit(first, b"mine"), with_edit(second, b"theirs"))
    if abs(first - second) > 1:
        assert merged.conflicts == 0
        expected = [*lines]
        expected[first], expected[second] = b"mine", b"theirs"
        assert merged.data == end.join(expected) + (end if last_end else b"")
    else:
        assert merged.conflicts == 1
        assert b"mine" in merged.data and b"theirs" in merged.data


@quick
@given(LINES, LINES)
def test_matches_rise_on_both_sides_and_are_equal(first: list[bytes], second: list[bytes]) -> None:
    found = matches(first, second)
    assert all(first[at] == second[other] for at, other in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))


def test_a_person_who_changed_all_ends_of_lines_keeps_them() -> None:
    base, generated = b"a\nb\nc\n", b"a\nb\nc\nd\n"
    assert three_way(base, b"a\r\nb\r\nc\r\n", generated).data == b"a\r\nb\r\nc\r\nd\r\n"
    assert three_way(b"a\r\nb\r\nc\r\n", b"a\r\nmine\r\nc\r\n", b"a\nb\nc\n").data == b"a\nmine\nc\n"


def test_a_mark_of_the_byte_order_and_emoji_survive_beside_a_change() -> None:
    base = "\ufeffa 🎉\nb\nc".encode()
    merged = three_way(base, "\ufeffa 🎉\nb\nmine 🚀".encode(), "\ufefftheirs ✨\nb\nc".encode())
    assert merged.data == "\ufefftheirs ✨\nb\nmine 🚀".encode()


def test_marks_are_lines_with_the_ends_of_the_file_even_without_a_last_end() -> None:
    merged = three_way(b"a\r\nb", b"a\r\nmine", b"a\r\ntheirs")
    assert merged.data == b"a\r\n<<<<<<< yours\r\nmine\r\n=======\r\ntheirs\r\n>>>>>>> generated\r\n"


def test_lines_that_both_sides_wrote_stay_out_of_the_conflict() -> None:
    merged = three_way(b"a\nz\n", b"a\nsame\nmine\nend\n", b"a\nsame\ntheirs\nend\n")
    assert merged.data == b"a\nsame\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> generated\nend\n"


def test_a_nul_makes_a_file_binary() -> None:
    assert is_binary(b"GIF89a\0") is True
    assert is_binary("Grüße 🎉".encode()) is False


def test_a_long_text_of_equal_lines_is_merged_soon() -> None:
    base = b"}\n" * 30_000
    merged = three_way(base, base + b"mine\n", b"theirs\n" + base)
    assert merged.data == b"theirs\n" + base + b"mine\n"


@pytest.mark.parametrize("seed", range(40))
def test_git_finds_the_same_merge(seed: int, tmp_path: Path) -> None:
    """Where git merges without a conflict, so do we, to the same bytes; lines are unlike, so there is one right answer."""
    from random import Random

    chance = Random(seed)
    base = [b"line %d\n" % number for number in range(40)]
    yours, generated = (changed(base, chance, name) for name in (b"mine", b"theirs"))
    for name, lines in (("base", base), ("yours", yours), ("generated", generated)):
        (tmp_path / name).write_bytes(b"".join(lines))
    git = subprocess.run(
        ["git", "merge-file", "-p", "-L", "yours", "-L", "base", "-L", "generated", "yours", "base", "generated"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    merged = three_way(b"".join(base), b"".join(yours), b"".join(generated))
    assert (merged.conflicts > 0) == (git.returncode > 0)
    if git.returncode == 0:
        assert merged.data == git.stdout


def changed(base: list[bytes], chance: object, word: bytes) -> list[bytes]:
    """Return the lines with some replaced, removed and added."""
    out: list[bytes] = []
    for number, line in enumerate(base):
        dice = chance.random()  # type: ignore[attr-defined]
        if dice < 0.04:
            out.append(word + b" %d\n" % number)
        elif dice < 0.07:
            out += [line, word + b" added after %d\n" % number]
        elif dice > 0.97:
            continue
        else:
            out.append(line)
    return out
