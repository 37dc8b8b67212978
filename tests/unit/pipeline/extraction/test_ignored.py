"""What git leaves out of the folders of services: packages, what was built, and the `.env` that the README asks for."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from extractions import shop_apart

from woosh_split.apply.regeneration import carry_out
from woosh_split.model.extraction import Extraction
from woosh_split.pipeline.extract_request import SLICE
from woosh_split.pipeline.services_folder import plan_services, workspace_of


def _write(services: Iterable[Extraction], folder: Path) -> None:
    for plan in plan_services(tuple(services), folder):
        carry_out(plan)


def _ignored(folder: Path, path: str) -> bool:
    return subprocess.run(["git", "check-ignore", "-q", path], cwd=folder, check=False).returncode == 0


def test_what_is_installed_built_or_secret_is_not_committed(tmp_path: Path) -> None:
    """The monolith's own .gitignore says `/dist`, if anything, and lies elsewhere."""
    apart, out = shop_apart(tmp_path / "m", compile=False), tmp_path / "out"
    _write(apart.extracted.services, out)
    for path, data in workspace_of(apart.extracted.services, out, apart.extracted.monolith).items():
        path.write_bytes(data)
    subprocess.run(["git", "init", "-q"], cwd=out, check=True)
    for path in ("node_modules/a/b.js", "sales/dist/main.js", "sales/.env", "sales/node_modules/a.js"):
        assert _ignored(out, path), path
    for path in ("sales/src/main.ts", "sales/.env.example", "package-lock.json"):
        assert not _ignored(out, path), path


def test_nor_what_a_slice_builds(tmp_path: Path) -> None:
    apart, out = shop_apart(tmp_path / "m", None, "sales", stage=SLICE, compile=False), tmp_path / "out"
    _write(apart.extracted.services, out)
    subprocess.run(["git", "init", "-q"], cwd=out, check=True)
    assert _ignored(out, "sales/dist/slices/sales/main.js")
    assert not _ignored(out, "sales/main.ts")


def test_a_gitignore_that_somebody_wrote_before_there_was_one_stays(tmp_path: Path) -> None:
    apart, out = shop_apart(tmp_path / "m", None, "sales", compile=False), tmp_path / "out"
    services = apart.extracted.services
    _write((replace(each, files=_without(each)) for each in services), out)
    for folder in (out / "sales", out):
        (folder / ".gitignore").write_text("mine\n")
    _write(services, out)
    assert (out / "sales" / ".gitignore").read_text() == "mine\n"
    assert out / ".gitignore" not in workspace_of(services, out, apart.extracted.monolith)
    assert all(plan.is_current for plan in plan_services(services, out))


def _without(extraction: Extraction) -> tuple[tuple[str, bytes], ...]:
    return tuple((path, data) for path, data in extraction.files if path != ".gitignore")
