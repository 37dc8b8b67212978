"""A cache that a stranger put into the repository: it makes us neither run code nor write elsewhere."""

from __future__ import annotations

import json
import os
import pickle
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from git_repository import git
from rule_pages import ORDERS, WRITES, Example

from woosh_split.__main__ import main
from woosh_split.model.code import Unresolved
from woosh_split.pipeline.analyse import analyse, open_tree
from woosh_split.pipeline.check import CheckRequest, observe_tree
from woosh_split.pipeline.kept_answer import Answer, KeptAnswer
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.cache import FILE_NAME, Cache
from woosh_split.sources.committed import is_committed
from woosh_split.sources.unpickling import unpickled
from woosh_split.split.load import load_split

EXAMPLE = Path(__file__).parents[3] / "examples" / "woosh"
TABLE = "CREATE TABLE entry (key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)"


class Called:
    """Pickled as a call of what it holds."""

    def __init__(self, what: Callable[..., object], *arguments: object) -> None:
        self.call = what, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


def named(module: str, name: str) -> bytes:
    """Return a pickle that holds what a module has under a name."""
    return b"\x80\x04" + pickle.dumps(module, 4)[2:-1] + pickle.dumps(name, 4)[2:-1] + b"\x93."


def test_values_of_ours_are_read_back() -> None:
    kept = {"a": (Unresolved("file", "a.ts", 1, "", "why"), frozenset({1}), b"x", 1.5, None)}
    assert unpickled(pickle.dumps(kept, 5)) == kept


def test_all_that_is_kept_of_a_whole_monolith_is_read_back(tmp_path: Path) -> None:
    """What is not would be read anew in every run, and nobody would see why it takes so long."""
    request = AnalyseRequest(root=EXAMPLE, cache_dir=tmp_path, jobs=1, clients=("app",))
    split = EXAMPLE / "woosh-split.yaml"
    observe_tree(CheckRequest(request, load_split(split), split, date(2026, 11, 28)))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        kept = dict(connection.execute("SELECT key, value FROM entry"))
    pickles = {key: blob for key, blob in kept.items() if blob.startswith(b"\x80")}
    assert len(pickles) > 100
    assert [key for key, blob in pickles.items() if unpickled(blob) is None] == []


def test_a_call_of_anything_else_is_not_made(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    for call in (
        Called(os.mkdir, str(mark)),
        Called(exec, f"open({str(mark)!r}, 'w')"),
        Called(Path, str(mark)),
    ):
        assert unpickled(pickle.dumps(call)) is None
    assert not mark.exists()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("woosh_split.sources.git", "ask_git"),
        ("woosh_split.sources.git", "subprocess"),
        ("woosh_split.sources.git", "subprocess.Popen"),
        ("woosh_split.sources.cache", "Cache"),
        ("woosh_split.sources.cache", "Path"),
        ("woosh_split.model.code", "Unresolved.__init__"),
        ("woosh_split.__main__", "main"),
    ],
)
def test_our_own_modules_lend_only_their_values(module: str, name: str) -> None:
    assert unpickled(named(module, name)) is None


def test_the_name_alone_was_not_the_reason() -> None:
    assert unpickled(named("woosh_split.model.code", "Unresolved")) is Unresolved


@pytest.fixture
def app(tmp_path: Path) -> Path:
    root = tmp_path / "app"
    root.mkdir()
    (root / "package.json").write_text('{"name": "shop"}')
    (root / "main.ts").write_text(
        "import { Module } from '@nestjs/common';\n@Module({})\nexport class App {}\n"
    )
    os.utime(root / "main.ts", (1, 1))
    return root


def test_a_trigger_does_not_change_what_is_kept(tmp_path: Path, app: Path) -> None:
    """It needs to know no key: whatever we put in becomes its own."""
    mark, folder = tmp_path / "mark", app / ".woosh_split_cache"
    folder.mkdir()
    swapped = pickle.dumps(Called(os.mkdir, str(mark))).hex()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute(TABLE)
        connection.execute(
            "CREATE TRIGGER swap AFTER INSERT ON entry BEGIN"
            f" UPDATE entry SET value = x'{swapped}' WHERE rowid = NEW.rowid; END"
        )
        connection.commit()
    first = analyse(AnalyseRequest(root=app, cache_dir=folder, jobs=1))
    second = analyse(AnalyseRequest(root=app, cache_dir=folder, jobs=1))
    assert first == second
    assert not mark.exists()


