"""A proposal into a split file: what people wrote stands, what is missing is added in its place.

The one rule is that everything in the file is a decision, whoever wrote it. So there is no memory of what an earlier
proposal said, and nothing to get out of step with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from woosh_split.model.split import SHARED_SCHEMA, Contract, Phase, Reference, Service, SplitFile
from woosh_split.split.editing import AliasError, EditedText
from woosh_split.split.later_phases import last_of_services, phases_behind, waiting_for_all
from woosh_split.split.load import SplitFileError, parse_split
from woosh_split.split.reading import UNFILED, UNSCHEDULED
from woosh_split.split.skeleton import SKELETON
from woosh_split.split.writing import Noted, OneLine

_MARK = "\ufeff"
MODULE, TABLE, PIN, CROSSING = "module", "table", "pin", "crossing"

Named = tuple[str, str]
"""A kind (module, table or pin) and the name as it stands in the file."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the file says otherwise than the proposal would: where a module or table is, a crossing's policy."""

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
    gone: Iterable[Named] = (),
    stale: Iterable[str] = (),
) -> Merged:
    """Add a proposal to the text of a split file (None: to a new one).

    ``moves`` are differences to be settled for the proposal, ``gone`` the modules, tables and pins to be taken out,
    ``stale`` ids of crossings to be taken out. What no change is about comes back byte for byte.

    Raises:
        SplitFileError: the text is no valid split file, or repeats parts of itself by aliases.
    """
    moves = tuple(moves)
    before = SKELETON if text is None else text.removeprefix(_MARK)
    editor = _Editor(before)
    if text is None:
        editor.set_frame(proposed)
    for kind, name in gone:
        editor.take_out(kind, name)
    for move in moves:
        if move.kind == CROSSING:
            editor.set_policy(move.item, move.proposed)
        else:
            editor.take_out(move.kind, move.item)
    editor.drop_crossings(set(stale))
    editor.add_services(proposed.services)
    editor.add_references(proposed.reference)
    editor.add_libraries(proposed.libraries)
    editor.add_crossings(proposed.crossings)
    editor.add_phases(proposed.phases)
    editor.drop_emptied({each.here for each in moves})
    mark = _MARK if text is not None and text.startswith(_MARK) else ""
    return Merged(mark + editor.text, tuple(editor.added), tuple(editor.removed))


