"""What `init` would write: only what is missing, and never over what other people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.apply.change_set import FileChange, write_all
from woosh_split.artefacts.ci import KINDS, ci_files
from woosh_split.pipeline.init import InitPlan, plan_init
from woosh_split.sources.repository import repository_of, way_into


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a monolith in apps/shop."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "apps" / "shop").mkdir(parents=True)
    return tmp_path


def plan(repository: Path, *kinds: str, owned: tuple[FileChange, ...] = ()) -> InitPlan:
    return plan_init(repository / "apps" / "shop", owned, kinds)


def carry_out(plan: InitPlan) -> None:
    write_all([step.change for step in plan.steps])


def named(plan: InitPlan, repository: Path) -> dict[str, str]:
    return {step.change.path.relative_to(repository).as_posix(): step.action for step in plan.steps}


def test_everything_is_created_where_nothing_is(repository: Path) -> None:
    owned = (FileChange(repository / "apps/shop/woosh-split.yaml", b"version: 1\n"),)
    assert named(plan(repository, *KINDS, owned=owned), repository) == dict.fromkeys(
        [
            "apps/shop/woosh-split.yaml",
            "apps/shop/.gitignore",
            ".github/actions/woosh-split/action.yml",
            ".github/workflows/woosh-split.yml",
            ".gitlab/woosh-split.gitlab-ci.yml",
            ".gitlab-ci.yml",
            ".pre-commit-config.yaml",
        ],
        "create",
    )


def test_a_second_run_has_nothing_to_do(repository: Path) -> None:
    carry_out(plan(repository, *KINDS))
    assert plan(repository, *KINDS) == InitPlan(())


def test_a_kind_that_is_named_twice_is_written_once(repository: Path) -> None:
    assert plan(repository, "github", "github") == plan(repository, "github")


def test_a_changed_file_of_ours_needs_consent(repository: Path) -> None:
    carry_out(plan(repository, "github"))
    workflow = repository / ".github/workflows/woosh-split.yml"
    workflow.write_text("mine", encoding="utf-8")
    (step,) = plan(repository, "github").steps
    assert (step.action, step.change.path, step.needs_consent) == ("replace", workflow, True)


@pytest.mark.parametrize(
    ("kind", "name", "advice"),
    [
        ("gitlab", ".gitlab-ci.yml", "- local: /.gitlab/woosh-split.gitlab-ci.yml"),
        ("pre-commit", ".pre-commit-config.yaml", "- id: woosh-split"),
    ],
)
def test_a_file_of_other_people_is_not_touched_but_told_of(
    kind: str, name: str, advice: str, repository: Path
) -> None:
    (repository / name).write_text("theirs: 1\n", encoding="utf-8")
    found = plan(repository, kind)
    assert name not in named(found, repository)
    assert advice in found.notes[0]


@pytest.mark.parametrize("kind", ["github", "gitlab", "pre-commit"])
def test_where_ci_installs_from_is_told_unless_it_was_named(kind: str, repository: Path) -> None:
    root = repository / "apps" / "shop"
    (note,) = plan_init(root, (), [kind]).notes
    assert "from a package index" in note
    assert plan_init(root, (), [kind], "./woosh_split.whl").notes == ()
    assert plan_init(root, (), []).notes == ()
    carry_out(plan(repository, kind))
    assert plan(repository, kind).notes == ()


def test_a_file_of_other_people_that_has_our_lines_is_well(repository: Path) -> None:
    (file,) = ci_files("pre-commit", "elsewhere")
    (repository / file.path).write_text(f"# theirs\n{file.text}", encoding="utf-8")
    assert plan(repository, "pre-commit").notes == ()


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (b"", b".woosh_split_cache/\n"),
        (b"dist/\n", b"dist/\n.woosh_split_cache/\n"),
        (b"dist/", b"dist/\n.woosh_split_cache/\n"),
        (b"dist/\r\nx", b"dist/\r\nx\r\n.woosh_split_cache/\r\n"),
        (b"\xff\n", b"\xff\n.woosh_split_cache/\n"),
    ],
)
def test_the_ignored_folder_is_one_line_more(held: bytes, wanted: bytes, repository: Path) -> None:
    path = repository / "apps/shop/.gitignore"
    path.write_bytes(held)
    (step,) = plan(repository).steps
    assert (step.action, step.change.data, step.needs_consent) == ("extend", wanted, False)


@pytest.mark.parametrize(
    ("line", "folder", "ignored"),
    [
        (".woosh_split_cache", ".", True),
        ("  .woosh_split_cache/  ", "apps", True),
        ("/.woosh_split_cache/", "apps/shop", True),
        ("/.woosh_split_cache/", "apps", False),
        ("#.woosh_split_cache/", ".", False),
    ],
)
def test_a_folder_that_is_ignored_already_is_left(
    line: str, folder: str, ignored: bool, repository: Path
) -> None:
    (repository / folder / ".gitignore").write_text(f"dist\n{line}\n", encoding="utf-8")
    assert (plan(repository).steps == ()) is ignored


def test_files_of_ci_stand_at_the_root_of_the_repository_and_lead_to_the_monolith(repository: Path) -> None:
    step = plan(repository, "github").steps[-1]
    assert step.change.path == repository / ".github/workflows/woosh-split.yml"
    assert b'path: "apps/shop"' in step.change.data


def test_a_worktree_is_a_repository_too(tmp_path: Path) -> None:
    """Its .git is a file."""
    (tmp_path / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    (tmp_path / "a").mkdir()
    assert repository_of(tmp_path / "a") == tmp_path.resolve()
    assert way_into(tmp_path / "a") == "a"
    assert way_into(tmp_path) == ""
