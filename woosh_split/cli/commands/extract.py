"""``woosh-split extract``: services that compile, boot and behave as before, made of the monolith's own code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.completing import phase_ids, service_names
from woosh_split.cli.console import complain
from woosh_split.cli.output import check_destination, deliver, layout_for
from woosh_split.cli.reading_options import reads_monolith
from woosh_split.cli.workspace import Reading, completed, needed_split, open_workspace, refuse_folders
from woosh_split.errors import EXIT_DONE, EXIT_NO, InputError
from woosh_split.model.meant import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from woosh_split.cli.workspace import Workspace
    from woosh_split.model.extraction import Extraction
    from woosh_split.model.regeneration import RegenerationPlan
    from woosh_split.model.split import SplitFile
    from woosh_split.pipeline.extract_request import Extracted
    from woosh_split.pipeline.shared_folder import Choice

EXAMPLES = """\b
Examples:
  woosh-split extract order-management --dry-run
  woosh-split extract order-management
  woosh-split extract --all --path examples/woosh
  woosh-split extract --all --check
"""

FOLDER = Path("split") / "services"
ANOTHER_FOLDER = "name another folder with --services-folder"


class Stage(StrEnum):
    """How far a service is apart from the monolith."""

    SLICE = "slice"
    COPY = "copy"


class Shared(StrEnum):
    """Where the code stands that several services take along."""

    COPY = "copy"
    PACKAGE = "package"


class ExtractFormat(StrEnum):
    """How the result is written down."""

    TEXT = "text"
    JSON = "json"


@reads_monolith(options.FolderOption, without=("facts_file", "clients"))
def extract(
    services: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SERVICE]...",
            help="The services to extract.",
            show_default=False,
            autocompletion=service_names,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Extract every service, and what is left of the monolith.")
    ] = False,
    remainder: Annotated[
        bool,
        typer.Option(
            "--remainder", help="Write services/monolith: the monolith without the code of the services."
        ),
    ] = False,
    through: Annotated[
        str | None,
        typer.Option(
            metavar="PHASE",
            autocompletion=phase_ids,
            help="With --remainder: the last phase that is complete; services of later ones are still in it. Default: all.",
            show_default=False,
        ),
    ] = None,
    stage: Annotated[
        Stage,
        typer.Option(
            help="slice: an application over the monolith's one source tree, in slices/ beside its package.json. copy: a "
            "folder of its own."
        ),
    ] = Stage.COPY,
    shared: Annotated[
        Shared | None,
        typer.Option(
            help="copy: each service has its own copies of shared code. package: there is one copy, in "
            "packages/shared beside them. Default: as the service was extracted last, else copy.",
            show_default=False,
        ),
    ] = None,
    git: Annotated[
        bool,
        typer.Option(
            "--git",
            help="Commit what was written, so that `git log --follow` shows where the files come from.",
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Tell what moves, what crosses and what prevents the extraction; write nothing."
        ),
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Tell whether the files that are there are current; write nothing. For CI."
        ),
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Take over a folder that holds other files; files that differ get conflict markers.",
        ),
    ] = False,
    compile_: Annotated[
        bool,
        typer.Option(
            "--compile/--no-compile", help="Compile each service with the monolith's compiler before writing."
        ),
    ] = True,
    *,
    reading: Reading,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--services-folder",
            metavar="FOLDER",
            help="Where the services are written. Default: split/services beside the split file.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        ExtractFormat, typer.Option("--format", "-f", help="How to write the result.")
    ] = ExtractFormat.TEXT,
    output: options.Output = None,
) -> int:
    """Extract services: NestJS applications of the monolith's own code, each in a folder of its own.

    Code moves byte for byte but for registered edits; what belongs to others is replaced by read models, remote clients
    and facades below src/generated. What cannot be extracted is refused before anything is written. Files that people
    changed are merged, never overwritten. Exit code 1: refused, a conflict, or (--check) not current.
    """
    from woosh_split.model.split import MONOLITH
    from woosh_split.pipeline.services_folder import below_root
    from woosh_split.pipeline.shared_folder import Choice, choose
    from woosh_split.reports.extraction.registry import EXTRACTION_FORMATS
    from woosh_split.sources.repository import own_place

    check_destination(output)
    workspace = open_workspace(reading)
    split = needed_split(workspace)
    names = _named(services or [], everything, remainder, split)
    home = folder or own_place(workspace.split_path.parent, FOLDER, ANOTHER_FOLDER)
    below = below_root(home, workspace.root)
    rest = everything or remainder
    if through is not None and not rest:
        raise InputError(
            "--through says which services the remainder no longer has: give --remainder with it."
        )
    if remainder and stage == Stage.SLICE:
        raise InputError(
            "A slice runs over the monolith's own source tree, so there is no remainder: leave out --remainder."
        )
    choice = Choice(frozenset())
    if stage == Stage.COPY:
        choice = choose(home, (*names, *((MONOLITH,) if rest else ())), shared)
    elif shared is not None and not reading.quiet:
        complain("--shared has no effect with --stage slice: slices share the monolith's one source tree.")
    wanted = _Wanted(names, rest, through, stage.value, compile_, below, choice)
    extracted = _extracted(workspace, reading, split, wanted)
    target = folder or _target(workspace, extracted)
    extracted = replace(extracted, services=_with_folder(extracted, target, choice, force))
    extractions = extracted.services
    plans = _plans(extractions, target, force, choice)
    code = _code(extractions, plans, check)
    if not dry_run and not check:
        for path in _write(extracted, plans, target, workspace.root):
            if not reading.quiet:
                complain(f"{path}: it would have compiled {target} along, so that is left out of it now.")
        if git:
            _commit(workspace, extracted, plans, target)
    text = EXTRACTION_FORMATS[format_.value](
        extractions, layout_for(output), plans, dry_run or reading.verbose
    )
    deliver(text, output, quiet=reading.quiet)
    if not reading.quiet and not dry_run and not check and plans and code == EXIT_DONE:
        sliced = extracted.folder is not None
        where = f"{target}/SERVICE" if sliced else str(target)
        complain(
            f"Next: {'' if sliced else 'npm install and '}npm run build in {where}, then woosh-split verify."
        )
    return code


def _named(asked: list[str], everything: bool, remainder: bool, split: SplitFile) -> tuple[str, ...]:
    from woosh_split.model.split import MONOLITH

    known = [each.name for each in split.services]
    refuse_folders(asked)
    if everything and asked:
        raise InputError(f"--all extracts every service: leave it out to extract {', '.join(asked)} alone.")
    if everything:
        # Without module and table it is a name in the file: what it held has been moved elsewhere.
        return tuple(each.name for each in split.services if each.modules or each.tables)
    if not asked and not remainder:
        raise InputError(
            f"Name the services to extract, or --all. The split file has: {', '.join(known) or 'none'}."
        )
    for name in asked:
        if name not in known:
            near = nearest(name, known)
            hint = f" Did you mean {near}?" if near else ""
            if name == MONOLITH:
                hint = " What is left of the monolith is extracted with --remainder."
            raise InputError(
                f"There is no service {name} in the split file.{hint} It has: {', '.join(known) or 'none'}."
            )
    return tuple(dict.fromkeys(asked))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be extracted."""

    names: tuple[str, ...]
    remainder: bool
    through: str | None
    stage: str
    compiled: bool
    folder: str | None
    choice: Choice