class _Editor:
    """A split file being edited; every change notes in words what it did."""

    def __init__(self, text: str) -> None:
        self._split = parse_split(text, "the split file")
        try:
            self._file = EditedText(text)
        except AliasError as error:
            raise SplitFileError(
                f"The split file, {error}. Write it out in both places: propose cannot add to one of them alone."
            ) from error
        self.added: list[str] = []
        self.removed: list[str] = []

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._file.text

    def set_frame(self, proposed: SplitFile) -> None:
        """Say where things are, in a new file."""
        where = proposed.monolith
        self._file.replace(("monolith", "root"), where.root)
        told = {"app": where.app, "dump": where.dump, "client": where.client}
        self._file.add_keys(("monolith",), {key: value for key, value in told.items() if value})
        self._file.replace(("isolation",), proposed.isolation)

    def _placed(self, kind: str) -> set[str]:
        found: set[str] = set()
        for service in self._file.names("services"):
            found.update(self._file.names("services", service, f"{kind}s"))
        return found.union(self._file.names("reference" if kind == TABLE else "libraries"))

    def add_services(self, services: Iterable[Service]) -> None:
        """Add services, and to those that are there what stands nowhere in the file yet."""
        known = set(self._file.names("services"))
        placed = {MODULE: self._placed(MODULE), TABLE: self._placed(TABLE)}
        new: dict[str, dict[str, object]] = {}
        grown: dict[tuple[str | int, ...], list[str]] = {}
        for service in services:
            names = {MODULE: service.modules, TABLE: service.tables}
            fresh = {kind: [n for n in names[kind] if n not in placed[kind]] for kind in names}
            if not any(fresh.values()):
                continue
            if service.name not in known:
                self.added.append(f"service {service.name}")
                new[service.name] = {"schema": service.schema} if service.schema is not None else {}
            for kind, added in fresh.items():
                placed[kind].update(added)
                self.added += [f"{kind} {name} in {service.name}" for name in added]
                if service.name in known:
                    grown["services", service.name, f"{kind}s"] = added
                elif added:
                    new[service.name][f"{kind}s"] = added
        self._file.grow(grown)
        self._file.add_keys(("services",), new)

    def add_references(self, references: Iterable[Reference]) -> None:
        """Add reference tables that stand nowhere yet."""
        placed = self._placed(TABLE)
        fresh = [each for each in references if each.table not in placed]
        entries = {each.table: OneLine({"writer": each.writer, "in": each.place}) for each in fresh}
        self._file.add_keys(("reference",), entries)
        for each in fresh:
            where = "the shared schema" if each.place == SHARED_SCHEMA else each.place
            self.added.append(f"reference table {each.table} in {where}")

    def add_libraries(self, libraries: Iterable[str]) -> None:
        """Add libraries that stand nowhere yet."""
        placed = self._placed(MODULE)
        fresh = [name for name in libraries if name not in placed]
        self._file.add_items(("libraries",), fresh)
        self.added += [f"library {name}" for name in fresh]

    def add_crossings(self, contracts: Iterable[Contract]) -> None:
        """Add contracts for crossings that the file does not know, by id or by what they are."""
        known = {each.id for each in self._split.crossings}
        named = {each.key for each in self._split.crossings}
        fresh = [each for each in contracts if each.id not in known and each.key not in named]
        self._file.add_items(("crossings",), [_contract(each) for each in fresh])
        self.added += [f"crossing {e.id}: {e.from_service} {e.kind} {e.what}" for e in fresh]

    def add_phases(self, phases: Iterable[Phase]) -> None:
        """Write the phases of a new file; later, add one for each service that has none.

        It comes before what ends the migration (the app's switch, the clean-up), which waits for it as it waits for
        every other service. No phase is renumbered.
        """
        here, fresh = self._split.phases, list(phases)
        if not here:
            self._file.add_items(("phases",), [_phase(each) for each in fresh])
        else:
            placed = {name for phase in here for name in phase.services}
            services = self._file.names("services")
            wanting = [s for phase in fresh for s in phase.services if s in services and s not in placed]
            last = last_of_services(here)
            fresh = phases_behind(here, last, wanting)
            names = [each.id for each in fresh]
            waiting = waiting_for_all(here, last)
            self._file.grow({("phases", index, "depends_on"): names for index in waiting})
            self._file.insert_items(("phases",), last, [_phase(each) for each in fresh])
        self.added += [f"phase {each.id}" for each in fresh]

    def take_out(self, kind: str, name: str) -> None:
        """Take a module or table out of its place, or a name out of the pins; other pins are a person's and stay."""
        if kind == PIN:
            self._unpin(name)
            return
        for service in self._file.names("services"):
            self._take(("services", service, f"{kind}s"), name, f"{kind} {name}")
        place = "reference" if kind == TABLE else "libraries"
        self._take((place,), name, f"{name} from {place}")

    def _take(self, path: tuple[str, ...], name: str, told: str) -> None:
        names = self._file.names(*path)
        if name in names:
            self._file.remove(path, [name if path[0] == "reference" else names.index(name)])
            self.removed.append(told)

    def _unpin(self, name: str) -> None:
        if name in self._file.names("pins", "service"):
            self._file.remove(("pins", "service"), [name])
            self.removed.append(f"{name} from pins.service")
        for key in ("together", "apart"):
            groups = self._file.node("pins", key)
            for index in reversed(range(0 if groups is None else len(groups.value))):
                path = ("pins", key, index)
                left = [each for each in self._file.names(*path) if each != name]
                if len(left) == len(self._file.names(*path)):
                    continue
                self.removed.append(f"{name} from pins.{key}")
                if len(left) > 1:
                    self._file.replace(path, left)
                else:
                    self._file.remove(("pins", key), [index])

    def set_policy(self, id_: str, policy: str) -> None:
        """Let a crossing have another policy."""
        index = next(index for index, each in enumerate(self._split.crossings) if each.id == id_)
        self._file.replace(("crossings", index, "policy"), policy)
        self.added.append(f"policy {policy} for crossing {id_}")

    def drop_crossings(self, ids: set[str]) -> None:
        """Take crossings that no longer exist out."""
        gone = [(index, each.id) for index, each in enumerate(self._split.crossings) if each.id in ids]
        self._file.remove(("crossings",), [index for index, _ in gone])
        self.removed += [f"crossing {each}" for _, each in gone]

    def drop_emptied(self, left: set[str]) -> None:
        """Take out those of the services ``left`` whose last module and table went, with their phases.

        One that something else in the file names stays.
        """
        now = parse_split(self.text, "the split file")
        named: set[str | None] = {home for _, home in now.pins.service}
        named |= {name for each in now.crossings for name in (each.from_service, each.to_service)}
        named |= {name for each in now.reference for name in (each.writer, each.place)}
        for each in now.services:
            if each.name in left - named and not (each.modules or each.tables):
                self._drop_phase(each.name)
                self._file.remove(("services",), [each.name])
                self.removed.append(f"service {each.name}")

    def _drop_phase(self, service: str) -> None:
        """Take a service out of its phase; what waited for a phase that goes waits for what that waited for."""
        phases = self._file.node("phases")
        for index in reversed(range(0 if phases is None else len(phases.value))):
            held = self._file.names("phases", index, "services")
            if service not in held:
                continue
            if len(held) > 1:
                self._file.remove(("phases", index, "services"), [held.index(service)])
                continue
            gone = parse_split(self.text, "the split file").phases[index]
            self._file.remove(("phases",), [index])
            self._wait_for_others(gone)
            self.removed.append(f"phase {gone.id}")

    def _wait_for_others(self, gone: Phase) -> None:
        phases = self._file.node("phases")
        for index in range(0 if phases is None else len(phases.value)):
            waits = self._file.names("phases", index, "depends_on")
            if gone.id in waits:
                more = [each for each in gone.depends_on if each not in waits]
                self._file.grow({("phases", index, "depends_on"): more})
                self._file.remove(("phases", index, "depends_on"), [waits.index(gone.id)])


def _contract(each: Contract) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": each.id,
        "from": each.from_service,
        "to": each.to_service,
        "kind": each.kind,
        "what": each.what,
        "policy": each.policy,
    }
    if each.columns:
        entry["columns"] = each.columns
    if each.policy == "debt":
        entry |= {"issue": each.issue or UNFILED, "until": each.until or UNSCHEDULED}
    return Noted(entry, each.why)


def _phase(each: Phase) -> dict[str, object]:
    after = {"depends_on": each.depends_on} if each.depends_on else {}
    return {"id": each.id, "services": each.services, **after}
