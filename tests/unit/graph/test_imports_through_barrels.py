"""Imports that come through a barrel, which the facts list twice: from the barrel, and from the file that declares the name."""

from __future__ import annotations

from processor_time import moments

from woosh_split.graph.crossings import crossings
from woosh_split.model.code import Import, Module
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.placement import Placement

HOMES = Placement(
    modules={"orders": "sales", "clients": "crm"}, tables={}, references={}, libraries=frozenset()
)
BARREL, INNER = "src/clients/index.ts", "src/clients/models/index.ts"


def the(name: str, *files: str) -> Module:
    return Module(name, f"{name.title()}Module", f"src/{name}/{name}.module.ts", 1, files=files)


def imported(source: str, target: str, line: int, names: tuple[str, ...]) -> Import:
    return Import(source, target, names, False, line)


def crossed(orders: Module, clients: Module, imports: tuple[Import, ...]) -> dict[str, int]:
    """Return the files that are imported across the services, each with the number of its places."""
    facts = Facts(monolith=Monolith("m", ".", "nestjs", 1, 1), modules=(orders, clients), imports=imports)
    return {each.what: len(each.sites) for each in crossings(facts, HOMES) if each.kind == "import"}


def test_a_barrel_is_no_crossing_beside_the_files_that_declare_what_comes_through_it() -> None:
    client, note, helper = (f"src/clients/{name}.ts" for name in ("models/client", "models/note", "helper"))
    orders, user = the("orders", "src/orders/a.ts"), "src/orders/a.ts"
    imports = (
        imported(BARREL, INNER, 1, ("*",)),
        imported(BARREL, helper, 2, ("help",)),
        imported(INNER, client, 1, ("Client",)),
        imported(INNER, note, 2, ("default",)),
        imported(user, BARREL, 1, ("Client", "Note")),
        imported(user, client, 1, ("Client",)),
        imported(user, note, 1, ("Note",)),
        imported(user, BARREL, 2, ("Client", "version")),  # declared by the barrel itself
        imported(user, client, 2, ("Client",)),
    )

    found = crossed(orders, the("clients", BARREL, INNER, client, note, helper), imports)

    assert found == {BARREL: 1, client: 2, note: 1}


def test_thousands_of_imports_through_barrels_of_thousands_of_files_take_moments() -> None:
    count = 8_000
    declaring = [f"src/clients/models/{number}.ts" for number in range(count)]
    using = [f"src/orders/{number}.ts" for number in range(count)]
    imports = [imported(BARREL, INNER, 1, ("*",))]
    for number, file in enumerate(declaring):
        imports.append(imported(INNER, file, number, (f"Model{number}",)))
    for number, file in enumerate(using):
        names = [(number + step) % count for step in range(4)]
        imports.append(imported(file, BARREL, 1, tuple(f"Model{each}" for each in names)))
        imports.extend(imported(file, declaring[each], 1, (f"Model{each}",)) for each in names)

    with moments():
        found = crossed(the("orders", *using), the("clients", BARREL, INNER, *declaring), tuple(imports))

    assert len(found) == count