@pytest.mark.parametrize("more", ["CREATE TABLE other (a)", "CREATE INDEX other ON entry (value)"])
def test_a_file_with_more_in_it_is_made_anew(tmp_path: Path, more: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute(TABLE)
        connection.execute("INSERT INTO entry VALUES ('1:key', 'theirs')")
        connection.execute(more)
        connection.commit()
    cache = Cache(tmp_path, "1:")
    assert cache.is_open
    assert cache.get_many([b"key"]) == {}


def test_a_view_in_place_of_the_table_is_no_cache(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute(
            "CREATE VIEW entry AS SELECT CAST('1:key' AS BLOB) AS key, CAST('theirs' AS BLOB) AS value"
        )
        connection.commit()
    assert Cache(tmp_path, "1:").get_many([b"key"]) == {}


def test_links_are_not_written_through(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / ".gitignore").symlink_to(tmp_path / "profile")
    (folder / FILE_NAME).symlink_to(tmp_path / "database")
    cache = Cache(folder, "1:")
    cache.put_many({b"key": b"value"})
    cache.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache"]


def test_a_journal_that_was_committed_has_no_file_removed(tmp_path: Path) -> None:
    """SQLite rolls a journal back that it finds, and removes the file that the journal names at its end."""
    folder, precious = tmp_path / "cache", tmp_path / "precious"
    precious.write_text("mine")
    cache = Cache(folder, "1:")
    cache.put_many({b"key": b"value"})
    cache.close()
    page = struct.unpack(">H", (folder / FILE_NAME).read_bytes()[16:18])[0]
    pages = (folder / FILE_NAME).stat().st_size // page
    magic, name = bytes.fromhex("d9d505f920a163d7"), str(precious).encode()
    head = (magic + struct.pack(">IIIII", 0, 0, pages, 512, page)).ljust(512, b"\0")
    tail = struct.pack(">I", 0x40000000 // page + 1) + name + struct.pack(">II", len(name), sum(name)) + magic
    (folder / f"{FILE_NAME}-journal").write_bytes(head + tail)

    again = Cache(folder, "1:")

    assert precious.read_text() == "mine"
    assert again.is_open
    again.close()


def test_a_journal_of_ours_is_rolled_back(tmp_path: Path) -> None:
    """A run that was killed while it wrote: what was there before is there again."""
    cache = Cache(tmp_path, "1:")
    cache.put_many({b"key": b"value"})
    cache.close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM entry")
        connection.executemany(
            "INSERT INTO entry VALUES (?, ?)", [(b"%d" % n, b"x" * 3000) for n in range(50)]
        )
        half = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        connection.rollback()
    assert f"{FILE_NAME}-journal" in half
    killed = tmp_path / "killed"
    killed.mkdir()
    for name, data in half.items():
        (killed / name).write_bytes(data)
    assert Cache(killed, "1:").get_many([b"key"]) == {b"key": b"value"}


@pytest.mark.parametrize(
    "blob",
    [b"5", b"{}", b"null", b"[1]", b"[1, 2, 3]", b'["0", "text", []]', b'[0, "text", 5]', b"[" * 50_000],
)
def test_an_answer_that_is_damaged_is_none(tmp_path: Path, app: Path, blob: bytes) -> None:
    with open_tree(AnalyseRequest(root=app, cache_dir=tmp_path, jobs=1)) as tree:
        kept = KeptAnswer(tree, (), ())
        kept.save(Answer(1, "text", ("note",)))
        assert kept.load() == Answer(1, "text", ("note",))
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
            connection.execute("UPDATE entry SET value = ?", (blob,))
            connection.commit()
        assert kept.load() is None


ALL_IS_WELL = [0, "0 new, 0 known, 0 stale, 0 statements not understood", []]


def doctored(folder: Path) -> int:
    """Have every answer of a check that is kept say that all is well; return how many there are."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        done = connection.execute(
            "UPDATE entry SET value = ? WHERE instr(key, CAST('answer:' AS BLOB)) > 0",
            (json.dumps(ALL_IS_WELL).encode(),),
        )
        connection.commit()
        return done.rowcount


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A repository with a violation, and a cache that says that there is none; git does not know of the cache yet."""
    for name in ("CI", "GITHUB_ACTIONS", "WOOSH_SPLIT_CACHE_DIR", "WOOSH_SPLIT_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "shop"
    Example({ORDERS: WRITES}).write(root)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "shop")
    assert main(["check", str(root), "--quiet"]) == 1
    assert doctored(root / ".woosh_split_cache") == 1
    capsys.readouterr()
    return root


def test_a_cache_of_ones_own_is_believed(shop: Path) -> None:
    """Or the tests below would prove nothing."""
    assert main(["check", str(shop), "--quiet"]) == 0


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ((), b"DIRC\0\0\0\2"),
        (("--skip-worktree", "package.json"), b"DIRC\0\0\0\3"),
        (("--index-version", "4"), b"DIRC\0\0\0\4"),
        (("--split-index",), b"link\0\0"),
    ],
    ids=["plain", "with flags", "shortened", "split"],
)
def test_a_cache_that_came_with_a_commit_says_nothing(
    shop: Path, written: tuple[str, ...], mark: bytes
) -> None:
    """Whoever asks for a merge would write the answer of the check that is to look at it."""
    git(shop, "add", "-f", ".woosh_split_cache/facts.sqlite")
    git(shop, "update-index", *written)
    assert mark in (shop / ".git" / "index").read_bytes()
    assert main(["check", str(shop), "--quiet"]) == 1


def test_that_a_committed_cache_is_left_alone_is_told(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(shop, "add", "-f", ".woosh_split_cache/facts.sqlite")
    assert main(["check", str(shop)]) == 1
    told = " ".join(capsys.readouterr().err.split())
    assert "a cache that came with a commit is not trusted" in told
    assert "git rm -r --cached" in told
    assert main(["database", "plan", str(shop), "--schema", "shop"]) == 0, "it opens the folder twice"
    assert capsys.readouterr().err.count("came with a commit") == 1


def test_neither_does_one_in_a_clone_in_a_worktree_in_a_subfolder_or_behind_a_link(
    shop: Path, tmp_path: Path
) -> None:
    git(shop, "add", "-f", ".woosh_split_cache/facts.sqlite")
    git(shop, "commit", "-qm", "a cache")
    git(tmp_path, "clone", "-q", str(shop), "clone")
    git(shop, "worktree", "add", "-q", str(tmp_path / "tree"))
    for folder in (tmp_path / "clone", tmp_path / "tree"):
        assert is_committed(folder / ".woosh_split_cache", FILE_NAME)
    (tmp_path / "link").symlink_to(shop / ".woosh_split_cache")
    assert is_committed(tmp_path / "link", FILE_NAME)
    (shop / "apps" / ".woosh_split_cache").mkdir(parents=True)
    assert not is_committed(shop / "apps" / ".woosh_split_cache", FILE_NAME)
    git(shop, "mv", ".woosh_split_cache/facts.sqlite", "apps/.woosh_split_cache/Facts.SQLite-journal")
    assert is_committed(shop / "apps" / ".woosh_split_cache", FILE_NAME)
    assert not is_committed(shop / ".woosh_split_cache", FILE_NAME)
    assert not is_committed(tmp_path, FILE_NAME)


def test_where_an_index_has_to_be_read_by_git_and_there_is_none_no_cache_is_opened(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(shop, "update-index", "--index-version", "4")
    monkeypatch.setenv("PATH", "")
    assert is_committed(shop / ".woosh_split_cache", FILE_NAME)
