"""The cache: what it keeps, and that nothing that happens to it is ever an error."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.cache import FILE_NAME, Cache, digest
from woosh_split.sources.code.typescript.read import READING

APP = {
    "package.json": '{"name": "shop"}',
    "src/main.ts": "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n"
    "async function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3000); }\n"
    "bootstrap();\n",
    "src/app.module.ts": "import { Module } from '@nestjs/common';\nimport { A } from './a.controller';\n"
    "@Module({ controllers: [A] })\nexport class AppModule {}\n",
    "src/a.controller.ts": "import { Controller, Get } from '@nestjs/common';\n@Controller('a')\n"
    "export class A { @Get() list() { return []; } }\n",
}
LONG_AGO = time.time() - 3600


@pytest.fixture
def app(tmp_path: Path) -> Path:
    root = tmp_path / "app"
    for name, text in APP.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (LONG_AGO, LONG_AGO))
    return root


def read(root: Path, cache: Path) -> tuple[list[str], list[str]]:
    """Return the routes that an analysis finds, and the stages that it went through."""
    stages: list[str] = []
    facts = analyse(
        AnalyseRequest(root=root, cache_dir=cache, jobs=1, progress=lambda stage, *_: stages.append(stage))
    )
    return [f"{route.method} {route.path}" for route in facts.routes], stages


def test_what_is_put_in_is_there_for_the_next_run(tmp_path: Path) -> None:
    first = Cache(tmp_path, "1:")
    first.put_many({digest(b"x"): b"value"})
    first.close()
    assert Cache(tmp_path, "1:").get_many([digest(b"x"), digest(b"y")]) == {digest(b"x"): b"value"}


def test_another_version_finds_nothing(tmp_path: Path) -> None:
    Cache(tmp_path, "1:").put_many({b"key": b"value"})
    assert Cache(tmp_path, "2:").get_many([b"key"]) == {}


def test_two_runs_may_share_it(tmp_path: Path) -> None:
    one, two = Cache(tmp_path, "1:"), Cache(tmp_path, "1:")
    one.put_many({b"a": b"1"})
    two.put_many({b"b": b"2"})
    assert one.get_many([b"a", b"b"]) == {b"a": b"1", b"b": b"2"}


@pytest.mark.parametrize(
    "damage", [b"", b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_damaged_file_is_no_cache_and_no_error(tmp_path: Path, app: Path, damage: bytes) -> None:
    read(app, tmp_path / "cache")
    (tmp_path / "cache" / FILE_NAME).write_bytes(damage)
    routes, _ = read(app, tmp_path / "cache")
    assert routes == ["GET /a"]


def test_a_place_that_cannot_be_written_is_no_cache_and_no_error(tmp_path: Path, app: Path) -> None:
    (tmp_path / "file").write_text("")
    assert read(app, tmp_path / "file" / "cache")[0] == ["GET /a"]


def test_a_second_run_over_an_unchanged_tree_reads_nothing(tmp_path: Path, app: Path) -> None:
    first, stages = read(app, tmp_path / "cache")
    assert "reading code" in stages
    second, stages = read(app, tmp_path / "cache")
    assert second == first
    assert stages == ["looking for files"]


def test_a_change_is_seen_although_size_and_time_are_the_old_ones(tmp_path: Path, app: Path) -> None:
    """Within the coarse tick of a file system's clock a file may change twice."""
    path = app / "src/a.controller.ts"
    now = time.time()
    os.utime(path, (now, now))
    assert read(app, tmp_path / "cache")[0] == ["GET /a"]
    path.write_text(path.read_text().replace("'a'", "'b'"))
    os.utime(path, (now, now))
    assert read(app, tmp_path / "cache")[0] == ["GET /b"]


def readings(folder: Path) -> int:
    """Count the readings of TypeScript files that are kept."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM entry WHERE instr(key, ?)", (READING.encode(),)
        ).fetchone()
    return int(count)


def test_only_the_changed_file_is_read_anew(tmp_path: Path, app: Path) -> None:
    read(app, tmp_path / "cache")
    path = app / "src/a.controller.ts"
    path.write_text(path.read_text().replace("'a'", "'changed'"))
    before = readings(tmp_path / "cache")
    assert read(app, tmp_path / "cache")[0] == ["GET /changed"]
    assert (before, readings(tmp_path / "cache")) == (3, 4)


@pytest.mark.parametrize("lost", ["a link out of the repository", "a folder that nobody may look into"])
def test_what_cannot_be_read_any_more_is_told_though_no_file_that_is_read_has_changed(
    tmp_path: Path, app: Path, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The facts of the last run were given, which know nothing of it."""
    assert [each for each in kinds(app, tmp_path) if each in ("file", "folder")] == []
    if lost.startswith("a link"):
        (app / "src/linked.ts").symlink_to("/etc/hosts")
    else:
        (app / "src/closed").mkdir()
        look = os.scandir

        def scandir(path: str) -> object:
            if str(path).endswith("closed"):
                raise PermissionError(13, "Permission denied")
            return look(path)

        monkeypatch.setattr("woosh_split.sources.files.os.scandir", scandir)
    assert [each for each in kinds(app, tmp_path) if each in ("file", "folder")] != []


def kinds(root: Path, cache: Path) -> list[str]:
    return [each.kind for each in analyse(AnalyseRequest(root, cache_dir=cache, jobs=1)).unresolved]


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX's")
def test_where_there_is_no_room_no_empty_gitignore_stays_that_would_let_git_see_the_cache(
    tmp_path: Path,
) -> None:
    import resource

    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most[1]))
    try:
        Cache(tmp_path / "cache", "1:").close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert not (tmp_path / "cache/.gitignore").exists()
    Cache(tmp_path / "cache", "1:").close()
    assert (tmp_path / "cache/.gitignore").read_text() == "*\n"
