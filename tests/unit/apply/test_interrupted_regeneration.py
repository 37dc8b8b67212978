"""A regeneration that is killed, or that cannot write, leaves no half of it that counts as a person's work."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from woosh_split.apply.regeneration import carry_out
from woosh_split.errors import InputError
from woosh_split.pipeline.regenerate import plan_regeneration
from woosh_split.sources.generation import BASE_FILE, JOURNAL_FILE, MARKER_FILE, STAGING_FOLDER

TEXT = b"one\ntwo\nthree\nfour\nfive\n"
FIRST = {
    "a": TEXT,
    "edited": TEXT,
    "gone/deep/x": b"x",
    "file": b"f",
    "mine": b"m",
    "same": b"s",
    "kept": TEXT,
}
SECOND = {
    "a": b"ONE\n" + TEXT,
    "edited": b"zero\n" + TEXT,
    "file/inside": b"i",
    "new/n": b"n",
    "same": b"s",
    "kept": TEXT,
}
THIRD = {
    "a": b"ONE\n" + TEXT + b"six\n",
    "edited": b"zero\nhalf\n" + TEXT,
    "file": b"f",
    "new/n": b"N",
    "kept": b"0\n" + TEXT,
}
EDITS = {"edited": TEXT + b"mine\n", "mine": b"mine", "kept": TEXT + b"kept\n", "beside": b"never generated"}
STEPS = ("os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod", "open")
"""What python tells before it does it, of all that changes a folder."""


def prepare(folder: Path) -> Path:
    generate(folder, FIRST)
    for path, data in EDITS.items():
        (folder / path).write_bytes(data)
    return folder


def generate(folder: Path, new: Mapping[str, bytes]) -> None:
    carry_out(plan_regeneration(folder, new, "the test"))


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != BASE_FILE
    }


def in_child(act: Callable[[], object]) -> int:
    """Do something in a process of its own and return how that ended: 0, 1 for an InputError, or minus the signal."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            act()
            code = 0
        except InputError:
            code = 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(number: int, folder: Path, new: Mapping[str, bytes]) -> bool:
    """Carry out a plan and kill it with SIGKILL at a step; False where it has fewer steps."""
    plan = plan_regeneration(folder, new, "the test")

    def act() -> None:
        left = number

        def watch(event: str, details: tuple[object, ...]) -> None:
            nonlocal left
            if event in STEPS:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        carry_out(plan)

    return in_child(act) == -signal.SIGKILL


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was generated once and edited."""
    return prepare(tmp_path_factory.mktemp("template"))


def copied(template: Path, folder: Path) -> Path:
    return Path(shutil.copytree(template, folder))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What comes out when nothing is interrupted: of the second generation, and of the third after it."""
    folder = prepare(tmp_path_factory.mktemp("whole"))
    generate(folder, SECOND)
    second = held(folder)
    generate(folder, THIRD)
    return {"second": second, "third": held(folder)}


def test_a_run_that_is_killed_anywhere_is_finished_by_the_next(
    tmp_path: Path, template: Path, expected: dict[str, dict[str, bytes]]
) -> None:
    number = 0
    while killed_at(number, folder := copied(template, tmp_path / str(number)), SECOND):
        generate(folder, SECOND)
        assert held(folder) == expected["second"], number
        assert plan_regeneration(folder, SECOND, "the test").is_current
        assert not (folder / STAGING_FOLDER).exists()
        number += 1
    assert number > 30


def test_after_a_kill_a_generator_that_moved_on_finds_no_edits_but_a_persons(
    tmp_path: Path, template: Path, expected: dict[str, dict[str, bytes]]
) -> None:
    """What the killed run wrote is its output, not an edit: no conflict comes of it."""
    number = 0
    while killed_at(number, folder := copied(template, tmp_path / str(number)), SECOND):
        plan = plan_regeneration(folder, THIRD, "the test")
        assert plan.conflicts == (), number
        carry_out(plan)
        assert held(folder) == expected["third"], number
        number += 3