def _with_folder(extracted: Extracted, target: Path, choice: Choice, force: bool) -> tuple[Extraction, ...]:
    """Return the services with what the folder says of shared code: what others need of it, what people changed."""
    from woosh_split.pipeline.shared_folder import refused_for_edits, with_others_needs

    if extracted.folder is not None:
        return extracted.services
    services = with_others_needs(extracted.services, target)
    return services if force else refused_for_edits(services, target, choice.packaged)


def _target(workspace: Workspace, extracted: Extracted) -> Path:
    from woosh_split.sources.repository import own_place

    if extracted.folder is not None:
        return own_place(workspace.root, extracted.folder, ANOTHER_FOLDER)
    return own_place(workspace.split_path.parent, FOLDER, ANOTHER_FOLDER)


def _extracted(workspace: Workspace, reading: Reading, split: SplitFile, wanted: _Wanted) -> Extracted:
    from woosh_split.cli.reading import request_for
    from woosh_split.pipeline.extract import extract as extract_services
    from woosh_split.pipeline.extract_request import ExtractRequest

    remainder = wanted.remainder and wanted.stage == Stage.COPY
    with request_for(workspace.root, completed(reading, split)) as request:
        return extract_services(
            ExtractRequest(
                request, split, workspace.split_path, wanted.names, remainder, wanted.compiled, wanted.stage,
                wanted.through, wanted.folder, packaged=wanted.choice.packaged, kept=wanted.choice.kept,
            )
        )  # fmt: skip


def _plans(
    extractions: Sequence[Extraction], target: Path, force: bool, choice: Choice
) -> tuple[RegenerationPlan, ...]:
    from woosh_split.pipeline.services_folder import plan_services

    return plan_services(extractions, target, force, choice.packaged)


def _write(
    extracted: Extracted, plans: Sequence[RegenerationPlan], target: Path, root: Path
) -> tuple[Path, ...]:
    """Write every service that is not refused; a file in the way of one stops all of them."""
    from woosh_split.apply.change_set import FileChange, write_all
    from woosh_split.apply.regeneration import carry_out, refuse_foreign
    from woosh_split.pipeline.services_folder import left_out, workspace_of

    for plan in plans:
        refuse_foreign(plan)
    for plan in plans:
        carry_out(plan)
    workspace_files = (
        {} if extracted.folder is not None else workspace_of(extracted.services, target, extracted.monolith)
    )
    configs = left_out(extracted.configs, root, target) if plans else {}
    changes = [
        FileChange(path, data)
        for path, data in {**workspace_files, **configs}.items()
        if not path.exists() or path.read_bytes() != data
    ]
    try:
        write_all(changes)
    except OSError as error:
        raise InputError(
            f"{error.filename} cannot be written: {error.strerror}. Make room, and run it again."
        ) from error
    return tuple(sorted(configs))


def _commit(
    workspace: Workspace, extracted: Extracted, plans: Sequence[RegenerationPlan], target: Path
) -> None:
    """Commit what was written: copies first, then what was edited and generated."""
    from woosh_split.apply.git_history import commit_with_history
    from woosh_split.pipeline.services_folder import committed

    pairs, others = committed(extracted.services, plans, workspace.root, target)
    names = ", ".join(each.service for each in extracted.services if each.files)
    commits = commit_with_history(workspace.root, pairs, f"Extract {names}", others)
    for commit in commits:
        complain(f"Committed {commit}.")


def _code(extractions: Sequence[Extraction], plans: Sequence[RegenerationPlan], check: bool) -> int:
    if any(each.refusals for each in extractions) or any(plan.conflicts for plan in plans):
        return EXIT_NO
    if check and not all(plan.is_current for plan in plans):
        return EXIT_NO
    return EXIT_DONE
