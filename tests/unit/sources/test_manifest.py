"""Manifests of generated files: what is read of one, what is refused, and which files are no longer as they were."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.sources.files import MANIFEST_FILE, walk
from woosh_split.sources.manifest import ManifestError, edited_files, read_manifests


def write(folder: Path, files: dict[str, bytes], /, **more: object) -> Path:
    """Write generated files and their manifest."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    hashes = {name: sha256(content).hexdigest() for name, content in files.items()}
    document = {"version": 1, "generated_by": "a generator", "files": hashes} | more
    (folder / MANIFEST_FILE).write_text(json.dumps(document), encoding="utf-8")
    return folder


def edited(root: Path) -> list[tuple[str, bool]]:
    """Return path and ``missing`` of every edited file below ``root``."""
    manifests = read_manifests(root, [file.path for file in walk(root)])
    return [(each.path, each.missing) for each in edited_files(root, manifests)]


def test_files_with_the_bytes_that_were_written_are_not_edited(tmp_path: Path) -> None:
    write(tmp_path / "gen", {"a.ts": b"a", "deep/Dockerfile": b"FROM x\r\n", "logo.bin": b"\xff\x00"})
    assert edited(tmp_path) == []


def test_other_bytes_and_a_file_that_is_gone_are_found_below_the_manifest(tmp_path: Path) -> None:
    gen = write(tmp_path / "gen", {"a.ts": b"a", "b/c.yml": b"c", "d": b"d"})
    (gen / "a.ts").write_bytes(b"a ")
    (gen / "b/c.yml").unlink()
    (gen / "d").unlink()
    (gen / "d").mkdir()
    assert edited(tmp_path) == [("gen/a.ts", False), ("gen/b/c.yml", True), ("gen/d", True)]


def test_a_manifest_at_the_root_lists_files_wherever_the_walk_does_not_go(tmp_path: Path) -> None:
    write(tmp_path, {"dist/a.js": b"a", "services/orders/main.ts": b"m"})
    (tmp_path / "services/orders/.woosh-split-generated").touch()
    (tmp_path / "dist/a.js").write_bytes(b"b")
    (tmp_path / "services/orders/main.ts").write_bytes(b"n")
    assert edited(tmp_path) == [("dist/a.js", False), ("services/orders/main.ts", False)]


def test_of_a_generated_split_only_the_manifest_is_seen(tmp_path: Path) -> None:
    gen = write(tmp_path / "split", {"src/a.ts": b"a"})
    (gen / ".woosh-split-generated").touch()
    assert [file.path for file in walk(tmp_path)] == [f"split/{MANIFEST_FILE}"]
    (gen / "src/a.ts").write_bytes(b"b")
    assert edited(tmp_path) == [("split/src/a.ts", False)]


def test_a_manifest_in_an_ignored_folder_and_one_of_another_name_are_none(tmp_path: Path) -> None:
    for place in ("node_modules/x", "dist"):
        (write(tmp_path / place, {"a": b"a"}) / "a").unlink()
    write(tmp_path, {"a": b"a"})
    (tmp_path / MANIFEST_FILE).rename(tmp_path / f"my-{MANIFEST_FILE}")
    (tmp_path / "a").unlink()
    assert edited(tmp_path) == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"version": 2}, "version 2; this woosh-split reads version 1"),
        ({"version": "1"}, "has the version '1', which never was"),
        ({"version": True}, "which never was"),
        ({"generated_by": 3}, "generated_by is no name"),
        ({"files": []}, "files is no object"),
        ({"files": {"../a": "0" * 64}}, "'../a' is no path below"),
        ({"files": {"/etc/passwd": "0" * 64}}, "'/etc/passwd' is no path below"),
        ({"files": {"a\\b": "0" * 64}}, "is no path below"),
        ({"files": {"": "0" * 64}}, "'' is no path below"),
        ({"files": {"a": "0" * 63}}, "the hash of a is no SHA-256"),
        ({"files": {"a": "A" * 64}}, "the hash of a is no SHA-256"),
        ({"files": {"a": None}}, "the hash of a is no SHA-256"),
    ],
)
def test_what_is_not_as_a_generator_writes_it_is_refused_by_name(
    more: dict[str, object], told: str, tmp_path: Path
) -> None:
    write(tmp_path, {}, **more)
    with pytest.raises(ManifestError) as error:
        edited(tmp_path)
    assert told in str(error.value)
    assert MANIFEST_FILE in str(error.value)


@given(st.one_of(st.binary(max_size=40), st.text(max_size=40).map(lambda text: json.dumps(text).encode())))
def test_no_bytes_are_more_than_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("manifest")
    (folder / MANIFEST_FILE).write_bytes(content)
    with pytest.raises(ManifestError):
        edited(folder)


def test_further_keys_are_ignored(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"a"}, about="whatever")
    assert edited(tmp_path) == []
