"""Which providers keep nothing, so that their code may come along to whoever calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations
from types import SimpleNamespace
from typing import Any, cast

import pytest
from shop_facts import shop

from woosh_split.artefacts.service.nestjs.roles import Surroundings
from woosh_split.model.placement import Placement
from woosh_split.sources.code.nestjs.codebase import Codebase, Place


def named(specifier: str, *names: str) -> SimpleNamespace:
    """Return an import."""
    return SimpleNamespace(specifier=specifier, names=[SimpleNamespace(imported=name) for name in names])


@dataclass
class Code:
    """As much of a code base as the question takes: a provider in each file, called as the file is."""

    links: dict[str, list[SimpleNamespace]]
    modules: Sequence[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        providers = [SimpleNamespace(target=Place(file, file)) for file in self.links]
        self.modules = [SimpleNamespace(name="all", providers=providers)]

    def outline(self, file: str) -> SimpleNamespace:
        """Return a file's imports."""
        return SimpleNamespace(links=self.links[file])

    def resolve(self, file: str, specifier: str) -> str | None:
        """Return the file that an import leads to."""
        return specifier if specifier in self.links else None

    def declared(self, file: str, name: str) -> Place:
        """Return what a name of a file means."""
        return Place(file, name)

    def module_of_file(self, file: str) -> str:
        """Return the one module."""
        return "all"


def stateless(links: dict[str, list[SimpleNamespace]], order: Sequence[str]) -> dict[str, bool]:
    """Return what is said of each provider, asked in an order."""
    facts = replace(shop(), accesses=(), jobs=(), events=(), hazards=(), unresolved=())
    around = Surroundings(cast(Codebase, Code(links)), facts, Placement(), "sales")
    return {name: around.is_stateless(Place(name, name)) for name in order}


CIRCLE = {
    "Prices": [named("Rates", "Rates"), named("@nestjs/typeorm", "InjectRepository")],
    "Rates": [named("Prices", "Prices")],
    "Rounding": [named("Rates", "Rates")],
    "Texts": [named("Words", "Words")],
    "Words": [named("Texts", "Texts"), named("typeorm", "In")],
}


@pytest.mark.parametrize("order", list(permutations(["Prices", "Rates", "Rounding"])), ids=" ".join)
def test_who_asks_in_a_circle_for_one_that_keeps_something_is_not_stateless_whoever_is_asked_about_first(
    order: Sequence[str],
) -> None:
    assert set(stateless(CIRCLE, order).values()) == {False}


@pytest.mark.parametrize("order", [("Texts", "Words"), ("Words", "Texts")], ids=" ".join)
def test_a_circle_of_which_none_keeps_anything_is_stateless(order: Sequence[str]) -> None:
    assert set(stateless(CIRCLE, order).values()) == {True}


@pytest.mark.parametrize(
    ("package", "name"), [("@nestjs/typeorm", "InjectDataSource"), ("typeorm", "EntityManager")]
)
def test_who_takes_a_handle_of_the_database_keeps_something(package: str, name: str) -> None:
    assert stateless({"Stock": [named(package, name)]}, ["Stock"]) == {"Stock": False}
