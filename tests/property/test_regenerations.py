"""Whatever a generator and people do in turns, no line that a person wrote is lost and what nobody touched is current."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from woosh_split.apply.regeneration import carry_out
from woosh_split.artefacts.regeneration.three_way import has_marks
from woosh_split.pipeline.regenerate import plan_regeneration

PATHS = [f"{folder}{name}.ts" for folder in ("src/", "src/a/", "src/b/") for name in "xyz"]
STEPS = 12


def moved_on(new: dict[str, bytes], chance: Random, step: int) -> dict[str, bytes]:
    """Return what the generator makes after the monolith changed: files changed, added, removed, renamed."""
    result = dict(new)
    for path in chance.sample(PATHS, 3):
        if path not in result:
            result[path] = b"".join(b"%s line %d\n" % (path.encode(), number) for number in range(8))
            continue
        dice = chance.random()
        if dice < 0.2:
            del result[path]
        elif dice < 0.4 and (free := [each for each in PATHS if each not in result]):
            result[chance.choice(free)] = result.pop(path)
        else:
            result[path] = with_line(result[path], b"generated in step %d" % step, chance)
    return result


def with_line(data: bytes, line: bytes, chance: Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at : at + chance.randrange(2)] = [line]
    return b"\n".join(lines)


def settled(data: bytes) -> bytes:
    """Return a file with the marks taken out, as a person would who wants both sides."""
    marks = (b"<<<<<<< yours", b"=======", b">>>>>>> generated")
    return b"\n".join(line for line in data.split(b"\n") if line not in marks)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.ts"))
        if path.is_file()
    }


@pytest.mark.parametrize("seed", range(12))
def test_no_line_of_a_person_is_lost_and_all_else_is_current(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    folder = tmp_path / "service"
    new: dict[str, bytes] = {}
    mine: set[bytes] = set()
    edited: set[str] = set()
    for step in range(STEPS):
        new = moved_on(new, chance, step)
        plan = plan_regeneration(folder, new, "the test", force=True)
        carry_out(plan)
        held = files(folder)
        everything = b"\n".join(held.values()).split(b"\n")
        assert mine <= set(everything)
        edited |= {
            file.path for file in plan.files if file.action in ("merged", "conflict", "kept", "orphan")
        }
        for path, data in new.items():
            assert path in edited or held[path] == data
        assert {path for path, data in held.items() if has_marks(data)} == {
            file.path for file in plan.conflicts
        }
        again = plan_regeneration(folder, new, "the test")
        assert again.state == ()
        assert again.is_current or again.conflicts
        for path, data in held.items():
            if has_marks(data):
                (folder / path).write_bytes(settled(data))
        assert plan_regeneration(folder, new, "the test").is_current
        for path in chance.sample(sorted(files(folder)), 2):
            line = b"mine %d in %s" % (step, path.encode())
            text = (folder / path).read_bytes()
            at = chance.choice([place for place, byte in enumerate(b"\n" + text) if byte == 10])
            (folder / path).write_bytes(text[:at] + line + b"\n" + text[at:])
            mine.add(line)
            edited.add(path)
