"""From communities to services: small ones join what they are tied to, and the number is the one that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from woosh_split.errors import InputError
from woosh_split.proposal.louvain import Graph, louvain, numbered
from woosh_split.proposal.resolution import inner


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much each node is as a service: modules that answer or write, and all items."""

    modules: Sequence[int]
    items: Sequence[int]


@dataclass(slots=True)
class _Cluster:
    nodes: list[int]
    modules: int
    items: int
    label: str | None
    ties: dict[int, float]
    apart: set[int]
    inside: float = 0.0

    @property
    def strength(self) -> float:
        """The weight of all ties of its nodes, those inside twice."""
        return 2 * self.inside + sum(self.ties.values())


class Clusters:
    """Communities that can be merged under the constraints of the graph."""

    def __init__(self, graph: Graph, community: Sequence[int], sizes: Sizes) -> None:
        self._all: dict[int, _Cluster] = {}
        self._home = list(community)
        for node, home in enumerate(community):
            cluster = self._all.setdefault(home, _Cluster([], 0, 0, None, {}, set()))
            cluster.nodes.append(node)
            cluster.modules += sizes.modules[node]
            cluster.items += sizes.items[node]
            cluster.label = cluster.label or graph.label[node]
        for node, home in enumerate(community):
            cluster = self._all[home]
            cluster.apart.update(community[other] for other in graph.apart[node])
            cluster.inside += graph.loops[node]
            for other, tie in graph.neighbours[node].items():
                if community[other] == home:
                    cluster.inside += tie / 2
                else:
                    cluster.ties[community[other]] = cluster.ties.get(community[other], 0.0) + tie

    def __len__(self) -> int:
        return sum(1 for each in self._all.values() if self._counts(each))

    @staticmethod
    def _counts(cluster: _Cluster) -> bool:
        return cluster.modules > 0 or cluster.label is not None

    def communities(self) -> list[int]:
        """Return the community of each node, numbered in the order of the nodes."""
        return numbered(self._home)

    def fold_small(self, least: int) -> None:
        """Join every unnamed community of fewer than ``least`` modules with the one it is tied to most, if any."""
        while True:
            for key in self._small(least):
                partner = self._partner(key, tied=True)
                if partner is not None:
                    self._merge(key, partner)
                    break
            else:
                return

    def gather_loose(self, alike: Mapping[int, Sequence[str]]) -> tuple[list[int], list[int]]:
        """Join the lone modules of at most one table that nothing ties: those that are called alike, then the rest.

        A service for each would cost more to run than it separates; one of several tables stands by itself. Too many that
        have nothing in common are no service either, nor is one that finds no other: they are left. ``alike`` are a
        node's kinds of likeness, the best first.
        Returns the nodes that were joined, and those that are left.
        """
        light = [
            key
            for key, each in sorted(self._all.items())
            if each.label is None and each.modules == 1 and each.items <= _LIGHT and not each.ties
        ]
        kept = self._gather_alike(light, alike)
        light = [key for key in light if key in self._all and key not in kept]
        left: list[int] = []
        if len(light) > _DRAWER and len(self) > len(
            light
        ):  # where nothing else is a service, one is better than none
            left, light = sorted(node for key in light for node in self._all[key].nodes), []
        rest: list[int] = []
        for key in light:
            target = next((each for each in rest if self._may(key, each)), None)
            if target is None:
                rest.append(key)
            else:
                self._merge(key, target)
        alone = [key for key in rest if self._all[key].modules == 1 and not self._all[key].apart]
        if len(self) > len(alone):
            left = sorted((*left, *(node for key in alone for node in self._all[key].nodes)))
        joined = [key for key in (*kept, *rest) if self._all[key].modules > 1]
        return sorted(node for key in joined for node in self._all[key].nodes), left

    def _gather_alike(self, light: list[int], alike: Mapping[int, Sequence[str]]) -> list[int]:
        """Join those of one likeness, one kind after the other, and return what became of them."""
        kinds = {
            key: [each for node in self._all[key].nodes for each in alike.get(node, ())] for key in light
        }
        kept: set[int] = set()
        for rank in range(max((len(each) for each in kinds.values()), default=0)):
            groups: dict[str, list[int]] = {}
            for key in light:
                if key in self._all and key not in kept and kinds[key][rank : rank + 1] not in ([], [""]):
                    groups.setdefault(kinds[key][rank], []).append(key)
            for first, *others in groups.values():
                joined = [key for key in others if self._may(key, first)]
                for key in joined:
                    self._merge(key, first)
                kept |= {first} if joined else set()
        return sorted(kept)

    def reach(self, count: int) -> None:
        """Merge until ``count`` communities with modules are left, or nothing may be merged any more.

        Each time the pair goes whose merging costs least: greedy modularity (Clauset, Newman, Moore 2004), less a
        term for size, so that what nothing ties meets before coupled services melt, and no heap grows without end.
        """
        while len(self) > count:
            best = max(self._candidates(), default=None)
            if best is None:
                return
            one, other = -best[1], -best[2]
            self._merge(*((one, other) if self._rank(one) < self._rank(other) else (other, one)))

    def _candidates(self) -> Iterator[tuple[float, int, int]]:
        """Yield what merging gains, and the two communities: negative, so that of equals the first is taken."""
        total = sum(each.strength for each in self._all.values()) or 1.0
        modules = sum(each.modules for each in self._all.values()) or 1
        alive = [key for key, each in self._all.items() if self._counts(each)]
        lightest = sorted(alive, key=lambda key: (self._all[key].strength, self._all[key].modules, key))
        pairs = {(min(pair), max(pair)) for pair in combinations(lightest[:_LIGHTEST], 2)}
        for key in alive:
            pairs.update(
                (min(key, o), max(key, o)) for o in self._all[key].ties if self._counts(self._all[o])
            )
        for one, other in pairs:
            if self._may(one, other):
                first, second = self._all[one], self._all[other]
                tie = 2 * first.ties.get(other, 0.0) / total
                gain = tie - 2 * first.strength * second.strength / total**2
                gain -= first.modules * second.modules / modules**2
                yield round(gain, 12), -one, -other

    def _rank(self, key: int) -> tuple[bool, int, int, int]:
        cluster = self._all[key]
        return (cluster.label is not None, cluster.modules, cluster.items, key)

    def settle_tables(self, node: int) -> None:
        """Join the community of a pinned table that has no module with one that has.

        Raises:
            InputError: the pins leave no service for the table.
        """
        key = self._home[node]
        while not self._counts(self._all[key]):
            target = self._partner(key, tied=True)
            target = self._partner(key, tied=False) if target is None else target
            if target is None:
                raise InputError("The pins leave no service for a pinned table. Take one of the pins back.")
            self._merge(key, target)
            key = self._home[node]

    def fold_into_named(self, leaning: Mapping[int, Mapping[str, float]]) -> None:
        """Join unnamed communities with the named one to which ties, then the words of their names, pull most."""
        while True:
            unnamed = sorted(
                (key for key, each in self._all.items() if each.label is None),
                key=lambda key: (-max(self._pulls(key).values(), default=0.0), key),
            )
            for key in unnamed:
                target = self._named_partner(key, leaning)
                if target is not None:
                    self._merge(key, target)
                    break
            else:
                return

    def _pulls(self, key: int) -> dict[int, float]:
        return {
            other: tie
            for other, tie in self._all[key].ties.items()
            if self._all[other].label is not None and self._may(key, other)
        }

    def _named_partner(self, key: int, leaning: Mapping[int, Mapping[str, float]]) -> int | None:
        words: dict[str, float] = {}
        for node in self._all[key].nodes:
            for service, score in leaning.get(node, {}).items():
                words[service] = words.get(service, 0.0) + score
        pulls = self._pulls(key)
        strongest = max(pulls.values(), default=0.0)
        candidates: list[tuple[float, float, int]] = []
        for other, each in sorted(self._all.items()):
            if each.label is None or other == key or not self._may(key, other):
                continue
            tie, word = pulls.get(other, 0.0), words.get(each.label, 0.0)
            if tie or word:
                share = tie / strongest if strongest else 0.0
                candidates.append((share + _WORDS * word / (1.0 + word), -each.modules, other))
        return max(candidates, key=lambda each: (each[0], each[1], -each[2]))[2] if candidates else None

    def _small(self, least: int) -> list[int]:
        keys = (k for k, each in self._all.items() if each.label is None and each.modules < least)
        return sorted(keys, key=lambda key: (self._all[key].modules, self._all[key].items, key))

    def _may(self, one: int, other: int) -> bool:
        first, second = self._all[one], self._all[other]
        return other not in first.apart and (first.label is None or second.label is None)

    def _partner(self, key: int, *, tied: bool) -> int | None:
        cluster = self._all[key]
        if tied:
            ties = {other: tie for other, tie in cluster.ties.items() if self._may(key, other)}
            return max(
                ties,
                key=lambda other: (ties[other] / (1.0 + self._all[other].items) ** 0.5, -other),
                default=None,
            )
        others = [
            other
            for other in self._all
            if other != key and self._counts(self._all[other]) and self._may(key, other)
        ]
        return min(
            others,
            key=lambda other: (
                bool(self._all[other].ties),
                self._all[other].modules,
                self._all[other].items,
                other,
            ),
            default=None,
        )

    def _merge(self, key: int, into: int) -> None:
        gone, kept = self._all.pop(key), self._all[into]
        for node in gone.nodes:
            self._home[node] = into
        kept.nodes = sorted(kept.nodes + gone.nodes)
        kept.modules += gone.modules
        kept.items += gone.items
        kept.label = kept.label or gone.label
        kept.inside += gone.inside + gone.ties.get(into, 0.0)
        for other, tie in gone.ties.items():
            if other != into:
                kept.ties[other] = kept.ties.get(other, 0.0) + tie
                there = self._all[other].ties
                there[into] = there.get(into, 0.0) + there.pop(key)
        kept.ties.pop(key, None)
        for other in gone.apart:
            if other in self._all:
                self._all[other].apart.discard(key)
                self._all[other].apart.add(into)
                kept.apart.add(other)


