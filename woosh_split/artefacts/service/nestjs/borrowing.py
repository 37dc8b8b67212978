"""Providers whose code comes along by the split file's word, with what they need of the same owner."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.artefacts.service.nestjs.roles import Surroundings
from woosh_split.model.split import SplitFile


def named_borrowed(split: SplitFile, service: str) -> frozenset[str]:
    """Return the class names of the providers that crossings with the policy ``borrow`` name."""
    return frozenset(
        each.what.partition(".")[0]
        for each in split.crossings
        if each.from_service == service and each.kind == "call" and each.policy == "borrow"
    )


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
