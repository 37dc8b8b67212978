"""Extracted services as folders: one for each, and the workspace around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from woosh_split.artefacts.service.nestjs.exclusion import exclusions
from woosh_split.artefacts.service.nestjs.project.package_json import workspace_files
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith
from woosh_split.model.extraction import Extraction
from woosh_split.model.regeneration import RegenerationPlan
from woosh_split.pipeline.regenerate import plan_regeneration
from woosh_split.pipeline.shared_folder import options_of
from woosh_split.sources.repository import own_place

GENERATOR = "woosh-split extract"
_ATTRIBUTES = (
    b"# Files keep their bytes, line endings too. The base is what the generator wrote last.\n"
    b"* -text\nwoosh-split.base merge=union -diff linguist-generated\n"
)

_IGNORE = ".gitignore"


def plan_services(
    extractions: Sequence[Extraction],
    folder: Path,
    force: bool = False,
    packaged: Collection[str] = (),
) -> tuple[RegenerationPlan, ...]:
    """Return what writing the services that are not refused does, one plan for each.

    ``packaged`` are those that import shared code from the package, which their manifests remember.

    Raises:
        InputError: a folder cannot be read, or holds files of nobody knows whom.
    """
    return tuple(_plan(each, folder, force, packaged) for each in extractions if each.files)


def _plan(extraction: Extraction, folder: Path, force: bool, packaged: Collection[str]) -> RegenerationPlan:
    def planned(files: Mapping[str, bytes]) -> RegenerationPlan:
        return plan_regeneration(
            own_place(folder, extraction.service),
            files,
            GENERATOR,
            force,
            moved=frozenset(moved.path for moved in extraction.moved),
            options=options_of(extraction.service, packaged),
        )

    files = {**dict(extraction.files), ".gitattributes": _ATTRIBUTES}
    plan = planned(files)
    if any(each.path == _IGNORE for each in plan.foreign):
        # Somebody wrote one before services had it: it stays theirs.
        return planned({path: data for path, data in files.items() if path != _IGNORE})
    return plan


def workspace_of(extractions: Sequence[Extraction], folder: Path, monolith: Monolith) -> Mapping[Path, bytes]:
    """Return the files of the workspace around the services; those extracted earlier are members as well.

    A .gitignore that is there already is its owner's.
    """
    packages = {each.service: dict(each.files)["package.json"] for each in extractions if each.files}
    for path in sorted(folder.glob("*/package.json")) if folder.is_dir() else ():
        packages.setdefault(path.parent.name, own_place(folder, path.relative_to(folder)).read_bytes())
    for path in sorted(folder.glob("packages/*/package.json")):
        packages.setdefault(
            f"packages/{path.parent.name}", own_place(folder, path.relative_to(folder)).read_bytes()
        )
    if not packages:
        return {}
    files = {own_place(folder, name): data for name, data in workspace_files(packages, monolith).items()}
    return {path: data for path, data in files.items() if path.name != _IGNORE or not path.exists()}


def committed(
    extractions: Sequence[Extraction], plans: Sequence[RegenerationPlan], root: Path, folder: Path
) -> tuple[dict[Path, Path], list[Path]]:
    """Return what is to be committed: moved files with where they come from, and everything else that was written."""
    pairs = {
        folder / each.service / moved.path: root / moved.origin
        for each in extractions
        if each.files
        for moved in each.moved
    }
    others = [
        path
        for plan in plans
        for path in (
            *(plan.target / file.path for file in plan.files),
            *(plan.target / file.path for file in plan.state),
        )
        if path not in pairs
    ]
    others += [path for path in sorted(folder.glob("*")) if path.is_file()]
    return pairs, others


def left_out(configs: Mapping[str, str], root: Path, folder: Path) -> dict[Path, bytes]:
    """Return the monolith's tsconfig files that would compile the services along, with the folder left out of each."""
    below = below_root(folder, root)
    if below is None:
        return {}
    return {root / path: text.encode() for path, text in exclusions(configs, below)}


def below_root(folder: Path, root: Path) -> str | None:
    """Return a folder's path below the monolith's root, None where it lies elsewhere."""
    try:
        return folder.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return None