_LIGHT = 2
"""Items of a lone module that is no service by itself: the module and one table."""

_DRAWER = 8
"""Lone modules without anything in common that one service may be made of: more of them are a drawer, not a service."""

_LIGHTEST = 12
"""Communities that are paired although nothing ties them: the lightest ones, so that pairs do not grow with the square."""

_WORDS = 0.8
"""How much words count against ties: never more than the strongest tie, enough to decide between near ones."""


def split_until(graph: Graph, community: Sequence[int], sizes: Sizes, count: int) -> list[int]:
    """Split the largest communities until there are ``count`` with modules.

    Raises:
        InputError: so many services cannot be made of these modules under these pins.
    """
    now = list(community)
    stuck: set[int] = set()
    while True:
        modules: dict[int, int] = {}
        for node, home in enumerate(now):
            modules[home] = modules.get(home, 0) + sizes.modules[node]
        alive = [home for home, size in modules.items() if size > 0]
        if len(alive) >= count:
            return numbered(now)
        able = [home for home in alive if modules[home] > 1 and home not in stuck]
        if not able:
            raise InputError(
                f"--services {count}: no more than {len(alive)} services can be made of these modules and pins. "
                "Ask for fewer."
            )
        home = max(able, key=lambda each: (modules[each], -each))
        parts = _halves(graph, [node for node, each in enumerate(now) if each == home], sizes)
        if parts is None:
            stuck.add(home)
            continue
        fresh = max(now) + 1
        for node in parts:
            now[node] = fresh


def with_modules(graph: Graph, community: Sequence[int], sizes: Sizes, pinned: Sequence[bool]) -> list[int]:
    """Give every pinned node a community that has a module, since a service without code cannot hold a table.

    Raises:
        InputError: the pins leave no service for a table.
    """
    clusters = Clusters(graph, community, sizes)
    for node, held in enumerate(pinned):
        if held:
            clusters.settle_tables(node)
    return clusters.communities()


def _halves(graph: Graph, nodes: list[int], sizes: Sizes) -> list[int] | None:
    """Return the nodes that leave: the second largest part at the first resolution that makes two with modules."""
    alone = inner(graph, nodes)
    for resolution in (1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 13.0, 100.0):
        found = louvain(alone, 0, resolution)
        parts: dict[int, list[int]] = {}
        for at, home in enumerate(found):
            parts.setdefault(home, []).append(nodes[at])
        able = [part for part in parts.values() if sum(sizes.modules[node] for node in part) > 0]
        free = [part for part in able if all(graph.label[node] is None for node in part)]
        if len(able) > 1 and free:
            if len(free) == len(able):
                free.remove(max(free, key=lambda part: (len(part), -part[0])))
            return max(free, key=lambda part: (len(part), -part[0]))
    return None
