"""Providers whose code comes along by the split file's word, with what they need of the same owner."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.artefacts.service.nestjs.roles import Surroundings
from woosh_split.model.split import MONOLITH, Contract, SplitFile


def named_borrowed(split: SplitFile, service: str) -> frozenset[str]:
    """Return the class names of the providers that crossings with the policy ``borrow`` name.

    What the frame borrows (the root module's guards and interceptors), every service that carries the frame borrows as
    well, unless crossings of its own say how it reaches that provider.
    """
    calls = [each for each in split.crossings if each.kind == "call"]
    own = [each for each in calls if each.from_service == service]
    said = {_provider(each) for each in own}
    frame = [
        each
        for each in calls
        if each.from_service == MONOLITH and each.to_service != service and _provider(each) not in said
    ]
    return frozenset(_provider(each) for each in (*own, *frame) if each.policy == "borrow")


def _provider(crossing: Contract) -> str:
    return crossing.what.partition(".")[0]


def with_needs(around: Surroundings, named: Iterable[str]) -> frozenset[str]:
    """Return the named providers with those of the same owner that their files ask for, and those of these.

    They are borrowed for the sake of one process: a transaction that they take part in would end where a provider
    of theirs is called over the wire, and no crossing of the split file stands for a call inside of one service.
    """
    by_name = {place.name: place for place in sorted(around.providers, reverse=True)}
    pending = [by_name[name] for name in sorted(set(named)) if name in by_name]
    found = set(named)
    seen = set(pending)
    while pending:
        place = pending.pop()
        owner = around.owner_of(place)
        for link in around.code.outline(place.file).links:
            target = around.code.resolve(place.file, link.specifier)
            if target is None or link.type_only:
                continue
            for name in link.names:
                held = around.code.declared(target, name.imported)
                if held is None or held in seen or held not in around.providers:
                    continue
                if around.owner_of(held) == owner:
                    seen.add(held)
                    found.add(held.name)
                    pending.append(held)
    return frozenset(found)