def test_killed_twice_it_still_goes_on(
    tmp_path: Path, template: Path, expected: dict[str, dict[str, bytes]]
) -> None:
    for number in range(20, 60, 7):
        folder = copied(template, tmp_path / str(number))
        killed_at(number, folder, SECOND)
        killed_at(60 - number, folder, THIRD)
        generate(folder, THIRD)
        assert held(folder) == expected["third"], number


def test_the_first_run_may_be_killed_too(tmp_path: Path) -> None:
    number = 0
    while killed_at(number, folder := tmp_path / str(number), FIRST):
        generate(folder, FIRST)
        assert {path: data for path, data in held(folder).items() if path in FIRST} == FIRST, number
        assert not {JOURNAL_FILE, STAGING_FOLDER} & set(os.listdir(folder))  # noqa: PTH208
        number += 3


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "orders")
    before = held(folder)
    plan = plan_regeneration(folder, SECOND | {"large": b"x" * 200_000}, "the test")

    def act() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        with pytest.raises(
            InputError, match=r"large cannot be written: File too large\. Nothing in .* was changed"
        ):
            carry_out(plan)

    assert in_child(act) == 0
    assert held(folder) == before


def test_ctrl_c_half_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "orders")
    before = held(folder)
    plan = plan_regeneration(folder, SECOND, "the test")

    def act() -> None:
        left = 4

        def watch(event: str, details: tuple[object, ...]) -> None:
            nonlocal left
            left -= event == "os.rename"
            if left == 0:
                left = -1000
                raise KeyboardInterrupt

        sys.addaudithook(watch)
        with pytest.raises(KeyboardInterrupt):
            carry_out(plan)

    assert in_child(act) == 0
    assert held(folder) == before
    assert (folder / MARKER_FILE).is_file()


OF_A_RUN = (STAGING_FOLDER, JOURNAL_FILE)
"""What a run that was interrupted when all was done has not cleared away yet."""


def interrupted_at(number: int, folder: Path, new: Mapping[str, bytes]) -> bool:
    """Carry out a plan with Ctrl-C as soon as a step is done; False where it has fewer steps."""
    plan = plan_regeneration(folder, new, "the test")

    left = number

    def then_interrupt(step: Callable[..., object]) -> Callable[..., object]:
        def done(*args: object, **more: object) -> object:
            nonlocal left
            given = step(*args, **more)
            left -= 1
            if left == -1:
                raise KeyboardInterrupt
            return given

        return done

    def act() -> None:
        for name in ("mkdir", "rmdir", "replace", "unlink", "link", "chmod"):
            setattr(os, name, then_interrupt(getattr(os, name)))
        try:
            carry_out(plan)
        except KeyboardInterrupt:
            raise InputError("interrupted") from None

    return in_child(act) == 1


def test_ctrl_c_after_any_step_leaves_all_or_nothing_and_the_next_run_goes_on(tmp_path: Path) -> None:
    """A folder that was just made had not been noted yet, and was in the way of the next run."""
    whole = tmp_path / "whole"
    generate(whole, SECOND)
    for number in range(500):
        folder = tmp_path / f"after{number}"
        ended = interrupted_at(number, folder, SECOND)
        left = {path: data for path, data in held(folder).items() if path.split("/")[0] not in OF_A_RUN}
        assert left in ({}, held(whole)), number
        assert left or not [path for path in folder.glob("*") if path.name not in OF_A_RUN], number
        generate(folder, SECOND)
        assert held(folder) == held(whole)
        if not ended:
            break
    else:
        pytest.fail("it has more steps than that")
    assert number > 15


