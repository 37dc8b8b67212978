"""Which of an app's functions and classes may have to do with requests; most of an app has not.

Names only, so it errs on the side of looking: a function is quiet if neither it nor anything that it hands its
arguments to calls a name that may send.
"""

from __future__ import annotations

from collections import deque

from woosh_split.sources.client.flutter import ir, requests, services
from woosh_split.sources.client.flutter.project import Project

_PLAIN = frozenset(
    {
        "void", "int", "double", "num", "bool", "Widget", "DateTime", "Future<void>", "Future<bool>", "Future<int>",
        "Future<http.Response>", "Future<Response>", "List<Widget>", "PreferredSizeWidget", "Future",
    }
)  # fmt: skip
_TELLING = (
    "url",
    "uri",
    "path",
    "host",
    "base",
    "api",
    "endpoint",
    "route",
    "client",
    "dio",
    "method",
    "service",
)

_ADDRESSES = ("url", "uri", "path", "host", "base", "api", "endpoint", "server", "domain", "origin", "root")


def _called_objects(project: Project) -> set[str]:
    """Return the names of classes whose objects are called as functions are, and of what is declared to be of such a type."""
    classes = [item for file in project.files for item in file.classes]
    callable_ = [item for item in classes if any(method.name == "call" for method in item.methods)]
    names = {
        each
        for item in callable_
        for each in (item.name, item.parent, *item.interfaces, *item.mixins)
        if each
    }
    names = {each.partition("<")[0] for each in names}
    if not names:
        return names
    code = [function for file in project.files for function in file.functions]
    code += [method for item in classes for method in item.methods]
    typed = [(parameter.name, parameter.type) for function in code for parameter in function.parameters]
    typed += [(entry.name, entry.type) for item in classes for entry in item.fields]
    typed += [(entry.name, entry.type) for file in project.files for entry in file.variables]
    return names | {name for name, type_ in typed if type_.partition("<")[0].rstrip("?") in names}


class Relevance:
    """Answers for one project; the names that may lead to a request are found once.

    ``asked`` are the names that turned out to hold what an address begins with, without being told what it is: whoever
    sets them matters too. ``objects`` are the names of what may be called as a function is, though it is an object.
    """

    __slots__ = ("_fields", "_holders", "_noisy", "_project", "_settable", "_useful", "asked", "objects")

    def __init__(self, project: Project) -> None:
        self._project = project
        self.asked: set[str] = set()
        self._holders: dict[str, set[str]] = {}
        for file in project.files:
            for item in file.classes:
                for entry in item.fields:
                    if not entry.static:
                        self._holders.setdefault(entry.name, set()).add(item.name)
        self._useful: dict[tuple[int, str], bool] = {}
        self._fields: dict[tuple[int, str], frozenset[str]] = {}
        self._settable = {
            item.name
            for file in project.files
            for item in (*file.variables, *(entry for each in file.classes for entry in each.fields))
            if item.static
            and not item.fixed
            and item.type == "String"
            and any(word in item.name.lower() for word in _TELLING)
        }
        callers: dict[str, list[ir.Function]] = {}
        for file in project.files:
            for function in (*file.functions, *(method for item in file.classes for method in item.methods)):
                for name in function.uses.calls:
                    callers.setdefault(name, []).append(function)
        self.objects = _called_objects(project)
        self._noisy: set[str] = {*requests.SENDING, *project.requests}
        waiting = deque(self._noisy)
        while waiting:
            name = waiting.popleft()
            if name == "call":
                waiting.extend(self.objects - self._noisy)
                self._noisy |= self.objects
            for function in callers.get(name, ()):
                if function.name not in self._noisy and function.name != "build":
                    self._noisy.add(function.name)
                    waiting.append(function.name)

    def is_noisy(self, code: ir.Function) -> bool:
        """Tell whether the function may lead to a request."""
        return any(name in self._noisy for name in code.uses.calls)

    def is_quiet(self, code: ir.Function) -> bool:
        """Tell whether neither the function's effects nor its result are of interest."""
        return code.result in _PLAIN and not self.is_noisy(code) and not self.sets(code)

    def ask(self, name: str, owner: object = None) -> None:
        """Note that a request hangs on what something of this name holds, and that it is not known so far.

        The owner is the class whose constructor takes it, if it is one.
        """
        self.asked.add(name)
        if isinstance(owner, tuple) and len(owner) == 2:
            self._holders.setdefault(name, set()).add(owner[1])

    def doubt(self, name: str) -> None:
        """Note that a variable is empty at first; if its name says that it holds an address, whoever fills it matters."""
        if any(word in name.lower() for word in _ADDRESSES):
            self.asked.add(name)

    def holders(self, name: str) -> set[str]:
        """Return the classes whose objects have a field of the name."""
        return self._holders.get(name, set())

    def sets(self, code: ir.Function) -> bool:
        """Tell whether the function gives a shared variable what its callers give it (``configure(url)``)."""
        if not code.parameters or not code.uses.assigns:
            return False
        if code.kind == "setter" or any(name in self._settable for name in code.uses.assigns):
            return True
        return any(name in self.asked for name in code.uses.assigns) or any(
            parameter.name in self.asked for parameter in code.parameters
        )

    def is_plain(self, file: int, code: ir.Function) -> bool:
        """Tell whether the function's result can be no address and no client."""
        result = code.result.removeprefix("Future<")
        if code.result in _PLAIN or code.result.startswith(("Future<List<", "List<Widget", "Stream<")):
            return True
        found = self._project.find_class(file, result.removesuffix(">") if result != code.result else result)
        return found is not None and not self.is_useful(found[0], found[1].name)

    def is_useful(self, file: int, name: str) -> bool:
        """Tell whether objects of a class may send, or hold what an address is made of."""
        key = (file, name)
        if key not in self._useful:
            of_dio = not requests.DIOS.isdisjoint(self._project.ancestors(file, name))
            self._useful[key] = of_dio or any(
                item.kind in ("enum", "extension-type")
                or services.is_service(item)
                or any(function.kind != "factory" and self.is_noisy(function) for function in item.methods)
                or any(word in field.name.lower() for field in item.fields for word in _TELLING)
                or any(self._leads_to_an_address(place, field.type) for field in item.fields)
                for place, item in self._project.lineage(file, name)
            )
        return self._useful[key] or not self.asked.isdisjoint(self._fields_of(file, name))

    def _fields_of(self, file: int, name: str) -> frozenset[str]:
        """Return the names of the fields that objects of a class have."""
        key = (file, name)
        if key not in self._fields:
            lineage = self._project.lineage(file, name)
            self._fields[key] = frozenset(field.name for _, item in lineage for field in item.fields)
        return self._fields[key]

    def _leads_to_an_address(self, file: int, written: str) -> bool:
        """Tell the type of a field, an enum or a class of settings, that has an address itself: ``config.flavor.apiUrl``."""
        found = self._project.find_class(file, written) if written[:1].isupper() else None
        if found is None:
            return False
        getters = [code.name for code in found[1].methods if code.kind == "getter"]
        names = [*getters, *(entry.name for entry in found[1].fields)]
        return any(word in name.lower() for name in names for word in _ADDRESSES)
