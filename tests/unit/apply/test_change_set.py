"""Several files are written together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.apply.change_set import FileChange, write_all


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return every path below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_all_files_are_written_and_their_folders_made(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    write_all([FileChange(tmp_path / "a", b"new"), FileChange(tmp_path / "x/y/b", b"b")])
    assert tree(tmp_path) == {"a": b"new", "x": None, "x/y": None, "x/y/b": b"b"}


def test_where_one_fails_everything_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    before = tree(tmp_path)
    changes = [
        FileChange(tmp_path / "a", b"new"),
        FileChange(tmp_path / "x/y/b", b"b"),
        FileChange(tmp_path / "folder", b"a folder cannot hold bytes"),
    ]
    with pytest.raises(OSError) as caught:
        write_all(changes)
    assert caught.value.filename == str(tmp_path / "folder")
    assert tree(tmp_path) == before


def test_a_file_where_a_folder_should_be_is_an_error_that_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    before = tree(tmp_path)
    with pytest.raises(OSError):
        write_all([FileChange(tmp_path / "b", b"b"), FileChange(tmp_path / "a/c", b"c")])
    assert tree(tmp_path) == before


def test_the_same_path_twice_is_restored_to_its_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    before = tree(tmp_path)
    with pytest.raises(OSError):
        write_all([FileChange(tmp_path / name, name.encode()) for name in ("a", "a", "folder")])
    assert tree(tmp_path) == before
