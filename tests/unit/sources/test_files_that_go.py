"""Files and folders that go, or cannot be read, while the monolith is read: a build, an editor or a watch is at work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from woosh_split.model.code import Unresolved
from woosh_split.sources import files
from woosh_split.sources.cache import Cache
from woosh_split.sources.files import SourceFile, walk
from woosh_split.sources.tree import SourceTree


class Going:
    """A listed entry whose file is asked about too late, or by somebody who may not."""

    def __init__(self, entry: os.DirEntry[str], error: OSError) -> None:
        self._entry, self._error = entry, error

    def __getattr__(self, name: str) -> object:
        return getattr(self._entry, name)

    def stat(self) -> os.stat_result:
        """Raise what the system says of it."""
        raise self._error


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    for name in ("a.ts", "b.ts"):
        (tmp_path / name).write_text("export class A {}\n", "utf-8")
    return tmp_path


def whose_stat_fails(error: OSError) -> object:
    real = os.scandir

    def scandir(folder: str) -> Iterator[object]:
        return iter([Going(each, error) if each.name == "a.ts" else each for each in real(folder)])

    return scandir


def test_a_file_that_went_after_it_was_listed_is_not_there(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost: list[Unresolved] = []
    monkeypatch.setattr(files.os, "scandir", whose_stat_fails(FileNotFoundError(2, "No such file")))

    assert [file.path for file in walk(listed, lost)] == ["b.ts"]
    assert lost == []


def test_a_file_that_nobody_may_look_at_is_told(listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with r and without x lists its files and tells nothing of them."""
    lost: list[Unresolved] = []
    monkeypatch.setattr(files.os, "scandir", whose_stat_fails(PermissionError(13, "Permission denied")))

    assert [file.path for file in walk(listed, lost)] == ["b.ts"]
    assert lost == [Unresolved("file", "a.ts", 1, "", "the file cannot be read: Permission denied")]


def test_a_folder_that_went_after_it_was_listed_is_not_there(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost: list[Unresolved] = []
    real = os.scandir

    def scandir(folder: str) -> object:
        if Path(folder).name == "a":
            raise FileNotFoundError(2, "No such file or directory")
        return real(folder)

    monkeypatch.setattr(files.os, "scandir", scandir)
    assert [file.path for file in walk(listed, lost)] == ["a.ts", "b.ts"]
    assert lost == []


def text_of(content: bytes, path: str) -> str:
    return content.decode()


def tree_of(root: Path, known: dict[str, SourceFile]) -> SourceTree:
    return SourceTree(root, known, Cache(root / "cache", "1"))


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_kept_of_it(tmp_path: Path) -> None:
    """The index knows its digest; a reading of nothing, kept under it, would be taken for the file's ever after."""
    place = tmp_path / "a.ts"
    place.write_text("there", "utf-8")
    os.utime(place, (1_000_000, 1_000_000))
    known = {"a.ts": SourceFile("a.ts", 5, 1_000_000 * 10**9)}
    first = tree_of(tmp_path, known)
    first.digest_of("a.ts")
    first.save_index()
    place.rename(tmp_path / "elsewhere")

    second = tree_of(tmp_path, known)
    assert second.readings("text", ["a.ts"], text_of, lambda *_: None) == {}
    assert second.unreadable == [
        Unresolved("file", "a.ts", 1, "", "the file cannot be read: No such file or directory")
    ]

    (tmp_path / "elsewhere").rename(place)
    third = tree_of(tmp_path, known)
    assert third.readings("text", ["a.ts"], text_of, lambda *_: None) == {"a.ts": "there"}
    assert third.unreadable == []


def read_it(content: bytes, path: str) -> str:
    return content.decode()


def test_what_an_editor_saved_between_digest_and_reading_is_not_kept_for_what_was_there(
    tmp_path: Path,
) -> None:
    """Saved in between, and taken back: the answer for the old content is that of the old content."""
    place = tmp_path / "a.ts"
    place.write_text("old", "utf-8")
    cache = Cache(tmp_path / "cache", "1")

    def tree() -> SourceTree:
        return SourceTree(
            tmp_path, {each.path: each for each in walk(tmp_path, []) if each.path == "a.ts"}, cache
        )

    disturbed = tree()
    assert disturbed.digest_of("a.ts") is not None
    place.write_text("another", "utf-8")
    assert disturbed.readings("test", ["a.ts"], read_it, lambda done, total: None) == {"a.ts": "another"}
    assert not disturbed.may_be_kept()

    place.write_text("old", "utf-8")
    quiet = tree()
    assert quiet.readings("test", ["a.ts"], read_it, lambda done, total: None) == {"a.ts": "old"}
    assert quiet.may_be_kept()
