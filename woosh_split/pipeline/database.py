"""Facts and a split file to the organisation of the database: reads dumps and sources, the rest is pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from woosh_split.artefacts.database.organise import organise
from woosh_split.artefacts.database.stage import MARIADB, Reach, Settings, own_calls, own_reach, stage
from woosh_split.errors import InputError
from woosh_split.graph.crossings import crossings
from woosh_split.model.facts import Facts
from woosh_split.model.organisation import Organisation
from woosh_split.model.placement import Placement, placement_of
from woosh_split.model.split import MONOLITH, Phase, SplitFile
from woosh_split.pipeline.monolith_schema import dump_files, names_of_schema
from woosh_split.plan.order import order_phases
from woosh_split.sources.schema.ddl.routine_text import RoutineText, routine_texts
from woosh_split.split.validate import validate_against

_TEMPORARY = re.compile(r"\bCREATE\s+(?:OR\s+REPLACE\s+)?TEMPORARY\s+TABLE\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatabaseRequest:
    """What to organise and how; ``root`` is the folder that the facts' paths are relative to.

    ``schema`` of None: told from facts and dumps. ``dumps`` are read besides those that the facts name. ``reach`` is
    what each service's code touches (None: what its own modules touch).
    """

    root: Path
    facts: Facts
    split: SplitFile
    split_path: Path
    schema: str | None = None
    server: str = MARIADB
    user_host: str = "%"
    roles: bool = True
    dumps: tuple[str, ...] = ()
    reach: Reach | None = None


def organisation_of(request: DatabaseRequest) -> Organisation:
    """Return the organisation that the split file asks for.

    Raises:
        InputError: the split file names what is gone, or the monolith's schema cannot be told.
    """
    facts, split = request.facts, request.split
    validate_against(split, facts, request.split_path)
    placement = placement_of(split)
    found = crossings(facts, placement)
    phases = phases_of(request)
    _refuse_missing(split, [name for phase in phases for name in phase.services])
    texts = _dumps(request)
    schema = request.schema or monolith_schema(facts, texts)
    known_as = tuple(sorted(names_of_schema(facts, texts) - {schema}))
    settings = Settings(schema, request.server, request.user_host, request.roles, known_as)
    routines: dict[str, RoutineText] = {}
    for text in texts:
        routines |= routine_texts(text)
    calls = called_routines(request.root, facts, placement, request.reach)
    temporary = makers_of_temporary_tables(request.root, facts, placement, request.reach)
    return organise(stage(facts, split, phases, found, settings, request.reach, calls, routines, temporary))


def phases_of(request: DatabaseRequest) -> tuple[Phase, ...]:
    """Return the phases of the split file, or those that follow from the facts where it has none yet."""
    placement = placement_of(request.split)
    return request.split.phases or order_phases(request.facts, placement, crossings(request.facts, placement))


def monolith_schema(facts: Facts, dumps: Iterable[str]) -> str:
    """Return the monolith's schema: the server's, that of the tables, or the one that a dump names.

    Raises:
        InputError: nothing tells it, or several are named.
    """
    found = names_of_schema(facts, dumps)
    if len(found) == 1:
        return found.pop()
    what = (
        f"Facts and dumps name several: {', '.join(sorted(found))}"
        if found
        else "No dump and no table names it"
    )
    raise InputError(
        f"The schema of the monolith cannot be told. {what}. Give it with --schema NAME, the name after the host in its "
        "database URL."
    )


def called_routines(
    root: Path, facts: Facts, placement: Placement, reach: Reach | None = None
) -> Mapping[str, Sequence[str]]:
    """Return the routines that the files of each service name; where no file is there, what its accesses tell.

    A service's files are those of its modules, and those from which its code reaches tables by way of procedures.
    """
    if not facts.routines:
        return {}
    names = {routine.name.lower(): routine.name for routine in facts.routines}
    known = "|".join(re.escape(name) for name in sorted(names))
    pattern = re.compile(rf"(?<![\w$])(?:{known})(?![\w$])", re.IGNORECASE)
    texts: dict[str, str | None] = {}
    found: dict[str, tuple[str, ...]] = {}
    for service, files in _files(facts, placement, reach).items():
        called: set[str] = set()
        for file in sorted(files):
            if file not in texts:
                texts[file] = _text(root / file)
            called.update(names[each.lower()] for each in pattern.findall(texts[file] or ""))
        found[service] = tuple(sorted(called))
    return found if any(text is not None for text in texts.values()) else own_calls(facts, placement)


def makers_of_temporary_tables(
    root: Path, facts: Facts, placement: Placement, reach: Reach | None = None
) -> frozenset[str]:
    """Return the services in whose files a statement makes a temporary table: the server wants a right for that."""
    texts: dict[str, bool] = {}
    found = set()
    for service, files in _files(facts, placement, reach, every=True).items():
        for file in sorted(files):
            if file not in texts:
                texts[file] = bool(_TEMPORARY.search(_text(root / file) or ""))
        if any(texts[file] for file in files):
            found.add(service)
    return frozenset(found)


def _files(
    facts: Facts, placement: Placement, reach: Reach | None, *, every: bool = False
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in (*placement.services, MONOLITH)}
    for module in facts.modules:
        found[placement.home_of_module(module.name)].update(module.files)
    found[MONOLITH].update(facts.shared_files)
    for service, accesses in (own_reach(facts, placement) if reach is None else reach).items():
        found.setdefault(service, set()).update(a.file for a in accesses if every or a.via == "procedure")
    return found


def _dumps(request: DatabaseRequest) -> list[str]:
    names = sorted({*dump_files(request.facts), *request.dumps})
    texts = (_text(request.root / name) for name in names)
    return [text for text in texts if text is not None]


def _text(path: Path) -> str | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8", "replace")


def _refuse_missing(split: SplitFile, planned: Sequence[str]) -> None:
    missing = [service.name for service in split.services if service.name not in planned]
    if missing:
        raise InputError(
            f"The split file has no phase for {', '.join(missing)}. Add one before the clean-up, or run "
            "`woosh-split propose`, which adds one for each."
        )
