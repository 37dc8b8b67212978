"""Nest itself agrees with the facts: its module graph, and the routes that it maps.

Nest runs the monolith's own start file in preview mode (``tests/node/nest-graph.cjs``), so neither side knows the other.
Three things are in one answer and not in the other by contract, and are taken out by name:

* modules of packages (``TypeOrmModule``): ``modules.imports`` and ``modules`` name only the monolith's own;
* a class that only a factory's or value's code shows: Nest sees such a provider as a token without a class;
* gateways: their messages are routes of kind ``websocket`` in the facts and none for Nest's HTTP router.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from monoliths import ALL, Monolith, facts_of
from oracles import nest_graph

pytestmark = pytest.mark.parametrize("monolith", ALL, ids=lambda monolith: monolith.name)


def own_modules(monolith: Monolith) -> dict[tuple[str, str], dict[str, Any]]:
    """Nest's modules that the monolith declares, by class and file."""
    return {
        (module["class"], module["file"]): module
        for module in nest_graph(monolith)["modules"]
        if module["file"] is not None
    }


def our_modules(monolith: Monolith) -> dict[tuple[str, str], dict[str, Any]]:
    """The modules of the facts, without the pseudo module of shared files."""
    return {
        (module["class"], module["file"]): module
        for module in facts_of(monolith)["modules"]
        if module["name"] != "~shared"
    }


def differences(
    ours: dict[tuple[str, str], Any], nest: dict[tuple[str, str], Any]
) -> dict[str, tuple[Any, Any]]:
    """Return the modules on which the two do not agree: (ours, Nest's)."""
    return {
        f"{name} ({file})": (ours.get((name, file)), nest.get((name, file)))
        for name, file in sorted(ours.keys() | nest.keys())
        if ours.get((name, file)) != nest.get((name, file))
    }


def test_the_modules_are_those_that_nest_loads(monolith: Monolith) -> None:
    assert set(our_modules(monolith)) == set(own_modules(monolith))


def test_modules_import_what_nest_says(monolith: Monolith) -> None:
    ours, nest = our_modules(monolith), own_modules(monolith)
    class_of = {module["name"]: module["class"] for module in ours.values()}
    assert (
        differences(
            {key: sorted(class_of[name] for name in module["imports"]) for key, module in ours.items()},
            {
                key: sorted(each["class"] for each in module["imports"] if each["own"])
                for key, module in nest.items()
            },
        )
        == {}
    )


def test_the_same_modules_are_global(monolith: Monolith) -> None:
    ours, nest = our_modules(monolith), own_modules(monolith)
    assert (
        differences(
            {key: module["global"] for key, module in ours.items()},
            {key: module["global"] for key, module in nest.items()},
        )
        == {}
    )


def test_controllers_are_in_the_modules_that_nest_says(monolith: Monolith) -> None:
    ours, nest = our_modules(monolith), own_modules(monolith)
    assert (
        differences(
            {key: module["controllers"] for key, module in ours.items()},
            {key: sorted(each["class"] for each in module["controllers"]) for key, module in nest.items()},
        )
        == {}
    )


def is_made_by_code(provider: dict[str, Any]) -> bool:
    """Whether only running the code would tell Nest the class of a provider."""
    return provider["kind"] in ("useFactory", "useValue")


def without_made_by_code(
    found: set[str], expected: set[str], providers: list[dict[str, Any]]
) -> tuple[set[str], set[str]]:
    """Leave out what code makes: at most one class each on our side, its token on Nest's."""
    by_code = {each["token"] for each in providers if is_made_by_code(each)}
    further = found - expected
    return found if len(further) > len(by_code) else found - further, expected - (by_code - found)


def test_providers_are_those_that_nest_constructs(monolith: Monolith) -> None:
    ours, nest = our_modules(monolith), own_modules(monolith)
    found, expected = {}, {}
    for key, module in nest.items():
        made = {each["class"] for each in module["providers"] if each["kind"] in ("class", "useClass")}
        found[key], expected[key] = without_made_by_code(
            set(ours[key]["providers"]), made, module["providers"]
        )
    assert differences(found, expected) == {}


def test_exports_are_those_that_nest_says(monolith: Monolith) -> None:
    """A token is spelled as the class behind it, which is what another module gets."""
    ours, nest = our_modules(monolith), own_modules(monolith)
    found, expected = {}, {}
    for key, module in nest.items():
        tokens = {each["token"] for each in module["exports"]}
        providers = [each for each in module["providers"] if each["token"] in tokens]
        found[key], expected[key] = without_made_by_code(
            set(ours[key]["exports"]), set(exported_names(module, nest)), providers
        )
    assert differences(found, expected) == {}


def exported_names(module: dict[str, Any], nest: dict[tuple[str, str], dict[str, Any]]) -> list[str]:
    declared = {each["token"]: each for each in module["providers"]}
    everywhere = {each["token"]: each for one in nest.values() for each in one["providers"]}
    names = []
    for exported in module["exports"]:
        provider = declared.get(exported["token"])
        if provider is not None and provider["kind"] == "useExisting":
            provider = everywhere.get(provider["class"], provider)
        names.append((provider and provider["class"]) or exported["token"])
    return names


def http_routes(monolith: Monolith) -> list[dict[str, Any]]:
    return [route for route in facts_of(monolith)["routes"] if route["kind"] != "websocket"]


def test_routes_are_those_that_nest_maps(monolith: Monolith) -> None:
    """Both ways, one by one: a route that is mapped twice is there twice."""
    ours = Counter((route["method"], route["path"], route["handler"]) for route in http_routes(monolith))
    nest = Counter(
        (route["method"], route["path"], route["handler"]) for route in nest_graph(monolith)["routes"]
    )
    assert (sorted((ours - nest).elements()), sorted((nest - ours).elements())) == ([], [])


def test_a_route_is_the_modules_that_nest_says(monolith: Monolith) -> None:
    class_of = {module["name"]: module["class"] for module in facts_of(monolith)["modules"]}
    ours = {(route["method"], route["path"], class_of[route["module"]]) for route in http_routes(monolith)}
    nest = {(route["method"], route["path"], route["module"]) for route in nest_graph(monolith)["routes"]}
    assert ours ^ nest == set()


def test_routes_have_the_order_in_which_nest_maps_them(monolith: Monolith) -> None:
    """The first that fits answers, so the order decides what a client gets."""
    ours = sorted(http_routes(monolith), key=lambda route: route["order"])
    assert [(route["method"], route["path"]) for route in ours] == [
        (route["method"], route["path"]) for route in nest_graph(monolith)["routes"]
    ]


def test_guards_of_class_and_method_are_those_that_nest_sees(monolith: Monolith) -> None:
    """Global guards (``APP_GUARD``, ``useGlobalGuards``) stand before them, or are not listed: they are no
    metadata. A guard that stands on the class and on the method is one guard.
    """
    for route in http_routes(monolith):
        nest = [
            list(dict.fromkeys(known["guards"]))
            for known in nest_graph(monolith)["routes"]
            if (known["method"], known["path"]) == (route["method"], route["path"])
        ]
        assert any(route["guards"][len(route["guards"]) - len(guards) :] == guards for guards in nest), (
            route["method"],
            route["path"],
            route["guards"],
            nest,
        )
