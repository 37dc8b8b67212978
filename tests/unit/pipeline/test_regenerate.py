"""A generator writes into a folder again and again, and what people did there lasts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from woosh_split.apply.regeneration import carry_out
from woosh_split.errors import InputError
from woosh_split.model.regeneration import RegenerationPlan
from woosh_split.pipeline.regenerate import plan_regeneration
from woosh_split.sources.files import walk
from woosh_split.sources.generation import BASE_FILE, JOURNAL_FILE, MARKER_FILE, STAGING_FOLDER
from woosh_split.sources.manifest import edited_files, read_manifests

STATE = {"woosh-split.manifest.json", BASE_FILE, MARKER_FILE}
FIRST = {
    "src/a.ts": b"one\ntwo\nthree\nfour\nfive\n",
    "src/generated/b.ts": b"export const b = 1;",
    "Dockerfile": b"FROM node\r\nCMD x\r\n",
}


def generate(folder: Path, new: Mapping[str, bytes], *, force: bool = False) -> RegenerationPlan:
    plan = plan_regeneration(folder, new, "the test", force)
    carry_out(plan)
    return plan


def held(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder that is no state."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in STATE
    }


def actions(plan: RegenerationPlan) -> dict[str, str]:
    return {file.path: file.action for file in plan.files if file.action != "unchanged"}


@pytest.fixture
def service(tmp_path: Path) -> Path:
    folder = tmp_path / "split/services/orders"
    generate(folder, FIRST)
    return folder


def test_the_first_run_makes_the_folder_and_everything_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "split/services/orders"
    plan = generate(folder, FIRST)
    assert plan.counts == {"created": 3}
    assert held(folder) == FIRST
    assert {path.name for path in folder.iterdir()} == {"src", "Dockerfile", *STATE}


def test_a_second_run_touches_nothing(service: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in [service, *service.rglob("*")]}
    plan = generate(service, FIRST)
    assert plan.is_current and plan.counts == {"unchanged": 3}
    assert {path: path.stat().st_mtime_ns for path in [service, *service.rglob("*")]} == before


def test_a_plan_alone_writes_nothing(tmp_path: Path) -> None:
    plan = plan_regeneration(tmp_path / "orders", FIRST, "the test")
    assert not plan.is_current
    assert list(tmp_path.iterdir()) == []


def test_every_file_goes_its_own_way(service: Path) -> None:
    generate(service, FIRST | {"gone.ts": b"x", "mine.ts": b"x", "kept.ts": b"x", "deep/er/gone.ts": b"x"})
    (service / "src/a.ts").write_bytes(FIRST["src/a.ts"] + b"mine\n")
    (service / "mine.ts").write_bytes(b"x, and mine")
    (service / "kept.ts").write_bytes(b"x, and mine")
    (service / "beside.ts").write_bytes(b"never generated")
    new = {
        "src/a.ts": b"ONE\ntwo\nthree\nfour\nfive\n",
        "src/generated/b.ts": b"export const b = 2;",
        "Dockerfile": FIRST["Dockerfile"],
        "kept.ts": b"x",
        "src/new.ts": b"new",
    }
    plan = generate(service, new)
    assert actions(plan) == {
        "src/a.ts": "merged",
        "src/generated/b.ts": "updated",
        "gone.ts": "deleted",
        "deep/er/gone.ts": "deleted",
        "mine.ts": "orphan",
        "kept.ts": "kept",
        "src/new.ts": "created",
    }
    assert held(service) == new | {
        "src/a.ts": b"ONE\ntwo\nthree\nfour\nfive\nmine\n",
        "mine.ts": b"x, and mine",
        "kept.ts": b"x, and mine",
        "beside.ts": b"never generated",
    }
    assert not (service / "deep").exists()
    assert actions(plan_regeneration(service, new, "the test")) == {"src/a.ts": "kept", "kept.ts": "kept"}
    assert plan_regeneration(service, new, "the test").is_current


def test_a_conflict_gets_marks_and_once_settled_stays_settled(service: Path) -> None:
    (service / "src/a.ts").write_bytes(b"one\nmine\nthree\nfour\nfive\n")
    new = FIRST | {"src/a.ts": b"one\ntheirs\nthree\nfour\nfive\n"}
    plan = generate(service, new)
    assert [(file.path, file.conflicts) for file in plan.conflicts] == [("src/a.ts", 1)]
    assert (service / "src/a.ts").read_bytes() == (
        b"one\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> generated\nthree\nfour\nfive\n"
    )
    again = generate(service, new | {"src/a.ts": b"one\nother\nthree\nfour\nfive\n"})
    assert actions(again) == {"src/a.ts": "unresolved"}
    assert again.conflicts and not again.is_current
    (service / "src/a.ts").write_bytes(b"one\nmine and theirs\nthree\nfour\nfive\n")
    assert plan_regeneration(service, new, "the test").is_current
    later = generate(service, new | {"src/a.ts": b"one\ntheirs\nthree\nfour\nFIVE\n"})
    assert actions(later) == {"src/a.ts": "merged"}
    assert (service / "src/a.ts").read_bytes() == b"one\nmine and theirs\nthree\nfour\nFIVE\n"


def test_a_merge_works_from_a_clone(service: Path, tmp_path: Path) -> None:
    """Nothing but the folder itself is needed: no cache, no history."""
    import shutil

    (service / "src/a.ts").write_bytes(FIRST["src/a.ts"] + b"mine\n")
    clone = Path(shutil.copytree(service, tmp_path / "clone"))
    plan = generate(clone, FIRST | {"src/a.ts": b"zero\n" + FIRST["src/a.ts"]})
    assert actions(plan) == {"src/a.ts": "merged"}
    assert (clone / "src/a.ts").read_bytes() == b"zero\n" + FIRST["src/a.ts"] + b"mine\n"


def test_without_base_texts_every_difference_is_a_conflict_and_nothing_is_lost(service: Path) -> None:
    (service / BASE_FILE).unlink()
    (service / "src/a.ts").write_bytes(FIRST["src/a.ts"] + b"mine\n")
    plan = generate(service, FIRST | {"src/a.ts": b"zero\n" + FIRST["src/a.ts"]})
    assert actions(plan) == {"src/a.ts": "conflict"}
    assert any(BASE_FILE in warning for warning in plan.warnings)
    assert {b"zero", b"mine"} <= set((service / "src/a.ts").read_bytes().split(b"\n"))


def test_base_texts_with_the_marks_of_a_git_conflict_still_serve(service: Path) -> None:
    lines = (service / BASE_FILE).read_text()
    (service / BASE_FILE).write_text(f"<<<<<<< HEAD\n{lines}=======\n{lines}>>>>>>> topic\n")
    (service / "src/a.ts").write_bytes(FIRST["src/a.ts"] + b"mine\n")
    assert actions(generate(service, FIRST | {"src/a.ts": b"zero\n" + FIRST["src/a.ts"]})) == {
        "src/a.ts": "merged"
    }
    assert "<<<" not in (service / BASE_FILE).read_text()


def test_a_text_that_is_the_same_keeps_its_line_of_base(service: Path) -> None:
    before = set((service / BASE_FILE).read_text().splitlines())
    generate(service, FIRST | {"src/a.ts": b"other\n"})
    after = set((service / BASE_FILE).read_text().splitlines())
    assert len(before & after) == 2 and len(after) == 3


def test_a_file_that_somebody_removed_stays_away_until_it_changes(service: Path) -> None:
    (service / "src/a.ts").unlink()
    plan = generate(service, FIRST)
    assert actions(plan) == {"src/a.ts": "removed"} and plan.is_current
    plan = generate(service, FIRST | {"src/a.ts": b"other"})
    assert actions(plan) == {"src/a.ts": "conflict"}
    assert (service / "src/a.ts").read_bytes() == b"other"


def test_force_writes_what_was_removed(service: Path) -> None:
    (service / "src/a.ts").unlink()
    assert actions(generate(service, FIRST, force=True)) == {"src/a.ts": "created"}


def test_a_file_in_the_way_stops_everything(service: Path) -> None:
    (service / "src/c.ts").write_bytes(b"mine")
    before = held(service)
    plan = plan_regeneration(service, {"src/c.ts": b"theirs", "src/d.ts": b"d"}, "the test")
    assert [file.path for file in plan.foreign] == ["src/c.ts"]
    with pytest.raises(InputError, match=r"src/c\.ts is there and was never generated"):
        carry_out(plan)
    assert held(service) == before


def test_with_force_a_file_in_the_way_is_merged(service: Path) -> None:
    (service / "src/c.ts").write_bytes(b"same\nmine\n")
    plan = generate(service, FIRST | {"src/c.ts": b"same\ntheirs\n"}, force=True)
    assert actions(plan) == {"src/c.ts": "conflict"}
    assert (
        service / "src/c.ts"
    ).read_bytes() == b"same\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> generated\n"


def test_a_file_in_the_way_with_the_same_bytes_is_taken_in(service: Path) -> None:
    (service / "src/c.ts").write_bytes(b"same")
    plan = generate(service, FIRST | {"src/c.ts": b"same"})
    assert plan.counts == {"unchanged": 4}
    assert "src/c.ts" in json.loads((service / "woosh-split.manifest.json").read_bytes())["files"]


def test_a_folder_with_files_and_no_manifest_is_refused_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_bytes(b"mine")
    with pytest.raises(InputError, match=r"holds readme\.txt but no woosh-split\.manifest\.json"):
        plan_regeneration(tmp_path, FIRST, "the test")
    assert generate(tmp_path, FIRST, force=True).counts == {"created": 3}


def test_what_was_installed_in_a_folder_does_not_make_it_foreign(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    assert generate(tmp_path, FIRST).counts == {"created": 3}


def test_a_folder_of_another_generator_is_refused(service: Path) -> None:
    with pytest.raises(InputError, match="generated by `the test`, not by `another`"):
        plan_regeneration(service, FIRST, "another")


def test_binary_files_are_not_merged(service: Path) -> None:
    generate(service, FIRST | {"logo.png": b"\x89PNG\0one"})
    (service / "logo.png").write_bytes(b"\x89PNG\0mine")
    plan = generate(service, FIRST | {"logo.png": b"\x89PNG\0two"})
    assert actions(plan) == {"logo.png": "conflict"}
    assert (service / "logo.png").read_bytes() == b"\x89PNG\0mine"
    assert actions(generate(service, FIRST | {"logo.png": b"\x89PNG\0two"})) == {"logo.png": "kept"}


def test_the_mode_of_a_file_is_kept(service: Path) -> None:
    (service / "src/a.ts").chmod(0o750)
    generate(service, FIRST | {"src/a.ts": b"other"})
    assert (service / "src/a.ts").stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("link", ["src/linked", "src/linked/c.ts"])
def test_links_are_not_followed(service: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "c.ts").write_bytes(b"theirs")
    (service / "src/linked").symlink_to(outside if link == "src/linked" else outside / "c.ts")
    path = "src/linked/c.ts" if link == "src/linked" else "src/linked"
    plan = plan_regeneration(service, FIRST | {path: b"generated"}, "the test")
    with pytest.raises(InputError, match="src/linked is a link"):
        carry_out(plan)
    assert (outside / "c.ts").read_bytes() == b"theirs"


def test_a_file_may_become_a_folder_and_back(service: Path) -> None:
    generate(service, {"x": b"file"})
    generate(service, {"x/y/z": b"deep"})
    assert held(service) == {"x/y/z": b"deep"}
    generate(service, {"x": b"file"})
    assert held(service) == {"x": b"file"}


def test_a_folder_of_a_person_in_the_way_of_a_file_stops_everything(service: Path) -> None:
    (service / "x").mkdir()
    (service / "x/mine").write_bytes(b"mine")
    with pytest.raises(InputError, match="x is a folder"):
        generate(service, FIRST | {"x": b"file"})


def test_names_that_differ_in_case_only_are_told(tmp_path: Path) -> None:
    plan = plan_regeneration(tmp_path, {"src/User.ts": b"a", "src/user.ts": b"b"}, "the test")
    assert "src/User.ts and src/user.ts differ in case only" in plan.warnings[0]


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a\\b", "", "woosh-split.manifest.json", BASE_FILE])
def test_a_generator_cannot_write_elsewhere_or_over_the_state(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="a generator may not write"):
        plan_regeneration(tmp_path / "orders", {path: b""}, "the test")


def test_check_reads_the_manifest_and_neither_the_base_texts_nor_the_code(service: Path) -> None:
    root = service.parents[2]
    assert [file.path for file in walk(root)] == ["split/services/orders/woosh-split.manifest.json"]
    manifests = read_manifests(root, ["split/services/orders/woosh-split.manifest.json"])
    assert list(edited_files(root, manifests)) == []


def test_what_was_moved_is_listed_apart_so_that_check_does_not_mind_edits(tmp_path: Path) -> None:
    carry_out(plan_regeneration(tmp_path, FIRST, "the test", moved={"src/a.ts"}))
    (tmp_path / "src/a.ts").write_bytes(b"mine")
    (manifest,) = read_manifests(tmp_path, ["woosh-split.manifest.json"])
    assert [path for path, _ in manifest.moved] == ["src/a.ts"]
    assert list(edited_files(tmp_path, [manifest])) == []
    plan = plan_regeneration(tmp_path, FIRST, "the test", moved={"src/a.ts"})
    assert plan.is_current and actions(plan) == {"src/a.ts": "kept"}


def test_a_line_that_a_person_moved_in_the_manifest_stays_there(service: Path) -> None:
    manifest = service / "woosh-split.manifest.json"
    document = json.loads(manifest.read_bytes())
    document["moved"] = {"Dockerfile": document["files"].pop("Dockerfile")}
    manifest.write_text(json.dumps(document))
    generate(service, FIRST | {"src/a.ts": b"other"})
    document = json.loads(manifest.read_bytes())
    assert (list(document["moved"]), list(document["files"])) == (
        ["Dockerfile"],
        ["src/a.ts", "src/generated/b.ts"],
    )


def test_a_file_that_changes_after_it_was_planned_stops_everything(service: Path) -> None:
    plan = plan_regeneration(service, FIRST | {"src/a.ts": b"other", "src/c.ts": b"c"}, "the test")
    (service / "src/a.ts").write_bytes(b"saved meanwhile")
    with pytest.raises(InputError, match="changed while the new files were made"):
        carry_out(plan)
    assert (service / "src/a.ts").read_bytes() == b"saved meanwhile"
    assert not (service / "src/c.ts").exists()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    generate(tmp_path / "one", FIRST)
    generate(tmp_path / "two", dict(reversed(FIRST.items())))
    for name in STATE:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_nothing_is_left_beside_the_files(service: Path) -> None:
    generate(service, {"src/a.ts": b"other"})
    assert {path.name for path in service.iterdir()}.isdisjoint({JOURNAL_FILE, STAGING_FOLDER})


def test_changes_go_with_a_file_that_the_monolith_renamed(service: Path) -> None:
    (service / "src/a.ts").write_bytes(FIRST["src/a.ts"] + b"mine\n")
    new = {path: data for path, data in FIRST.items() if path != "src/a.ts"}
    plan = generate(
        service, new | {"src/orders/a.ts": b"zero\n" + FIRST["src/a.ts"], "src/other/a.ts": b"strange\n"}
    )
    assert actions(plan) == {"src/a.ts": "deleted", "src/orders/a.ts": "merged", "src/other/a.ts": "created"}
    assert not (service / "src/a.ts").exists()
    assert (service / "src/orders/a.ts").read_bytes() == b"zero\n" + FIRST["src/a.ts"] + b"mine\n"


def test_a_file_that_only_has_the_same_name_does_not_get_anothers_changes(service: Path) -> None:
    (service / "src/a.ts").write_bytes(FIRST["src/a.ts"] + b"mine\n")
    plan = generate(service, {"src/orders/a.ts": b"strange\n"})
    assert actions(plan)["src/a.ts"] == "orphan"
    assert (service / "src/orders/a.ts").read_bytes() == b"strange\n"


def test_a_link_where_nothing_is_generated_any_more_stays(service: Path) -> None:
    (service / "src/a.ts").unlink()
    (service / "src/a.ts").symlink_to(service / "Dockerfile")
    plan = generate(service, {"Dockerfile": FIRST["Dockerfile"]})
    assert actions(plan) == {"src/a.ts": "orphan", "src/generated/b.ts": "deleted"}
    assert (service / "src/a.ts").is_symlink()


def test_two_branches_that_generated_are_merged_by_git_and_go_on(tmp_path: Path) -> None:
    from git_repository import git

    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text(
        "* -text\nwoosh-split.base merge=union -diff linguist-generated\n"
    )
    folder = tmp_path / "orders"
    texts = {f"{number}.ts": b"one\ntwo\nthree\nfour %d\n" % number for number in range(9)}
    generate(folder, texts)

    def commit() -> None:
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "generated")

    commit()
    git(tmp_path, "checkout", "-qb", "topic")
    generate(folder, topic := texts | {"1.ts": b"ONE\n" + texts["1.ts"]})
    commit()
    git(tmp_path, "checkout", "-q", "main")
    generate(folder, texts | {"7.ts": b"SEVEN\n" + texts["7.ts"]})
    commit()
    git(tmp_path, "merge", "-q", "--no-edit", "topic")
    both = topic | {"7.ts": b"SEVEN\n" + texts["7.ts"]}
    plan = generate(folder, both)
    assert (actions(plan), plan.conflicts) == ({}, ())
    for name in ("1.ts", "7.ts"):
        (folder / name).write_bytes((folder / name).read_bytes() + b"mine\n")
    plan = generate(folder, {name: b"0\n" + text for name, text in both.items()})
    assert set(actions(plan).values()) == {"updated", "merged"}


def test_a_manifest_with_the_marks_of_a_merge_is_told_as_such(service: Path) -> None:
    manifest = service / "woosh-split.manifest.json"
    manifest.write_text(f"<<<<<<< HEAD\n{manifest.read_text()}=======\n{{}}\n>>>>>>> topic\n")
    with pytest.raises(InputError, match="holds the conflict markers of a merge"):
        plan_regeneration(service, FIRST, "the test")


def test_any_change_of_the_monolith_alone_is_told_as_not_current(service: Path) -> None:
    """What ``--check`` asks."""
    for new in (FIRST | {"src/a.ts": b"x"}, FIRST | {"n.ts": b"x"}, {"src/a.ts": FIRST["src/a.ts"]}):
        assert not plan_regeneration(service, new, "the test").is_current
    assert plan_regeneration(service, FIRST, "the test").is_current
