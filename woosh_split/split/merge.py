"""A proposal into a split file: what people wrote stands, what is missing is added in its place.

The one rule is that everything in the file is a decision, whoever wrote it. So there is no memory of what an earlier
proposal said, and nothing to get out of step with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.util import load_yaml_guess_indent

from woosh_split.model.split import SHARED_SCHEMA, Contract, Phase, Reference, SplitFile
from woosh_split.split.reading import UNFILED, UNSCHEDULED
from woosh_split.split.skeleton import SKELETON

_WIDE = 1 << 16


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the file says otherwise than the proposal would; ``item`` is a module, a table or a crossing."""

    item: str
    kind: str  # module | table | crossing
    here: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The new text of the file, what was added to it, and what was taken out."""

    text: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def merge(
    text: str | None,
    proposed: SplitFile,
    moves: Iterable[Difference] = (),
    gone: Iterable[str] = (),
    stale: Iterable[str] = (),
) -> Merged:
    """Add a proposal to the text of a split file (None: to a new one).

    ``moves`` are differences to be settled for the proposal, ``gone`` names of modules and tables to be taken out,
    ``stale`` ids of crossings to be taken out. Where nothing is to be done the text comes back byte for byte.
    """
    editor = _Editor(SKELETON if text is None else text)
    if text is None:
        editor.set_frame(proposed)
    for name in gone:
        editor.take_out(name)
    for move in moves:
        editor.move(move)
    editor.drop_crossings(set(stale))
    for service in proposed.services:
        editor.add_service(service.name, service.schema, service.modules, service.tables)
    editor.add_references(proposed.reference)
    editor.add_libraries(proposed.libraries)
    editor.add_crossings(proposed.crossings)
    editor.add_phases(proposed.phases)
    changed = text is None or editor.added or editor.removed
    return Merged(editor.text() if changed else text or "", tuple(editor.added), tuple(editor.removed))


class _Editor:
    """A document in memory, with comments; every change notes in words what it did."""

    def __init__(self, text: str) -> None:
        _, indent, offset = load_yaml_guess_indent(text)
        self._yaml = YAML()
        self._yaml.preserve_quotes = True
        self._yaml.width = _WIDE
        self._yaml.indent(mapping=2, sequence=indent or 4, offset=2 if offset is None else offset)
        self._document: CommentedMap = self._yaml.load(text)
        self._ends_with_newline = text.endswith("\n")
        self.added: list[str] = []
        self.removed: list[str] = []

    def text(self) -> str:
        """Return the document as text."""
        buffer = StringIO()
        self._yaml.dump(self._document, buffer)
        return buffer.getvalue()

    def set_frame(self, proposed: SplitFile) -> None:
        """Say where things are, in a new file."""
        where = self._document["monolith"]
        where["root"] = proposed.monolith.root
        if proposed.monolith.app:
            where["app"] = proposed.monolith.app
        for key, values in (("dump", proposed.monolith.dump), ("client", proposed.monolith.client)):
            if values:
                where[key] = _flow(values)
        self._document["isolation"] = proposed.isolation

    def _section(self, key: str, empty: type[CommentedMap] | type[CommentedSeq]) -> Any:
        """Return a section, made where it is missing, written as a block once something is in it."""
        if self._document.get(key) is None:
            self._document[key] = empty()
        section = self._document[key]
        if not section:
            section.fa.set_block_style()
        return section

    def _placed(self, kind: str) -> set[str]:
        found: set[str] = set()
        for service in (self._document.get("services") or {}).values():
            found.update(str(name) for name in (service or {}).get(f"{kind}s") or ())
        if kind == "table":
            found.update(str(name) for name in self._document.get("reference") or ())
        else:
            found.update(str(name) for name in self._document.get("libraries") or ())
        return found

    def add_service(
        self, name: str, schema: str | None, modules: tuple[str, ...], tables: tuple[str, ...]
    ) -> None:
        """Add a service, or to it what stands nowhere in the file yet."""
        fresh_modules = [each for each in modules if each not in self._placed("module")]
        fresh_tables = [each for each in tables if each not in self._placed("table")]
        services = self._section("services", CommentedMap)
        if name not in services:
            if not fresh_modules and not fresh_tables:
                return
            services[name] = CommentedMap()
            self.added.append(f"service {name}")
            if schema is not None:
                services[name]["schema"] = schema
        service = services[name]
        if service is None:
            service = services[name] = CommentedMap()
        for key, names in (("modules", fresh_modules), ("tables", fresh_tables)):
            if names and service.get(key) is None:
                service[key] = CommentedSeq()
            for each in names:
                service[key].append(each)
                self.added.append(f"{key[:-1]} {each} in {name}")

    def add_references(self, references: Iterable[Reference]) -> None:
        """Add reference tables that stand nowhere yet."""
        placed = self._placed("table")
        for each in references:
            if each.table not in placed:
                entry = CommentedMap(writer=each.writer)
                entry["in"] = each.place
                entry.fa.set_flow_style()
                self._section("reference", CommentedMap)[each.table] = entry
                where = "the shared schema" if each.place == SHARED_SCHEMA else each.place
                self.added.append(f"reference table {each.table} in {where}")

    def add_libraries(self, libraries: Iterable[str]) -> None:
        """Add libraries that stand nowhere yet."""
        placed = self._placed("module")
        for name in libraries:
            if name not in placed:
                self._section("libraries", CommentedSeq).append(name)
                self.added.append(f"library {name}")

    def add_crossings(self, contracts: Iterable[Contract]) -> None:
        """Add contracts for crossings that the file does not know, by id or by what they are."""
        known = {str(each.get("id")) for each in self._document.get("crossings") or ()}
        named = {_what(each) for each in self._document.get("crossings") or ()}
        for each in contracts:
            key = (each.kind, each.from_service, each.to_service, each.what)
            if each.id not in known and key not in named:
                self._section("crossings", CommentedSeq).append(_contract(each))
                self.added.append(f"crossing {each.id}: {each.from_service} {each.kind} {each.what}")

    def add_phases(self, phases: Iterable[Phase]) -> None:
        """Write the phases of a new file; later, add one for each service that has none."""
        section = self._section("phases", CommentedSeq)
        if not section:
            for phase in phases:
                section.append(_phase(phase.id, phase.services, phase.depends_on))
                self.added.append(f"phase {phase.id}")
            return
        placed = {str(name) for phase in section for name in phase.get("services") or ()}
        first = str(section[0].get("id"))
        for phase in phases:
            for service in phase.services:
                if service not in placed and service in (self._document.get("services") or {}):
                    number = f"{len(section) + 1:02d}-{service}"
                    section.append(_phase(number, (service,), (first,)))
                    self.added.append(f"phase {number}")

    def take_out(self, name: str) -> None:
        """Take a module or table that is gone out of every list."""
        for service in (self._document.get("services") or {}).values():
            for key in ("modules", "tables"):
                if name in ((service or {}).get(key) or ()):
                    service[key].remove(name)
                    self.removed.append(f"{key[:-1]} {name}")
        for key in ("reference", "libraries"):
            section = self._document.get(key)
            if section and name in section:
                if isinstance(section, CommentedMap):
                    del section[name]
                else:
                    section.remove(name)
                self.removed.append(f"{name} from {key}")
        self._unpin(name)

    def _unpin(self, name: str) -> None:
        pins = self._document.get("pins") or {}
        if name in (pins.get("service") or {}):
            del pins["service"][name]
        for key in ("together", "apart"):
            for group in pins.get(key) or ():
                if name in group:
                    group.remove(name)
            if pins.get(key):
                pins[key][:] = [group for group in pins[key] if len(group) > 1]

    def move(self, difference: Difference) -> None:
        """Take an item out of its place, so that the proposal's place is where it is added."""
        self.take_out(difference.item)

    def drop_crossings(self, ids: set[str]) -> None:
        """Take crossings that no longer exist out."""
        section = self._document.get("crossings")
        for each in [each for each in section or () if str(each.get("id")) in ids]:
            section.remove(each)
            self.removed.append(f"crossing {each.get('id')}")


