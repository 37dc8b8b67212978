"""Names for services that nobody named: after what they are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from woosh_split.model.facts import Facts
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA
from woosh_split.proposal.naming import kebab, words

_SHORTEST = 3

_MANY = 6
"""Modules that begin alike before their first word is taken for the name of the whole."""


_WRITE = 3.0
_USER = 0.5
"""What a write, and a module of another service that uses a module's tables or calls it, weigh beside a route."""

_MEANS = frozenset(
    {
        "cloudinary", "email", "fcm", "firebase", "kafka", "mail", "mailer", "mercadopago", "midtrans", "minio", "paypal",
        "pdf", "push", "queue", "rabbitmq", "razorpay", "seed", "sendgrid", "sms", "socket", "stripe", "telegram", "twilio",
        "upload", "vnpay", "whatsapp",
    }
)  # fmt: skip
"""Words for what a service works with and is not about, unless it does nothing else: whose machines they are is no subject."""

_NO_SUBJECT = frozenset(
    {
        "add",
        "create",
        "get",
        "manage",
        "management",
        "manager",
        "module",
        "new",
        "service",
        "set",
        "setup",
        "system",
    }
)
"""Words that the names of many modules share though the modules have nothing in common."""

_ABOUT_NOTHING = frozenset(
    {
        "base", "cache", "command", "commands", "common", "config", "core", "debug", "demo", "example", "health", "helper",
        "helpers", "sample", "shared", "test", "util", "utils",
    }
)  # fmt: skip
"""Names of modules by which nobody would know a service: ``tests`` may be what a school is about, ``test`` is not."""

NOTHING: Mapping[str, str] = MappingProxyType({})
NOBODY: Mapping[str, Collection[str]] = MappingProxyType({})


def heaviness(facts: Facts) -> dict[str, float]:
    """Return how much each module does: its routes, its writes, and the tables that it reads.

    However often it reads a table: a report reads everything all the time, and is about others.
    """
    weight: dict[str, float] = defaultdict(float)
    for route in facts.routes:
        weight[route.module] += 1.0
    for access in facts.accesses:
        weight[access.module] += _WRITE * (access.mode == "write")
    for module, _ in {(access.module, access.table) for access in facts.accesses if access.mode == "read"}:
        weight[module] += 1.0
    return weight


def users(facts: Facts) -> dict[str, set[str]]:
    """Return the other modules that call each module, or touch a table that it writes the most."""
    writers: dict[str, Counter[str]] = defaultdict(Counter)
    touching: dict[str, set[str]] = defaultdict(set)
    for access in facts.accesses:
        touching[access.table].add(access.module)
        if access.mode == "write":
            writers[access.table][access.module] += 1
    found: dict[str, set[str]] = defaultdict(set)
    for table, counts in writers.items():
        found[min(counts, key=lambda module: (-counts[module], module))] |= touching[table]
    for call in facts.calls:
        found[call.to_module].add(call.from_module)
    return found


def titles(
    groups: Sequence[Sequence[str]],
    weight: Mapping[str, float],
    taken: Sequence[str],
    beginnings: Mapping[str, str] = NOTHING,
    users: Mapping[str, Collection[str]] = NOBODY,
) -> list[str]:
    """Return a name for each group of modules, none twice: a word that most of its modules share, or the heaviest.

    Where they share none, it is what the routes of all of them begin with (``beginnings``).

    ``weight`` tells how much a module is (routes, writes), ``users`` which modules use it: those of other services know the
    service by it. ``taken`` are names that are used already. A word that
    every second module begins with (``api-orders``, ``api-users``) names the whole, so no service is called by it.
    """
    everywhere = _everywhere(groups)
    used = {MONOLITH, SHARED_SCHEMA, *taken}
    found: list[str] = []
    for group in groups:
        outside = {module: len(set(users.get(module, ())).difference(group)) for module in group}
        heavy = {module: weight.get(module, 0.0) + _USER * outside[module] for module in group}
        heaviest = sorted(
            group, key=lambda m: (m in _ABOUT_NOTHING or not _MEANS.isdisjoint(words(m)), -heavy[m], m)
        )
        name = _title(group, heaviest[0], everywhere, beginnings)
        candidates = [name, *(_short(module, everywhere) for module in heaviest)]
        candidates += [f"{name}-{number}" for number in range(2, len(used) + 3)]
        chosen = next(each for each in candidates if each not in used)
        used.add(chosen)
        found.append(chosen)
    return found


def _everywhere(groups: Sequence[Sequence[str]]) -> frozenset[str]:
    first = Counter(words(module)[0] for group in groups for module in group if words(module))
    count = sum(len(group) for group in groups)
    return frozenset(word for word, many in first.items() if many >= _MANY and many * 2 >= count)


def _short(module: str, everywhere: frozenset[str]) -> str:
    """Return a module's name as a service's, without a first word that names the whole."""
    name = kebab(module)
    first, _, rest = name.partition("-")
    return kebab(rest) if rest and words(first) and words(first)[0] in everywhere else name


def _title(
    group: Sequence[str],
    heaviest: str,
    everywhere: frozenset[str],
    beginnings: Mapping[str, str],
) -> str:
    shared = Counter(
        word
        for module in group
        for word in set(words(module)) - everywhere - _NO_SUBJECT
        if len(word) >= _SHORTEST
    )
    most = [word for word, count in shared.items() if len(group) > 1 and count * 2 > len(group)]
    if not most:
        begun = {beginnings.get(module, "") for module in group}
        return (
            kebab(min(begun))
            if len(group) > 1 and len(begun) == 1 and min(begun)
            else _short(heaviest, everywhere)
        )
    word = min(most, key=lambda each: (-shared[each], each))
    exact = [module for module in group if words(module) == (word,)]
    return kebab(exact[0]) if exact else _whole(word, [each for each in map(words, group) if word in each])


def _whole(word: str, holders: Sequence[Sequence[str]]) -> str:
    """Return ``word``, with the words that follow it in the names of all that begin with it: ``personal-service``."""
    if any(each[0] != word for each in holders):
        return word
    alike = [each[0] for each in takewhile(lambda column: len(set(column)) == 1, zip(*holders, strict=False))]
    return "-".join(alike)
