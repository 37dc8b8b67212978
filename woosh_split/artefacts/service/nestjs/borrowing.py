"""Providers whose code comes along by the split file's word, with what they need of the same owner."""

from __future__ import annotations

from woosh_split.artefacts.service.nestjs.roles import Surroundings
from woosh_split.model.split import BORROW, MONOLITH, SplitFile


def named_borrowed(split: SplitFile, service: str) -> frozenset[str]:
    """Return the class names of the providers that crossings with the policy ``borrow`` name.

    What the frame borrows (the root module's guards and interceptors), every service that carries the frame borrows as
    well, unless crossings of its own say how it reaches that provider.
    """
    calls = [each for each in split.crossings if each.kind == "call"]
    own = [each for each in calls if each.from_service == service]
    said = {each.provider for each in own}
    frame = [
        each
        for each in calls
        if each.from_service == MONOLITH and each.to_service != service and each.provider not in said
    ]
    return frozenset(each.provider for each in (*own, *frame) if each.policy == BORROW)


def borrowed_by(around: Surroundings, split: SplitFile) -> frozenset[str]:
    """Return the providers whose code comes along to a service, with those that this code cannot be without.

    Those of the same owner that their files ask for come too: they are borrowed for the sake of one process, since a
    transaction that they take part in would end where a provider of theirs is called over the wire, and no crossing of the
    split file stands for a call inside of one service. And where their owner borrows a provider of another one for
    them, they have it here as well.
    """
    named = named_borrowed(split, around.service)
    by_name = {place.name: place for place in sorted(around.providers, reverse=True)}
    pending = [by_name[name] for name in sorted(named) if name in by_name]
    found = set(named)
    seen = set(pending)
    theirs: dict[str, frozenset[str]] = {}
    while pending:
        place = pending.pop()
        owner = around.owner_of(place)
        if owner not in theirs:
            theirs[owner] = named_borrowed(split, owner)
        for link in around.code.outline(place.file).links:
            target = around.code.resolve(place.file, link.specifier)
            if target is None or link.type_only:
                continue
            for name in link.names:
                held = around.code.declared(target, name.imported)
                if held is None or held in seen or held not in around.providers:
                    continue
                whose = around.owner_of(held)
                if whose == owner or (whose != around.service and held.name in theirs[owner]):
                    seen.add(held)
                    found.add(held.name)
                    pending.append(held)
    return frozenset(found)
