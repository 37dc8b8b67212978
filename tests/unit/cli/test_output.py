"""A result is written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from rule_pages import Example
from shop_facts import shop

from woosh_split.cli.output import check_destination, write_result
from woosh_split.errors import InputError
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout


def test_a_file_is_written_with_a_last_newline_and_nothing_beside_it(tmp_path: Path) -> None:
    write_result("facts", tmp_path / "facts.json")
    assert (tmp_path / "facts.json").read_bytes() == b"facts\n"
    assert list(tmp_path.iterdir()) == [tmp_path / "facts.json"]


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.json"
    path.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        write_result("new", path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "facts.json"]


def test_a_link_stays_a_link_and_the_mode_stays_the_mode(tmp_path: Path) -> None:
    target = tmp_path / "target.json"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(target)
    write_result("new", link)
    assert link.is_symlink()
    assert target.read_text() == "new\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_device_is_written_in_place() -> None:
    check_destination(Path(os.devnull))
    write_result("facts", Path(os.devnull))
    assert Path(os.devnull).is_char_device()


def test_half_of_a_file_name_that_is_not_utf8_becomes_an_escape(tmp_path: Path) -> None:
    write_result('"caf\udce9"', tmp_path / "facts.json")
    assert (tmp_path / "facts.json").read_bytes() == b'"caf\\udce9"\n'


@pytest.mark.parametrize(
    ("name", "message"), [(".", "is a folder"), ("missing/facts.json", "does not exist")]
)
def test_a_destination_that_cannot_work_is_refused_before_the_work(
    tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        check_destination(tmp_path / name)


WRITES = """import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class OrdersService {
  constructor(private readonly db: DataSource) {}

  count() {
    return this.db.query('UPDATE users SET orders = orders + 1');
  }
}
"""


def run(arguments: list[str], **more: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "woosh_split", *arguments],
        stderr=subprocess.PIPE,
        **more,  # type: ignore[call-overload]
    )


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """As in ``woosh-split schema facts | head -1``."""
    reading, writing = os.pipe()
    os.close(reading)
    process = run(["schema", "facts"], stdout=writing)
    os.close(writing)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


@pytest.mark.parametrize(("options", "expected"), [((), 1), (("--exit-zero",), 0)])
def test_a_check_whose_reader_leaves_early_still_says_no(
    tmp_path: Path, options: tuple[str, ...], expected: int
) -> None:
    """As in ``set -o pipefail; woosh-split check | head -1``."""
    Example({"src/orders/orders.service.ts": WRITES}).write(tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    process = run(["check", "--quiet", str(tmp_path), *options], stdout=writing)
    os.close(writing)
    _, err = process.communicate()
    assert (process.returncode, err) == (expected, b"")


@pytest.mark.skipif(os.name != "posix", reason="only a POSIX shell starts a program without streams")
@pytest.mark.parametrize(("closed", "expected"), [(">&-", 2), ("2>&-", 0), (">&- 2>&-", 2)])
def test_a_stream_that_is_closed_from_the_start_is_no_bug(closed: str, expected: int) -> None:
    command = f"exec {sys.executable} -m woosh_split schema facts {closed}"
    process = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert process.returncode == expected
    assert b"bug" not in process.stderr
    assert (b"schema_version" in process.stdout) == (expected == 0)


@pytest.mark.parametrize("arguments", [["schema", "facts"], ["--help"]])
def test_a_full_disk_behind_stdout_is_2_and_one_paragraph(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = run(arguments, stdout=full)
        _, err = process.communicate()
    assert process.returncode == 2
    assert err.startswith(b"Error: ")
    assert b"No space left on device" in err
    assert err.count(b"\n") == 1


def test_a_pipe_gets_utf8_whatever_the_locale_says(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(to_json(shop(), Layout()).replace('"shop"', '"größe 🛒"'), encoding="utf-8")
    process = run(
        ["analyse", "--facts", str(facts), "--only", "summary"],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    out, _ = process.communicate()
    assert "größe 🛒" in out.decode()


def test_a_folder_without_permission_is_told_without_a_second_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It said ``in the folder ..``: the folder's own dot and that of the sentence."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(InputError, match=r"no permission to write in its folder \(\.\)\. Give another one"):
        check_destination(Path("page.html"))