def _flow(values: Iterable[str]) -> CommentedSeq:
    found = CommentedSeq(values)
    found.fa.set_flow_style()
    return found


def _what(entry: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return (str(entry.get("kind")), str(entry.get("from")), str(entry.get("to")), str(entry.get("what")))


def _contract(each: Contract) -> CommentedMap:
    entry = CommentedMap()
    entry["id"] = _text(each.id)
    entry["from"], entry["to"], entry["kind"], entry["what"] = (
        each.from_service,
        each.to_service,
        each.kind,
        each.what,
    )
    entry["policy"] = each.policy
    if each.columns:
        entry["columns"] = _flow(each.columns)
    if each.policy == "debt":
        entry["issue"] = each.issue or UNFILED
        entry["until"] = each.until or UNSCHEDULED
    entry.fa.set_flow_style()
    return entry


def _text(value: str) -> Any:
    """Quote an id that YAML would read as a number (12345678, 1e234567)."""
    from ruamel.yaml.scalarstring import SingleQuotedScalarString

    return SingleQuotedScalarString(value) if value.replace("e", "", 1).isdigit() else value


def _phase(name: str, services: Iterable[str], depends_on: Iterable[str]) -> CommentedMap:
    entry = CommentedMap(id=name)
    entry["services"] = _flow(services)
    after = tuple(depends_on)
    if after:
        entry["depends_on"] = _flow(after)
    entry.fa.set_flow_style()
    return entry
