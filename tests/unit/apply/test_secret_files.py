"""Files that only their owner may read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from woosh_split.apply.secret_files import read_secret, write_secret
from woosh_split.errors import InputError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_read_and_only_the_owner_may(tmp_path: Path) -> None:
    path = tmp_path / "secrets"
    before = os.umask(0)
    try:
        write_secret(path, "one")
    finally:
        os.umask(before)
    assert mode(path) == 0o600
    assert read_secret(path) == "one"
    assert [each.name for each in tmp_path.iterdir()] == ["secrets"]


def test_writing_again_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "secrets"
    write_secret(path, "one")
    write_secret(path, "two")
    assert (mode(path), read_secret(path)) == (0o600, "two")


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_secret(tmp_path / "secrets") is None


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.write_text("read me")
    path = tmp_path / "secrets"
    path.symlink_to(public)
    write_secret(path, "one")
    assert public.read_text() == "read me"
    assert not path.is_symlink()


@pytest.mark.parametrize("open_mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_that_others_may_read_is_refused(open_mode: int, tmp_path: Path) -> None:
    path = tmp_path / "secrets"
    path.write_text("one")
    path.chmod(open_mode)
    with pytest.raises(InputError, match="chmod 600"):
        read_secret(path)


def test_a_folder_and_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no file"):
        read_secret(tmp_path)
    path = tmp_path / "secrets"
    write_secret(path, "")
    path.write_bytes(b"\xff")
    with pytest.raises(InputError, match="UTF-8"):
        read_secret(path)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_secret(tmp_path / "missing" / "secrets", "one")
