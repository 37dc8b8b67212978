"""Facts and a split file to the routing table, and the table's file: read, merged, edited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from woosh_split.artefacts.routes.merging import MergedTable, merge_table, set_targets
from woosh_split.artefacts.routes.pattern import unread_patterns
from woosh_split.artefacts.routes.reading import parse_table
from woosh_split.artefacts.routes.table import make_table
from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.meant import did_you_mean
from woosh_split.model.routing import (
    TO_MONOLITH,
    TO_SERVICE,
    TO_SHADOW,
    TO_SPLIT,
    RouteEntry,
    Router,
    RoutingTable,
    Target,
)
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.sources.git import ask_git, file_at
from woosh_split.split.validate import validate_against

TABLE_FILE = Path("split") / "routes" / "table.yaml"
"""Beside the split file."""
_SHOWN = 5


def read_text(path: Path) -> str | None:
    """Return a table's text, None where there is no file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def load_table(path: Path) -> RoutingTable:
    """Read a table.

    Raises:
        InputError: it is not there, cannot be read, or is not valid.
    """
    text = read_text(path)
    if text is None:
        raise InputError(f"{path} does not exist. `woosh-split routes write` writes the routing table.")
    return parse_table(text, str(path))


def table_at(given: str, place: Path) -> RoutingTable:
    """Read a table by the name of its file, or as the file at ``place`` was at a revision that git knows.

    Raises:
        InputError: it is neither, cannot be read, or is not valid.
    """
    if Path(given).exists():
        return load_table(Path(given))
    commit = (
        None
        if given.startswith("-")
        else ask_git(place.parent, "rev-parse", "--verify", "--quiet", f"{given}^{{commit}}")
    )
    if commit is None:
        raise InputError(
            f"{given} is no file, and git knows no revision of that name where {place} is. Name a table, or a tag, branch or "
            "commit that has one."
        )
    text = file_at(place.parent, place.name, commit.decode().strip())
    if text is None:
        raise InputError(
            f"There is no {place} at {given}. `git log -- {place}` lists the commits that have one."
        )
    return parse_table(text, f"{place} at {given}")


def table_of(facts: Facts, split: SplitFile, split_path: Path, router: Router | None = None) -> RoutingTable:
    """Return the table of the first day: every route to the monolith.

    Raises:
        InputError: the split file names what is gone, or the monolith has no routes.
    """
    validate_against(split, facts, split_path)
    if not facts.routes:
        raise InputError(
            "The facts have no routes, so there is nothing to route. `woosh-split analyse` says what it found."
        )
    return make_table(facts, split, router)


def refuse_unread_patterns(table: RoutingTable) -> None:
    """Refuse a table with a route that can be written down, and not be matched by anybody but JavaScript.

    Raises:
        InputError: there is one.
    """
    unread = [
        f"{each.methods[0]} {each.path} at {each.source} ({why})" for each, why in unread_patterns(table)
    ]
    if unread:
        more = f"; and {len(unread) - _SHOWN} more" if len(unread) > _SHOWN else ""
        raise InputError(
            "The pattern of a route must be a regular expression that JavaScript, proxies and this program read alike, and is "
            f"none: {'; '.join(unread[:_SHOWN])}{more}. Write it otherwise in the monolith."
        )


def merged(path: Path, facts: Facts, split: SplitFile, split_path: Path) -> MergedTable:
    """Return the table's file brought up to date; the router that people wrote down decides how versions are read.

    Raises:
        InputError: the file is not valid, facts and split file do not fit, or a route's pattern cannot be matched.
    """
    text = read_text(path)
    router = None if text is None else parse_table(text, str(path)).router
    made = table_of(facts, split, split_path, router)
    refuse_unread_patterns(made)
    return merge_table(text, made, str(path))


def chosen(table: RoutingTable, name: str) -> tuple[RouteEntry, ...]:
    """Return the routes of a service, or the one route with an id, or with a method and path.

    Raises:
        InputError: nothing is called so.
    """
    if name in table.services:
        found = tuple(entry for entry in table.routes if entry.service == name)
        if not found:
            raise InputError(f"The service {name} has no routes, so there is nothing to set.")
        return found
    wanted = " ".join(name.split())
    for entry in table.routes:
        spelled = {f"{method} {entry.path}" for method in entry.methods}
        if wanted == entry.id or wanted in spelled or wanted == entry.named:
            return (entry,)
    routes = tuple(f"{method} {entry.path}" for entry in table.routes for method in entry.methods)
    known = (
        routes if " " in wanted or "/" in wanted else (*table.services, *(entry.id for entry in table.routes))
    )
    hint = did_you_mean(wanted, known) if known else ""
    raise InputError(
        f"{name} is no service and no route of the table{hint.rstrip('.') if hint.endswith('?.') else hint or '.'}"
        + ("" if hint else " Name a service, a route's id, or its method and path in quotes.")
    )


def wanted_target(kind: str, percent: int | None, sticky: bool | None) -> Target:
    """Return the target that options ask for.

    Raises:
        InputError: a percentage is missing, or means nothing for the target.
    """
    if kind in (TO_MONOLITH, TO_SERVICE):
        if percent is not None:
            raise InputError(
                f"--percent means nothing with --target {kind}. Use --target split to send a part."
            )
        return Target(kind)
    if percent is None and kind == TO_SPLIT:
        raise InputError("--target split needs --percent N: how many of 100 users reach the service.")
    if sticky is not None and kind == TO_SHADOW:
        raise InputError("--sticky and --no-sticky mean nothing with --target shadow.")
    return Target(kind, 100 if percent is None else percent, sticky is not False)


def retargeted(
    text: str, name: str, which: str, target: Target
) -> tuple[str, tuple[tuple[RouteEntry, RouteEntry], ...], tuple[RouteEntry, ...]]:
    """Return the text with the targets set, each changed route before and after, and those that cannot be shadowed.

    Raises:
        InputError: nothing is called so, or the target does not fit the route.
    """
    table = parse_table(text, name)
    entries = chosen(table, which)
    one = which not in table.services
    skipped: tuple[RouteEntry, ...] = ()
    if target.kind == TO_SHADOW:
        skipped = tuple(entry for entry in entries if not entry.shadowable)
        entries = tuple(entry for entry in entries if entry.shadowable)
        if not entries:
            raise InputError(
                _cannot_shadow(skipped[0])
                if one
                else f"No route of {which} can be shadowed: the code behind each of them may write."
            )
    if target.kind != TO_MONOLITH and any(entry.service == MONOLITH for entry in entries):
        raise InputError(
            f"{entries[0].named} belongs to the monolith, so that {target.kind} leads nowhere. Give its module to a "
            "service in the split file first."
        )
    told = set_targets(text, {entry.id: target for entry in entries}, name)
    changes = tuple((entry, replace(entry, target=target)) for entry in entries if entry.target != target)
    return told, changes, skipped


def _cannot_shadow(entry: RouteEntry) -> str:
    return f"{entry.named} cannot be shadowed: the code behind it may write, and would write twice."
