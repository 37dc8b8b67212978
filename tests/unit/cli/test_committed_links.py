"""Links that came with a clone: no command reads or writes through one to where nobody said that it should."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from git_repository import git
from mini_shop import outside_of_ci, write_mini_shop

from woosh_split.__main__ import main
from woosh_split.apply.files import replace_file
from woosh_split.apply.regeneration import carry_out
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith
from woosh_split.errors import InputError
from woosh_split.model.extraction import Extraction
from woosh_split.pipeline.services_folder import plan_services, workspace_of
from woosh_split.sources.repository import is_beyond, repository_of

SPLIT = """\
version: 1
services:
  sales: {modules: [orders], tables: [orders]}
  people: {modules: [users], tables: [users]}
"""
CONTENT = "precious\n"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clone of a small monolith, the working directory; ``../home`` belongs to whoever runs the tool."""
    outside_of_ci(monkeypatch)
    folder = write_mini_shop(tmp_path / "clone")
    (folder / ".git").mkdir()
    (folder / "woosh-split.yaml").write_text(SPLIT)
    home = tmp_path / "home"
    home.mkdir()
    (home / "file").write_text(CONTENT)
    (home / "folder").mkdir()
    monkeypatch.chdir(folder)
    return folder


def outside(clone: Path) -> dict[str, str]:
    """Return all that is beside the clone."""
    home = clone.parent / "home"
    return {
        path.relative_to(home).as_posix(): path.read_text() if path.is_file() else "a folder"
        for path in sorted(home.rglob("*"))
    }


COMMANDS = [
    ("woosh-split.yaml", ["propose"]),
    ("woosh-split.yaml", ["init"]),
    ("woosh-split.baseline.json", ["baseline", "write"]),
    ("woosh-split.baseline.json", ["baseline", "prune"]),
    ("woosh-split.baseline.json", ["baseline", "show"]),
    ("woosh-split.baseline.json", ["check"]),
    (".gitignore", ["init"]),
    (".pre-commit-config.yaml", ["init", "--ci", "pre-commit"]),
    ("split", ["routes", "write"]),
    ("split/routes", ["routes", "write"]),
    ("split/routes/table.yaml", ["routes", "write"]),
    ("split/routes/table.yaml", ["routes", "show"]),
    ("split", ["gateway"]),
    ("split/api-gateway", ["gateway"]),
    ("split/database", ["database", "sql", "--schema", "shop"]),
    ("split", ["extract", "people", "--no-compile"]),
    ("split/services", ["extract", "people", "--no-compile"]),
    ("woosh-split-report.html", ["report"]),
]


