"""Follows the app's code without running it: which values reach which request.

Every function is looked at once for its own sake, with holes for its parameters. A request whose address is known
by then counts where it stands. One that hangs on a parameter makes the function a wrapper: each call of it is
followed again with the real arguments, and the request counts at the call that completes its address.
"""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.sources.client.flutter import emission, evaluation, execution, injection, ir, objects
from woosh_split.sources.client.flutter.addresses import Answer, is_sending
from woosh_split.sources.client.flutter.forms import function_type
from woosh_split.sources.client.flutter.frames import Chain, Frame, OpenSite, Site, Summary
from woosh_split.sources.client.flutter.knowledge import Knowledge, Passed
from woosh_split.sources.client.flutter.project import Project
from woosh_split.sources.client.flutter.relevance import Relevance
from woosh_split.sources.client.flutter.rendering import rendered
from woosh_split.sources.client.flutter.requests import BASE_REQUESTS, OPTIONS, SENT
from woosh_split.sources.client.flutter.values import (
    ClassName,
    Constant,
    Function,
    Hole,
    Instance,
    Listed,
    Maker,
    Mapped,
    Prefix,
    Sender,
    Text,
    Value,
    Values,
    Word,
    joined,
    sends,
    unknown,
)

MOST_DEPTH = 12
"""Calls inside calls that are followed; wrappers of wrappers are rarely deeper than four."""

Arguments = tuple[tuple[str, Values], ...]


