"""What only the whole file can tell: things in two places, phases in circles, names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode

from woosh_split.model.meant import did_you_mean
from woosh_split.model.split import MONOLITH, SHARED_SCHEMA, SplitFile
from woosh_split.split.nodes import Problems


def check_whole(split: SplitFile, root: Node | None, problems: Problems) -> None:
    """Note whatever contradicts itself in a file whose parts are right."""
    finder = Finder(root)
    for path, text in _contradictions(split):
        problems.add(finder.node(path), text)


Problem = tuple[tuple[str | int, ...], str]
"""The path of keys to the place, and what is wrong there."""


def _contradictions(split: SplitFile) -> Iterator[Problem]:
    yield from _twice(split)
    known = tuple(service.name for service in split.services)
    yield from _unknown_services(split, known)
    yield from _phases(split, known)
    yield from _same_names(split)


def _twice(split: SplitFile) -> Iterator[Problem]:
    homes: dict[tuple[str, str], str] = {}
    for kind, item, place, path in _placements(split):
        first = homes.setdefault((kind, item), place)
        if first != place:
            yield path, f"{kind} {item} stands in {place} and in {first}; it can be in one place only"


def _placements(split: SplitFile) -> Iterator[tuple[str, str, str, tuple[str | int, ...]]]:
    for service in split.services:
        for index, module in enumerate(service.modules):
            yield "module", module, f"service {service.name}", ("services", service.name, "modules", index)
        for index, table in enumerate(service.tables):
            yield "table", table, f"service {service.name}", ("services", service.name, "tables", index)
    for reference in split.reference:
        yield "table", reference.table, "reference", ("reference", reference.table)
    for index, module in enumerate(split.libraries):
        yield "module", module, "libraries", ("libraries", index)


def _unknown_services(split: SplitFile, known: tuple[str, ...]) -> Iterator[Problem]:
    owners = (*known, MONOLITH)
    for reference in split.reference:
        path = ("reference", reference.table)
        if reference.writer is not None and reference.writer not in owners:
            yield (
                (*path, "writer"),
                _no_service(f"reference.{reference.table}.writer", reference.writer, owners),
            )
        if reference.place not in (*owners, SHARED_SCHEMA):
            yield (
                (*path, "in"),
                _no_service(f"reference.{reference.table}.in", reference.place, (*owners, SHARED_SCHEMA)),
            )
    for index, contract in enumerate(split.crossings):
        for key, name in (("from", contract.from_service), ("to", contract.to_service)):
            if name and name not in owners:
                yield ("crossings", index, key), _no_service(f"crossings[{index}].{key}", name, owners)
    for item, service in split.pins.service:
        if service and service not in owners:
            yield (
                ("pins", "service", item),
                f"pins.service.{item}: there is no service {service}{did_you_mean(service, owners) or '.'} "
                f"A new one is named under services first, with nothing in it: `{service}: {{}}`.",
            )


def _no_service(path: str, name: str, known: tuple[str, ...]) -> str:
    return f"{path}: there is no service {name}{did_you_mean(name, known)}"


def _phases(split: SplitFile, known: tuple[str, ...]) -> Iterator[Problem]:
    earlier: list[str] = []
    placed: dict[str, str] = {}
    ids = tuple(phase.id for phase in split.phases)
    for index, phase in enumerate(split.phases):
        path = ("phases", index)
        if phase.id in earlier:
            yield (*path, "id"), f"phases[{index}]: the id {phase.id} is taken"
        for name in phase.services:
            if name not in known:
                yield (*path, "services"), _no_service(f"phases[{index}].services", name, known)
            elif placed.setdefault(name, phase.id) != phase.id:
                yield (*path, "services"), f"phases[{index}]: {name} has its phase already, {placed[name]}"
        for name in phase.depends_on:
            if name not in ids:
                yield (
                    (*path, "depends_on"),
                    (f"phases[{index}].depends_on: there is no phase {name}{did_you_mean(name, ids)}"),
                )
            elif name not in earlier:
                yield (
                    (*path, "depends_on"),
                    (
                        f"phases[{index}].depends_on: {phase.id} waits for {name}, which is no earlier phase; "
                        "phases are carried out in the order of the file"
                    ),
                )
        earlier.append(phase.id)


def _same_names(split: SplitFile) -> Iterator[Problem]:
    schemas: dict[str, str] = {}
    for service in split.services:
        schema = service.schema or service.name.replace("-", "_")
        first = schemas.setdefault(schema.lower(), service.name)
        if first != service.name:
            yield (
                ("services", service.name, "schema"),
                (f"services.{service.name}.schema: {schema} is the schema of {first} already"),
            )
    ids: dict[str, int] = {}
    for index, contract in enumerate(split.crossings):
        if contract.id and ids.setdefault(contract.id, index) != index:
            yield ("crossings", index, "id"), f"crossings[{index}]: the id {contract.id} stands here twice"


class Finder:
    """Finds the node of a path of keys and indexes, or the nearest one above it."""

    def __init__(self, root: Node | None) -> None:
        self._root = root
        self._values: dict[int, dict[str, Node]] = {}

    def node(self, path: tuple[str | int, ...]) -> Node | None:
        """Return the node at the path; where a step leads nowhere, the last one that was there."""
        node = self._root
        for step in path:
            found = None if node is None else self._child(node, step)
            if found is None:
                return node
            node = found
        return node

    def _child(self, node: Node, step: str | int) -> Node | None:
        if isinstance(step, int):
            return node.value[step] if isinstance(node.value, list) and step < len(node.value) else None
        if not isinstance(node, MappingNode):
            return None
        if id(node) not in self._values:  # the root holds every node, so that no other gets its number
            self._values[id(node)] = {
                key.value: value for key, value in reversed(node.value) if isinstance(key, ScalarNode)
            }
        return self._values[id(node)].get(step)