def test_what_cannot_be_put_in_its_place_undoes_all_before_it(tmp_path: Path) -> None:
    """A folder with a file comes after the plan was made, where the last file is to go."""
    folder = prepare(tmp_path / "orders")
    plan = plan_regeneration(folder, FIRST | {"a": b"other", "z/z": b"z"}, "the test")
    (folder / "z/z").mkdir(parents=True)
    (folder / "z/z/mine").write_bytes(b"mine")
    before = held(folder)
    with pytest.raises(InputError, match=r"z/z cannot be written: Directory not empty"):
        carry_out(plan)
    assert held(folder) == before


UNPRIVILEGED = (
    "import ctypes, os, sys\n"
    "if os.geteuid() == 0:\n"
    "    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH\n"
    "        if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0): raise OSError('PR_CAPBSET_DROP')\n"
    "os.execv(sys.executable, [sys.executable, '-c', sys.argv[1], *sys.argv[2:]])"
)
WRITE = (
    "import sys\n"
    "from pathlib import Path\n"
    "from woosh_split.apply.regeneration import carry_out\n"
    "from woosh_split.pipeline.regenerate import plan_regeneration\n"
    "carry_out(plan_regeneration(Path(sys.argv[1]), {'a': b'A', 'gone/deep/x': b'y', 'new': b'n'}, 'the test'))\n"
)


@pytest.mark.parametrize("closed", [".", "gone/deep"])
def test_a_folder_that_is_read_only_is_named_and_nothing_changed(tmp_path: Path, closed: str) -> None:
    folder = prepare(tmp_path / "orders")
    before = held(folder)
    (folder / closed).chmod(0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", UNPRIVILEGED, WRITE, str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        (folder / closed).chmod(0o755)
    assert f"InputError: {(folder / closed)}" in done.stderr
    assert "cannot be written: Permission denied. Nothing in" in done.stderr
    assert held(folder) == before
    assert not {JOURNAL_FILE, STAGING_FOLDER} & set(os.listdir(folder))  # noqa: PTH208


def test_killed_while_changes_go_with_a_renamed_file_they_stand_somewhere(tmp_path: Path) -> None:
    generate(template := tmp_path / "template", {"old/r.ts": TEXT})
    (template / "old/r.ts").write_bytes(TEXT + b"mine\n")
    moved = {"new/r.ts": b"zero\n" + TEXT}
    number = 0
    while killed_at(number, folder := copied(template, tmp_path / str(number)), moved):
        generate(folder, moved)
        assert (folder / "new/r.ts").read_bytes() == b"zero\n" + TEXT + b"mine\n", number
        number += 1
    assert number > 10


@pytest.mark.parametrize("how", ["up", "whole", "inside"])
def test_a_journal_of_a_stranger_leads_to_no_file_outside(tmp_path: Path, how: str) -> None:
    """It may have come with the repository; what it calls generated, and is not any more, would be removed."""
    folder = tmp_path / "target"
    folder.mkdir()
    prepare(folder)
    victim = tmp_path / "victim"
    victim.write_bytes(TEXT)
    path = {"up": "../victim", "whole": str(victim), "inside": "new/../../victim"}[how]
    digest = sha256(TEXT).hexdigest()
    (folder / JOURNAL_FILE).write_text(
        json.dumps(
            {"version": 1, "generated_by": "x", "after": {path: digest}, "known": {path: digest}, "base": {}}
        )
    )
    generate(folder, SECOND)
    assert victim.read_bytes() == TEXT


@pytest.mark.parametrize(
    "change",
    [{"known": []}, {"known": {"a": 1}}, {"after": {"a": []}}, {"base": {"a": None}}, {"generated_by": 1}],
)
def test_a_journal_that_is_none_is_passed_over(tmp_path: Path, change: dict[str, object]) -> None:
    folder = tmp_path / "target"
    folder.mkdir()
    prepare(folder)
    whole = {"version": 1, "generated_by": "x", "after": {}, "known": {}, "base": {}}
    (folder / JOURNAL_FILE).write_text(json.dumps(whole | change))
    generate(folder, SECOND)
    assert (folder / "new/n").read_bytes() == b"n"
