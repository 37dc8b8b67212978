"""A folder of generated files: new ones come, edited ones stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.apply.generated_folder import MARK, folder_change, write_folder
from woosh_split.errors import InputError
from woosh_split.sources.files import MANIFEST_FILE, walk
from woosh_split.sources.manifest import edited_files, read_manifests

TEXTS = {"a.sql": "SELECT 1;\n", "b.sql": "SELECT 2;\n"}


def write(folder: Path, texts: dict[str, str]) -> None:
    write_folder(folder_change(folder, texts, "test"))


def test_a_new_folder_is_written_with_its_manifest_and_its_mark(tmp_path: Path) -> None:
    folder = tmp_path / "split" / "database"
    change = folder_change(folder, TEXTS, "test")
    assert change.states == {"a.sql": "new", "b.sql": "new"}
    assert not folder.exists()
    write_folder(change)
    assert {each.name for each in folder.iterdir()} == {*TEXTS, MARK, MANIFEST_FILE}
    assert list(edited_files(folder, read_manifests(folder, [MANIFEST_FILE]))) == []


def test_the_analysis_does_not_see_the_files(tmp_path: Path) -> None:
    write(tmp_path / "split", TEXTS)
    assert [file.path for file in walk(tmp_path)] == [f"split/{MANIFEST_FILE}"]


def test_writing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, TEXTS)
    change = folder_change(tmp_path, TEXTS, "test")
    assert (change.changes, change.touched, change.left) == ((), (), ())


def test_what_was_generated_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, TEXTS)
    write(tmp_path, TEXTS | {"a.sql": "SELECT 3;\n"})
    assert (tmp_path / "a.sql").read_text() == "SELECT 3;\n"


def test_what_a_person_edited_or_put_there_is_told_and_not_replaced(tmp_path: Path) -> None:
    write(tmp_path, {"a.sql": "SELECT 1;\n"})
    (tmp_path / "a.sql").write_text("SELECT 'mine';\n")
    (tmp_path / "b.sql").write_text("SELECT 'mine too';\n")
    assert folder_change(tmp_path, TEXTS, "test").touched == ("a.sql", "b.sql")


def test_an_edit_that_is_what_would_be_written_is_no_edit(tmp_path: Path) -> None:
    write(tmp_path, {"a.sql": "SELECT 0;\n"})
    (tmp_path / "a.sql").write_text(TEXTS["a.sql"])
    assert folder_change(tmp_path, TEXTS, "test").touched == ()


def test_what_is_no_longer_generated_stays_and_is_told(tmp_path: Path) -> None:
    write(tmp_path, TEXTS)
    change = folder_change(tmp_path, {"a.sql": TEXTS["a.sql"]}, "test")
    assert change.left == ("b.sql",)
    write_folder(change)
    assert (tmp_path / "b.sql").exists()
    assert "b.sql" in (tmp_path / MANIFEST_FILE).read_text()


def test_a_manifest_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    (tmp_path / MANIFEST_FILE).write_text("{")
    with pytest.raises(InputError):
        folder_change(tmp_path, TEXTS, "test")
