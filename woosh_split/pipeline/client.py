"""The app against the routing table: calls from the facts, addresses from its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from woosh_split.artefacts.client.report import (
    ClientReport,
    Constant,
    app_calls,
    unclear_reasons,
    without_route,
)
from woosh_split.errors import InputError
from woosh_split.graph.crossings import crossings
from woosh_split.model.code import ClientCall
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.routing import RoutingTable
from woosh_split.model.split import SplitFile
from woosh_split.plan.order import order_phases
from woosh_split.sources.client.flutter.origins import OriginText, origin_texts, uses_of
from woosh_split.sources.client.flutter.project import is_client_source
from woosh_split.sources.repository import is_beyond, repository_of


@dataclass(frozen=True, slots=True)
class AppSources:
    """The app's Dart files, by path relative to the monolith's folder."""

    files: Mapping[str, bytes]


def read_app(root: Path, facts: Facts) -> AppSources:
    """Read the Dart files of the folders in which the facts' calls stand.

    Raises:
        InputError: a file cannot be read.
    """
    folders = sorted({_package(root, call.file) for call in facts.client_calls})
    files: dict[str, bytes] = {}
    repository = repository_of(root)
    for folder in folders:
        for path in sorted((root / folder).rglob("*.dart")):
            name = path.relative_to(root).as_posix()
            if (
                path.is_file()
                and is_client_source(name)
                and not (_is_hidden(name) or is_beyond(path, repository))
            ):
                try:
                    files[name] = path.read_bytes()
                except OSError as error:
                    raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    return AppSources(files)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "build" for part in name.split("/")[:-1])


def _package(root: Path, file: str) -> str:
    """Return the folder of the app that a file is of: the nearest one with a pubspec, else the file's own."""
    folder = Path(file).parent
    for each in (folder, *folder.parents):
        if (root / each / "pubspec.yaml").is_file():
            return each.as_posix()
    return folder.as_posix()


def client_report(facts: Facts, split: SplitFile, table: RoutingTable, sources: AppSources) -> ClientReport:
    """Return the report.

    Raises:
        InputError: the facts have no calls of an app.
    """
    if not facts.client_calls:
        raise InputError(
            "The facts have no calls of an app. Name its folder with --client, or in `monolith: {client: …}` of the split "
            "file."
        )
    placement = placement_of(split)
    phases = split.phases or order_phases(facts, placement, crossings(facts, placement))
    moves = {service: phase.id for phase in phases for service in phase.services}
    paths = sorted(sources.files)
    texts = [text for path in paths for text in origin_texts(sources.files[path], path)]
    uses = uses_of(sources.files, texts, paths) if texts else {}
    constants = _constants(facts.client_calls, texts, uses)
    unclear = unclear_reasons(facts.client_calls, uses, constants)
    if not sources.files:
        unclear = ("the app's files are not here",)
    return ClientReport(app_calls(facts.client_calls, table, moves), constants, unclear)


def _constants(
    calls: tuple[ClientCall, ...], texts: list[OriginText], uses: Mapping[ClientCall, tuple[int, ...]]
) -> tuple[Constant, ...]:
    counted = [[0, 0] for _ in texts]
    for call in calls:
        for index in uses.get(without_route(call), ()):
            counted[index][0] += 1
            counted[index][1] += call.route is not None
    home = {text.origin.lower() for text, numbers in zip(texts, counted, strict=True) if numbers[1]}
    return tuple(
        Constant(
            text.file, text.line, text.start, text.end, text.origin, text.name, text.bare,
            calls=numbers[0], answered=numbers[1], at_home=text.origin.lower() in home,
        )
        for text, numbers in zip(texts, counted, strict=True)
    )  # fmt: skip