@pytest.mark.parametrize("end", ["file", "folder", "nowhere"])
@pytest.mark.parametrize(
    ("place", "command"), COMMANDS, ids=lambda value: " ".join(value) if isinstance(value, list) else value
)
def test_a_place_of_a_command_is_not_led_out_of_the_clone(
    clone: Path, place: str, command: list[str], end: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (clone / place).parent.mkdir(parents=True, exist_ok=True)
    (clone / place).unlink(missing_ok=True)
    (clone / place).symlink_to(clone.parent / "home" / end)
    before = outside(clone)

    code = main(command)

    assert outside(clone) == before
    assert code == 2
    said = capfd.readouterr()
    assert "is led out of the repository by a link" in " ".join(said.err.split())
    assert CONTENT.strip() not in said.out + said.err


@pytest.mark.parametrize("place", ["people", "people/src", "package.json"])
def test_a_folder_of_a_service_is_not_led_out_of_the_clone(clone: Path, place: str) -> None:
    services = clone / "split" / "services"
    (services / place).parent.mkdir(parents=True)
    (services / place).symlink_to(clone.parent / "home" / "folder")
    found = Extraction("people", (), files=(("package.json", b"{}"), ("src/main.ts", b"")))
    with pytest.raises(InputError):
        for plan in plan_services([found], services):
            carry_out(plan)
        workspace_of([found], services, Monolith("{}"))
    assert outside(clone) == {"file": CONTENT, "folder": "a folder"}


@pytest.mark.parametrize("end", ["folder", "nowhere"])
def test_a_cache_that_leads_out_of_the_clone_is_no_cache(clone: Path, end: str) -> None:
    (clone / ".woosh_split_cache").symlink_to(clone.parent / "home" / end)
    before = outside(clone)
    assert main(["check"]) in (0, 1)
    assert main(["analyse", "."]) == 0
    assert outside(clone) == before


def test_what_git_keeps_for_itself_is_neither_read_nor_written(
    clone: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """In CI the token of the run stands there."""
    (clone / ".git" / "config").write_text("CREATE TABLE secret_token;")
    (clone / "notes.sql").symlink_to(".git/config")
    (clone / "woosh-split.baseline.json").symlink_to(".git/config")
    assert main(["analyse", ".", "--format", "json"]) == 0
    assert main(["baseline", "write"]) == 2
    said = capfd.readouterr()
    assert "secret_token" not in said.out + said.err
    assert (clone / ".git" / "config").read_text() == "CREATE TABLE secret_token;"


def test_links_within_the_clone_are_followed(clone: Path) -> None:
    (clone / "plans").mkdir()
    (clone / "woosh-split.yaml").rename(clone / "plans" / "split.yaml")
    (clone / "woosh-split.yaml").symlink_to("plans/split.yaml")
    (clone / "split").symlink_to("plans")
    assert main(["routes", "write"]) == 0
    assert (clone / "plans" / "routes" / "table.yaml").is_file()


def test_places_that_somebody_typed_may_be_links(clone: Path) -> None:
    home = clone.parent / "home"
    (clone / "mine").symlink_to(home / "folder")
    (clone / "mine.json").symlink_to(home / "file")
    assert main(["routes", "write", "--table", "mine/table.yaml"]) == 0
    assert main(["analyse", ".", "--format", "json", "--output", "mine.json"]) == 0
    assert (home / "folder" / "table.yaml").is_file()
    assert (home / "file").read_text().startswith("{")


def test_a_loop_of_links_is_told(clone: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (clone / "split").symlink_to("split")
    assert main(["routes", "write"]) == 2
    assert "led out of the repository" in capfd.readouterr().err


@pytest.mark.parametrize("root", ["..", "../home", "link"])
def test_the_root_of_a_split_file_that_was_found_stays_in_the_repository(
    clone: Path, root: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (clone / "link").symlink_to(clone.parent / "home")
    (clone / "woosh-split.yaml").write_text(f"{SPLIT}monolith: {{root: {root}}}\n")
    before = outside(clone)
    assert main(["check"]) == 2
    assert "out of the repository" in capfd.readouterr().err
    assert outside(clone) == before


def test_a_part_of_a_file_is_not_written_through_a_link(clone: Path) -> None:
    """Whoever knows the number of our process (in a container it is small) could have put one there."""
    (clone / f".table.yaml.{os.getpid()}.part").symlink_to(clone.parent / "home" / "file")
    replace_file(clone / "table.yaml", b"ours")
    assert outside(clone)["file"] == CONTENT
    assert (clone / "table.yaml").read_bytes() == b"ours"


@pytest.mark.parametrize(
    "make", [lambda at: at.symlink_to("/dev/zero"), lambda at: at.symlink_to("/proc/self/fd/0")]
)
def test_a_link_to_a_device_is_no_place(clone: Path, make: Callable[[Path], None]) -> None:
    place = clone / "split" / "routes" / "table.yaml"
    place.parent.mkdir(parents=True)
    make(place)
    assert is_beyond(place, repository_of(clone))
    assert main(["routes"]) == 2


def test_a_committed_folder_that_git_takes_for_its_own_runs_nothing(clone: Path, tmp_path: Path) -> None:
    """Git asks the settings of a repository without files, which anybody can commit, which programs to run."""
    (clone / ".git").rmdir()
    git(clone, "init", "-q", "-b", "main")
    inner = write_mini_shop(clone / "inner")
    (inner / "woosh-split.yaml").write_text(SPLIT)
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "all")
    shutil.copy(clone / ".git" / "HEAD", inner)
    for part in ("objects", "refs"):
        shutil.copytree(clone / ".git" / part, inner / part)
    mark = tmp_path / "mark"
    (inner / "config").write_text(
        "[core]\n repositoryformatversion = 0\n bare = false\n worktree = .\n"
        f' fsmonitor = "touch {mark}; false"\n'
    )
    main(["check", str(inner), "--changed"])
    main(["propose", str(inner), "--dry-run", "--quick"])
    assert not mark.exists()