class Interpreter:
    """One round over the whole project; ``known`` is what the round before learnt, ``learnt`` what this one does."""

    def __init__(self, project: Project, known: Knowledge, passed: Passed, relevance: Relevance) -> None:
        self.project = project
        self.known = known
        self.learnt = Knowledge()
        self.closed: dict[tuple[Site, str, str], bool] = {}
        self.lost: dict[Site, str] = {}
        self.likely: dict[tuple[Site, str, str], None] = {}
        self.open: dict[tuple[int, Chain], OpenSite] = {}
        self.completed: set[tuple[int, Chain]] = set()
        self.followed: set[tuple[int, Chain]] = set()
        self.unbound: dict[tuple[int, Chain], tuple[tuple[int, Chain], Site, str]] = {}
        self.wrappers: set[str] = set()
        self.relevance = relevance
        self._passed = passed
        self._summaries: dict[tuple[int, int, str], Summary] = {}
        self.names: dict[object, tuple[str, tuple[ir.Parameter, ...]]] = {}
        self.results: dict[object, Values] = {}
        self.tops: dict[tuple[int, str], Values] = {}
        self.busy: set[object] = set()
        self.opened: dict[int, frozenset[Chain]] = {}
        self.cuts = 0
        self._stops = 0
        self._circles: list[set[object]] = []
        self.unfinished: dict[
            tuple[int, int, str], tuple[int, str, ir.Function, Instance | Sender | None]
        ] = {}
        self._whole: set[tuple[int, int, str]] = set()
        self._attempts: dict[tuple[int, int, str], int] = {}
        self.fields: dict[object, Values] = {}
        self.symbols: dict[tuple[int, str], dict[str, Values]] = {}

    def typed(self, file: int, written: str) -> Instance | Sender | Maker | None:
        """Return an object of a declared type, where the type says something."""
        return objects.typed(self, file, written)

    # ---- functions -------------------------------------------------------------------------------------------

    def summary(
        self, file: int, class_name: str, code: ir.Function, this: Instance | Sender | None
    ) -> Summary:
        """Look at a function for its own sake, once for each class whose object it may belong to."""
        own = f"{this.file}:{this.name}" if isinstance(this, Instance) else ""
        key = (id(code), file, own)
        if key in self._summaries:
            return self._summaries[key]
        summary = self._summaries[key] = Summary()
        self._circles.append(set())
        self.names[key] = (code.name, code.parameters)
        frame = Frame(file, class_name, this, code=id(code), owner=key, summary=summary)
        self._holes(frame, code.parameters)
        self.block(frame, code.body or ())
        summary.returns = self._result(file, code, joined(*frame.returns)) if frame.returns else ()
        summary.running = False
        if self._is_partial(key):
            self.unfinished[key] = (file, class_name, code, this)
        return summary

    def finish(self) -> None:
        """Look once more at what was only looked at from inside itself: somebody in its circle was still unfinished."""
        while self.unfinished:
            key = next(iter(self.unfinished))
            place = self.unfinished.pop(key)
            if key not in self._whole:
                self._summaries.pop(key, None)
                self.summary(*place)
                self._whole.add(key)

    def _is_partial(self, key: tuple[int, int, str]) -> bool:
        """Drop what was found while a caller in the same circle was still unfinished; it is found anew.

        That is done twice at most, and once more at the end.
        """
        circle = self._circles.pop() - {key}
        if not circle:
            self._whole.add(key)
            return False
        if self._circles:
            self._circles[-1] |= circle
        self._attempts[key] = self._attempts.get(key, 0) + 1
        if self._attempts[key] < 3:
            del self._summaries[key]
        return True

    def _holes(
        self, frame: Frame, parameters: tuple[ir.Parameter, ...], expected: tuple[int, str] | None = None
    ) -> None:
        file, written = expected or (frame.file, "")
        declared = function_type(written)
        kinds = declared[1] if declared is not None else ()
        for place, parameter in enumerate(parameters):
            again = parameter.type.rpartition(".")[2] in BASE_REQUESTS
            role = OPTIONS if parameter.type.rpartition(".")[2] == OPTIONS else ""
            hole = (
                Hole(parameter.name, SENT) if again else Hole(parameter.name, "parameter", frame.owner, role)
            )
            typed = objects.typed(self, frame.file, parameter.type)
            if not parameter.type and place < len(kinds) and not kinds[place][0]:
                typed = objects.typed(self, file, kinds[place][1])
            given = injection.named_in(self, parameter)
            frame.variables[parameter.name] = given or (typed if typed is not None else hole,)

    def is_filled(self, hole: Hole, *, segments: bool = False, sending: bool = False) -> bool:
        """Tell whether some call in the project passes a written text (with a slash, if ``segments``) for the parameter."""
        name, parameters = self.names.get(hole.owner, ("", ()))
        if sending and not is_sending(name):
            return False
        return self._passed.is_filled(name, parameters, hole.name, segments=segments)

    def _handed(self, arguments: Arguments) -> set[object]:
        """Return the classes, and those that they extend, of objects among arguments: a request that is described by one, say."""
        return {
            (place, item.name)
            for _, values in arguments
            for value in values
            if isinstance(value, Instance)
            for place, item in self.project.lineage(value.file, value.name)
        }

    def invoke(
        self,
        frame: Frame,
        call: ir.Expression,
        place: tuple[int, str, ir.Function],
        this: Instance | Sender | None,
        arguments: Arguments,
    ) -> Values:
        """Call a declared function: complete the requests that it leaves open, and return what it may give back."""
        file, class_name, code = place
        if code.body is None or frame.depth >= MOST_DEPTH:
            self._stops += code.body is not None
            return self._result(file, code)
        unbound = Instance(this.file, this.name) if isinstance(this, Instance) else this
        if self.relevance.is_quiet(code) and not any(self._sends(values) for _, values in arguments):
            return unknown(code.name)
        summary = self.summary(file, class_name, code, unbound)
        if summary.running:
            if self._circles:
                self._circles[-1].add(self._key(code, file, unbound))
            return self._result(file, code)
        bound = isinstance(this, Instance) and this.fields is not None
        own = unbound is not None and unbound == frame.this and not frame.silent
        handed = self._handed(arguments) if any(site.member for site in summary.open.values()) else ()
        allowed = frozenset(
            chain
            for chain, site in summary.open.items()
            if bound or own or not site.member or site.owner in handed
        )
        if not frame.silent and frame.allowed is None:
            for chain in summary.open.keys() - allowed:
                at = Site(frame.file, emission.line_of(call), rendered(call))
                told = ((id(code), chain), at, summary.open[chain].reason)
                self.unbound[frame.code, (id(call), *chain)] = told
        sets = self.relevance.sets(code)
        if (
            not allowed
            and not bound
            and not sets
            and not _depends(summary.returns, self._key(code, file, unbound))
        ):
            return summary.returns or self._result(file, code)
        if not allowed and not sets and self.relevance.is_plain(file, code):
            return self._result(file, code)
        key = (id(code), this, arguments)
        if not allowed and key in self.results:
            return self.results[key]
        inner = Frame(
            file, class_name, this, code=id(code), parent=frame, call=call, allowed=allowed,
            silent=not allowed, depth=frame.depth + 1,
        )  # fmt: skip
        self.bind(inner, code.name, code.parameters, arguments)
        guard = (id(code), this, "run")
        if guard in self.busy:
            self._stops += 1
            if self._circles:
                self._circles[-1].add(guard)
            return self._result(file, code)
        self.busy.add(guard)
        stops = self._stops
        self.block(inner, code.body)
        if stops == self._stops:
            self.followed.update((id(code), chain) for chain in allowed)
        self.busy.discard(guard)
        if self._circles:
            self._circles[-1].discard(guard)
        result = self._result(file, code, joined(*inner.returns))
        self.results[key] = result
        return result

    def _key(self, code: ir.Function, file: int, this: Instance | Sender | None) -> tuple[int, int, str]:
        return (id(code), file, f"{this.file}:{this.name}" if isinstance(this, Instance) else "")

    def _result(self, file: int, code: ir.Function, values: Values = ()) -> Values:
        return objects.returned(self, file, code, values)

    def bind(
        self, frame: Frame, name: str, parameters: tuple[ir.Parameter, ...], arguments: Arguments
    ) -> None:
        """Give the parameters of a function their values: arguments, defaults, or null."""
        positional = [values for key, values in arguments if not key]
        named = {key: values for key, values in arguments if key}
        places = iter(positional)
        for parameter in parameters:
            given = named.get(parameter.name) if parameter.named else next(places, None)
            if given is None:
                given = (
                    self.evaluate(frame, parameter.default)
                    if parameter.default is not None
                    else (Word("null"),)
                )
            frame.variables[parameter.name] = tuple(
                self._received(frame, name, parameters, parameter, value) for value in given
            )

    def _received(
        self,
        frame: Frame,
        name: str,
        parameters: tuple[ir.Parameter, ...],
        parameter: ir.Parameter,
        value: Value,
    ) -> Value:
        if isinstance(value, Text) and len(value.parts) == 1 and isinstance(value.parts[0], Hole):
            value = value.parts[0]
        if not isinstance(value, Hole):
            return value
        typed = objects.typed(self, frame.file, parameter.type)
        if typed is not None:
            return typed
        wanted = value.wanted or self._passed.is_filled(name, parameters, parameter.name)
        given = value.given or (parameter.named and not self._may_be_left_out(value))
        role = value.role or (
            parameter.name if len(parameter.name) > 1 else ""
        )  # `(s) => '$s'` says nothing of it
        return Hole(value.name, value.kind, value.owner, role, wanted, given)

    def _may_be_left_out(self, hole: Hole) -> bool:
        """Tell whether a value is itself a parameter that callers need not give."""
        _, parameters = self.names.get(hole.owner, ("", ()))
        return any(item.name == hole.name and item.named for item in parameters)

    def call_function(
        self, frame: Frame, call: ir.Expression, value: Function, arguments: Arguments
    ) -> Values:
        """Call a closure or a function that was passed as a value."""
        code = value.code
        if isinstance(code, ir.Function):
            return self.invoke(
                frame, call, (value.frame.file, value.frame.class_name, code), value.frame.this, arguments
            )
        if frame.depth >= MOST_DEPTH or id(value) in self.busy:
            return unknown()
        outer = value.frame
        inner = Frame(
            outer.file, outer.class_name, outer.this, code=id(code), outer=outer, parent=frame, call=call,
            allowed=frozenset(value.open), silent=not value.open, depth=frame.depth + 1,
        )  # fmt: skip
        self.bind(inner, self.names.get(value, ("", ()))[0], code.parameters, arguments)
        self.busy.add(id(value))
        self.block(inner, code.body)
        self.busy.discard(id(value))
        return joined(*inner.returns)

    def closure(
        self, frame: Frame, code: ir.Closure, name: str = "", expected: tuple[int, str] | None = None
    ) -> Values:
        """Make a closure, and look at its body for its own sake.

        ``expected`` is the type that it is used as, and the file that writes it.
        """
        value = Function(code, frame)
        silent = frame.silent or frame.depth >= MOST_DEPTH
        if not silent:
            summary = Summary()
            inner = Frame(
                frame.file, frame.class_name, frame.this, code=id(code), owner=value, summary=summary, outer=frame,
                parent=frame, depth=frame.depth + 1,
            )  # fmt: skip
            self.names[value] = (name, code.parameters)
            self._holes(inner, code.parameters, expected)
            self.block(inner, code.body)
            self.opened[id(code)] = frozenset(summary.open)
        value.open.update(self.opened.get(id(code), ()))
        return (value,)

    # ---- requests --------------------------------------------------------------------------------------------

    def hold(self, name: str, values: Values) -> None:
        """Note that a field or a variable holds something that sends what it is called with."""
        if self._sends(values):
            self.wrappers.add(name)

    def _sends(self, values: Values) -> bool:
        """Tell whether one of the values sends what it is called with; of functions of the app their bodies say so."""
        return sends(values) or any(self._leaves_open(value) for value in values)

    def _leaves_open(self, value: Value) -> bool:
        if isinstance(value, Mapped | Listed):
            inside = value.values if isinstance(value, Listed) else [held for _, held in value.pairs]
            return any(self._sends(held) for held in inside)
        if not isinstance(value, Function) or not isinstance(value.code, ir.Function):
            return False
        frame = value.frame
        this = Instance(frame.this.file, frame.this.name) if isinstance(frame.this, Instance) else frame.this
        return bool(self.summary(frame.file, frame.class_name, value.code, this).open)

    def settle(self, frame: Frame, node: ir.Expression) -> None:
        """Note that a request which was left open is one that is counted elsewhere."""
        emission.settle(self, frame, node)

    def emit(self, frame: Frame, node: ir.Expression, method: str | None, answer: Answer) -> None:
        """Report a request."""
        emission.emit(self, frame, node, method, answer)

    # ---- the rest of the language ------------------------------------------------------------------------------

    def block(self, frame: Frame, statements: Sequence[ir.Statement]) -> bool:
        """Run statements; tell whether they always leave the function."""
        return execution.block(self, frame, statements)

    def evaluate(self, frame: Frame, node: ir.Expression) -> Values:
        """Return the alternatives of an expression's value, and follow the calls in it."""
        return evaluation.evaluate(self, frame, node)

    def name(self, frame: Frame, name: str) -> Values:
        """Return what a bare name means."""
        return evaluation.name_of(self, frame, name)

    def call_member(
        self, frame: Frame, call: ir.Call, receiver: Value, name: str, arguments: Arguments
    ) -> Values:
        """Call a method of whatever stands before the dot."""
        return evaluation.call_member(self, frame, call, receiver, name, arguments)


def _depends(values: Values, owner: object) -> bool:
    """Tell whether a result hangs on the parameters of the function that gives it back."""
    for value in values:
        match value:
            case Hole():
                if value.owner == owner:
                    return True
            case Text(parts):
                if any(isinstance(part, Hole) and part.owner == owner for part in parts):
                    return True
            case Word() | ClassName() | Prefix() | Constant() | Maker():
                continue
            case _:
                return True
    return False
