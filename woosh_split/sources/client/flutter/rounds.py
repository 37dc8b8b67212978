"""Which code is followed, and in which order: only what can send a request, or teach how a sender is made.

Most of an app is screens. A piece of code matters if it calls a name that sends (``get``, ``post``, ...), or a
function that turned out to be a wrapper, or constructs a class that has such code; everything else that these
need is evaluated on demand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from woosh_split.records import dataclass
from woosh_split.sources.client.flutter import ir, objects, requests, services
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.interpreter import Interpreter
from woosh_split.sources.client.flutter.knowledge import Knowledge, Passed
from woosh_split.sources.client.flutter.project import Project
from woosh_split.sources.client.flutter.relevance import Relevance
from woosh_split.sources.client.flutter.values import Instance, Sender

_MOST_ROUNDS = 4
_BASES = frozenset({"baseUrl", "options"})


@dataclass(eq=False, frozen=True, slots=True)
class _Unit:
    """A function or an initialiser, and the class that it belongs to."""

    file: int
    owner: ir.Class | None
    code: ir.Function | ir.Variable


class Rounds:
    """Follows the project until nothing new is learnt of how objects are made."""

    __slots__ = (
        "_assigning",
        "_calling",
        "_passed",
        "_project",
        "_relevance",
        "_services",
        "_settable",
        "_setters",
        "_taking",
        "_units",
    )

    def __init__(self, project: Project) -> None:
        self._project = project
        self._passed = Passed(project.files)
        self._relevance = Relevance(project)
        self._units = tuple(_units(project))
        enums = {item.name for file in project.files for item in file.classes if item.kind == "enum"}
        self._services = {
            item.name for file in project.files for item in file.classes if services.is_service(item)
        }
        self._calling: dict[str, list[_Unit]] = {}
        self._assigning: dict[str, list[_Unit]] = {}
        self._taking: dict[str, list[_Unit]] = {}
        self._settable: set[str] = set(_BASES)
        self._setters = {
            unit.code.name
            for unit in self._units
            if isinstance(unit.code, ir.Function) and unit.code.name and self._relevance.sets(unit.code)
        }
        for unit in self._units:
            for name in unit.code.uses.calls:
                self._calling.setdefault(name, []).append(unit)
            if not self._relevance.objects.isdisjoint(unit.code.uses.calls):
                self._calling.setdefault("call", []).append(unit)
            for name in unit.code.uses.assigns:
                self._assigning.setdefault(name, []).append(unit)
            code = unit.code
            if isinstance(code, ir.Function) and code.uses.assigns:
                for parameter in code.parameters:
                    self._taking.setdefault(parameter.name, []).append(unit)
            if (
                isinstance(code, ir.Variable)
                and code.static
                and not code.fixed
                and (code.type in ("", "String", "Dio") or code.type in enums)
            ):
                self._settable.add(code.name)

    def run(self) -> Interpreter:
        """Return the last round, which knows all that the earlier ones learnt."""
        it = self._settled(Knowledge())
        unions = {
            site.owner
            for key, site in it.open.items()
            if site.member and key not in it.completed and site.owner and it.known.tells_apart(site.owner)
        }
        if not unions:
            return it
        return self._settled(replace(it.known, unions=unions), rounds=2)

    def _settled(self, known: Knowledge, rounds: int = _MOST_ROUNDS) -> Interpreter:
        for number in range(rounds):
            asked = len(self._relevance.asked)
            it = Interpreter(self._project, known, self._passed, self._relevance)
            self._round(it)
            learnt = replace(it.learnt, unions=known.unions)
            is_settled = (
                learnt.shape() == known.shape() if number < 2 else learnt.addresses() == known.addresses()
            )
            if is_settled and asked == len(self._relevance.asked):
                break
            known = learnt
        return it

    def _round(self, it: Interpreter) -> None:
        for place, file in enumerate(self._project.files):
            for item in file.classes:
                services.annotated(it, place, item)
        done: set[_Unit] = set()
        self._follow(it, (u for name in self._settable for u in self._assigning.get(name, ())), done)
        sending: set[str] = {*requests.SENDING, *self._project.requests}
        seen: set[str] = set()
        taught: set[str] = {*requests.CLIENTS, *self._setters, *self._services}
        own: set[str] = set()
        answered: set[str] = set()
        while True:
            taught |= self._answer(it, answered, done)
            names = sorted((sending | taught) - seen | (it.wrappers & requests.SHARED_WORDS.keys()) - own)
            if not names:
                break
            seen.update(names)
            own.update(it.wrappers & set(names))
            for name in names:
                units = [
                    unit for unit in self._calling.get(name, ()) if name in own or self._may_send(unit, name)
                ]
                if name in sending or name in requests.CLIENTS:
                    taught.update(self._classes(units))
                self._follow(it, units, done)
            sending |= it.wrappers
            it.finish()

    def _answer(self, it: Interpreter, answered: set[str], done: set[_Unit]) -> set[str]:
        """Follow whoever sets what an address begins with; return the names whose callers do."""
        taught: set[str] = set()
        while names := sorted(self._relevance.asked - answered - {""}):
            answered.update(names)
            for name in names:
                units = [*self._assigning.get(name, ()), *self._taking.get(name, ())]
                taught |= self._relevance.holders(name)
                taught |= {
                    unit.code.name or _class_name(unit) for unit in units if _sets(self._relevance, unit)
                }
                for unit in units:
                    if isinstance(unit.code, ir.Function) and unit.code.kind == "setter":
                        self._relevance.ask(unit.code.name)
                self._follow(it, units, done)
        return taught

    def _may_send(self, unit: _Unit, name: str) -> bool:
        packages = requests.SHARED_WORDS.get(name)
        return packages is None or any(self._project.reaches(unit.file, each) for each in packages)

    def _classes(self, units: Iterable[_Unit]) -> Iterator[str]:
        for unit in units:
            if unit.owner is not None:
                yield unit.owner.name
                for _, child in self._project.children.get((unit.file, unit.owner.name), ()):
                    yield child

    def _follow(self, it: Interpreter, units: Iterable[_Unit], done: set[_Unit]) -> None:
        for unit in units:
            if unit not in done:
                done.add(unit)
                _follow(it, unit)


def _sets(relevance: Relevance, unit: _Unit) -> bool:
    return isinstance(unit.code, ir.Function) and relevance.sets(unit.code)


def _class_name(unit: _Unit) -> str:
    return unit.owner.name if unit.owner is not None else ""


def _units(project: Project) -> Iterator[_Unit]:
    for place, file in enumerate(project.files):
        for variable in file.variables:
            yield _Unit(place, None, variable)
        for function in file.functions:
            yield _Unit(place, None, function)
        for item in file.classes:
            for variable in item.fields:
                yield _Unit(place, item, variable)
            for function in item.methods:
                yield _Unit(place, item, function)


def _follow(it: Interpreter, unit: _Unit) -> None:
    item, code = unit.owner, unit.code
    this: Instance | Sender | None = None
    if item is not None and not code.static:
        if item.kind == "extension":
            extended = objects.typed(it, unit.file, item.parent)
            this = extended if isinstance(extended, Instance | Sender) else None
        else:
            this = Instance(unit.file, item.name)
    name = item.name if item is not None else ""
    if isinstance(code, ir.Variable):
        if code.value is not None:
            it.hold(code.name, it.evaluate(Frame(unit.file, name, this), code.value))
        return
    it.summary(unit.file, name, code, this)
    if (
        item is not None
        and item.kind != "extension"
        and code.body is not None
        and not code.static
        and code.kind not in ("constructor", "factory")
    ):
        _follow_in_heirs(it, unit.file, item, code)


def _asks_heirs_for_a_client(it: Interpreter, file: int, item: ir.Class) -> bool:
    """Tell a class or mixin that sends with what only its heirs have: ``Dio get dio;``."""
    return any(
        function.kind == "getter"
        and function.body is None
        and not function.static
        and objects.typed(it, place, function.result) is not None
        for place, ancestor in it.project.lineage(file, item.name)
        for function in ancestor.methods
    )


def _follow_in_heirs(it: Interpreter, file: int, item: ir.Class, code: ir.Function) -> None:
    """Look at a body once more for each class that inherits it, where the class decides something."""
    own = it.summary(file, item.name, code, Instance(file, item.name))
    if not any(site.member for site in own.open.values()) and not _asks_heirs_for_a_client(it, file, item):
        return
    waiting = list(it.project.children.get((file, item.name), ()))
    seen: set[tuple[int, str]] = set()
    while waiting:
        heir = waiting.pop()
        if heir in seen:
            continue
        seen.add(heir)
        waiting.extend(it.project.children.get(heir, ()))
        entry = it.project.class_at(*heir)
        nearest = it.project.method(*heir, code.name, (code.kind,))
        if (
            entry is not None
            and entry.kind == "class"
            and not entry.abstract
            and nearest
            and nearest[2] is code
        ):
            it.summary(file, item.name, code, Instance(*heir))
