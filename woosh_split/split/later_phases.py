"""Phases of services that come later: where they stand in a migration that people have ordered already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from woosh_split.model.split import Phase

_NUMBER = re.compile(r"(\d+)[a-z]?-")


def last_of_services(phases: Sequence[Phase]) -> int:
    """Return the index of the last phase in which a service leaves; of the first phase where none does.

    What stands behind it ends the migration: the app's switch, the clean-up, what people do last.
    """
    return max((index for index, phase in enumerate(phases) if phase.services), default=0)


def waiting_for_all(phases: Sequence[Phase], last: int) -> tuple[int, ...]:
    """Return the indexes of the phases behind ``last`` that wait for every service: for a new one they wait as well."""
    every = {phase.id for phase in phases if phase.services}
    behind = range(last + 1, len(phases))
    return tuple(index for index in behind if every and every <= set(phases[index].depends_on))


def phases_behind(phases: Sequence[Phase], last: int, services: Iterable[str]) -> list[Phase]:
    """Return a phase for each service, each waiting for the first one of all.

    Between numbered phases the number of ``last`` gets a letter (``09b-``), so that ids sort as phases run; at the
    end of the file the highest number goes on.
    """
    taken = {phase.id for phase in phases}
    number = _NUMBER.match(phases[last].id)
    between = number is not None and last + 1 < len(phases)
    numbers = [int(each[1]) for each in map(_NUMBER.match, (phase.id for phase in phases)) if each]
    highest = max([len(phases), *numbers])
    found: list[Phase] = []
    for service in services:
        ids = (
            _lettered(number[1], service) if number and between else _numbered(highest + len(found), service)
        )
        heads = {id_.partition("-")[0] for id_ in taken}
        id_ = next(each for each in ids if each not in taken and each.partition("-")[0] not in heads)
        taken.add(id_)
        found.append(Phase(id_, (service,), (phases[0].id,)))
    return found


def _lettered(number: str, service: str) -> Iterable[str]:
    yield from (f"{number}{letter}-{service}" for letter in ascii_lowercase[1:])
    yield from (f"{number}z{more}-{service}" for more in range(2, 1_000_000))


def _numbered(count: int, service: str) -> Iterable[str]:
    return (f"{number:02d}-{service}" for number in range(count + 1, count + 1_000_000))
