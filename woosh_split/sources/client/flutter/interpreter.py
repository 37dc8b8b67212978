"""Follows the app's code without running it: which values reach which request.

Every function is looked at once for its own sake, with holes for its parameters. A request whose address is known
by then counts where it stands. One that hangs on a parameter makes the function a wrapper: each call of it is
followed again with the real arguments, and the request counts at the call that completes its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from woosh_split.sources.client.flutter import ir, library, objects, requests
from woosh_split.sources.client.flutter.addresses import Answer, Known, Open
from woosh_split.sources.client.flutter.frames import Chain, Frame, OpenSite, Site, Summary
from woosh_split.sources.client.flutter.knowledge import Knowledge, Passed
from woosh_split.sources.client.flutter.project import Project
from woosh_split.sources.client.flutter.rendering import rendered
from woosh_split.sources.client.flutter.values import (
    ClassName,
    Constant,
    Function,
    Hole,
    Instance,
    Listed,
    Mapped,
    Options,
    Prefix,
    Sender,
    Text,
    Value,
    Values,
    Word,
    concatenated,
    joined,
    plain,
    unknown,
)

MOST_DEPTH = 12
"""Calls inside calls that are followed; wrappers of wrappers are rarely deeper than four."""

Arguments = tuple[tuple[str, Values], ...]


class Interpreter:
    """One round over the whole project; ``known`` is what the round before learnt, ``learnt`` what this one does."""

    def __init__(self, project: Project, known: Knowledge, passed: Passed) -> None:
        self.project = project
        self.known = known
        self.learnt = Knowledge()
        self.closed: dict[tuple[Site, str, str], None] = {}
        self.lost: dict[Site, str] = {}
        self.open: dict[tuple[int, Chain], OpenSite] = {}
        self.completed: set[tuple[int, Chain]] = set()
        self.wrappers: set[str] = set()
        self._passed = passed
        self._summaries: dict[tuple[int, int, str], Summary] = {}
        self._names: dict[object, tuple[str, tuple[ir.Parameter, ...]]] = {}
        self._results: dict[object, Values] = {}
        self._tops: dict[tuple[int, str], Values] = {}
        self.busy: set[object] = set()
        self.symbols: dict[tuple[int, str], dict[str, Values]] = {}

    def typed(self, file: int, written: str) -> Instance | Sender | None:
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
        self._names[key] = (code.name, code.parameters)
        frame = Frame(file, class_name, this, code=id(code), owner=key, summary=summary)
        self._holes(frame, code.parameters)
        self.block(frame, code.body or ())
        summary.returns = joined(*frame.returns)
        summary.running = False
        return summary

    def _holes(self, frame: Frame, parameters: tuple[ir.Parameter, ...]) -> None:
        for parameter in parameters:
            hole = Hole(parameter.name, "parameter", frame.owner)
            typed = objects.typed(self, frame.file, parameter.type)
            frame.variables[parameter.name] = (typed if typed is not None else hole,)

    def is_filled(self, hole: Hole) -> bool:
        """Tell whether some call in the project passes a written text for the parameter."""
        name, parameters = self._names.get(hole.owner, ("", ()))
        return self._passed.is_filled(name, parameters, hole.name)

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
            return self._result_by_type(file, code)
        unbound = Instance(this.file, this.name) if isinstance(this, Instance) else this
        summary = self.summary(file, class_name, code, unbound)
        if summary.running:
            return self._result_by_type(file, code)
        bound = isinstance(this, Instance) and this.fields is not None
        allowed = frozenset(chain for chain, site in summary.open.items() if bound or not site.member)
        if not allowed and not bound and not _depends(summary.returns, self._key(code, file, unbound)):
            return summary.returns or self._result_by_type(file, code)
        if not allowed and code.result in _PLAIN_RESULTS:
            return unknown(code.name)
        key = (id(code), this, arguments)
        if not allowed and key in self._results:
            return self._results[key]
        inner = Frame(
            file, class_name, this, code=id(code), parent=frame, call=call, allowed=allowed,
            silent=not allowed, depth=frame.depth + 1,
        )  # fmt: skip
        self.bind(inner, code.parameters, arguments)
        guard = (id(code), this, "run")
        if guard in self.busy:
            return self._result_by_type(file, code)
        self.busy.add(guard)
        self.block(inner, code.body)
        self.busy.discard(guard)
        result = joined(*inner.returns) or self._result_by_type(file, code)
        self._results[key] = result
        return result

    def _key(self, code: ir.Function, file: int, this: Instance | Sender | None) -> object:
        return (id(code), file, f"{this.file}:{this.name}" if isinstance(this, Instance) else "")

    def _result_by_type(self, file: int, code: ir.Function) -> Values:
        typed = objects.typed(self, file, code.result)
        return (typed,) if typed is not None else unknown(code.name)

    def bind(self, frame: Frame, parameters: tuple[ir.Parameter, ...], arguments: Arguments) -> None:
        """Give the parameters their values: arguments, defaults, or null."""
        positional = [values for name, values in arguments if not name]
        named = {name: values for name, values in arguments if name}
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
                self._received(frame, parameter, value) for value in given
            )

    def _received(self, frame: Frame, parameter: ir.Parameter, value: Value) -> Value:
        if isinstance(value, Text) and len(value.parts) == 1 and isinstance(value.parts[0], Hole):
            value = value.parts[0]
        if not isinstance(value, Hole):
            return value
        typed = objects.typed(self, frame.file, parameter.type)
        if typed is not None:
            return typed
        return Hole(value.name, value.kind, value.owner, value.role or parameter.name)

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
        self.bind(inner, code.parameters, arguments)
        self.busy.add(id(value))
        self.block(inner, code.body)
        self.busy.discard(id(value))
        return joined(*inner.returns)

    def _closure(self, frame: Frame, code: ir.Closure, name: str = "") -> Values:
        value = Function(code, frame)
        silent = frame.silent or frame.depth >= MOST_DEPTH
        if not silent:
            summary = Summary()
            inner = Frame(
                frame.file, frame.class_name, frame.this, code=id(code), owner=value, summary=summary, outer=frame,
                parent=frame, depth=frame.depth + 1,
            )  # fmt: skip
            self._names[value] = (name, code.parameters)
            self._holes(inner, code.parameters)
            self.block(inner, code.body)
            value.open.update(summary.open)
        return (value,)

    # ---- requests --------------------------------------------------------------------------------------------

    def emit(self, frame: Frame, node: ir.Expression, method: str | None, answer: Answer) -> None:
        """Report a request: at its own place, or at the call that completed it, or as open to whoever decides."""
        chain: Chain = (id(node),)
        place, at = frame.file, node
        current = frame
        while True:
            if current.silent or (current.allowed is not None and chain not in current.allowed):
                return
            if current.allowed is not None:
                self.completed.add((current.code, chain))
            is_owner = (
                isinstance(answer, Open) and current.owner is not None and answer.hole.owner == current.owner
            )
            if is_owner or current.parent is None:
                break
            if current.call is not None:
                chain, at, place = (id(current.call), *chain), current.call, current.parent.file
            current = current.parent
        site = Site(place, _line(at), rendered(at))
        if isinstance(answer, Known) and method is not None:
            self.closed[site, method, answer.path] = None
            self.completed.add((current.code, chain))
        elif isinstance(answer, Open):
            member = answer.hole.kind == "member"
            found = OpenSite(site, method, answer.fallback, answer.reason, member, answer.hole.owner)
            self.open.setdefault((current.code, chain), found)
            self.wrappers.add(self._names.get(current.owner, ("", ()))[0])
            if current.summary is not None:
                current.summary.open.setdefault(chain, found)
        elif not isinstance(answer, Known):
            self.lost.setdefault(site, answer.reason)

    # ---- statements ------------------------------------------------------------------------------------------

    def block(self, frame: Frame, statements: Sequence[ir.Statement]) -> bool:
        """Run statements; tell whether they always leave the function."""
        ended = False
        for statement in statements:
            ended = self._statement(frame, statement) or ended
        return ended

    def _statement(self, frame: Frame, statement: ir.Statement) -> bool:
        match statement:
            case ir.Let(name, kind, value):
                frame.variables[name] = self._initial(frame, name, kind, value)
            case ir.Do(value):
                self.evaluate(frame, value)
            case ir.Return(value):
                if value is not None:
                    frame.returns.append(self.evaluate(frame, value))
                return True
            case ir.If(condition, yes, no):
                truth = _truth(self.evaluate(frame, condition))
                if truth is not None:
                    return self._branches(frame, [yes if truth else no])
                return self._branches(frame, [yes, no])
            case ir.Switch(subject, cases):
                return self._switch(frame, subject, cases)
        return False

    def _initial(self, frame: Frame, name: str, kind: str, value: ir.Expression | None) -> Values:
        if isinstance(value, ir.Closure):
            return self._closure(frame, value, name)
        found = self.evaluate(frame, value) if value is not None else ()
        if not found or all(isinstance(item, Hole) for item in found):
            typed = objects.typed(self, frame.file, kind)
            if typed is not None:
                return (typed,)
        return found or (Word("null"),)

    def _branches(self, frame: Frame, branches: Sequence[Sequence[ir.Statement]]) -> bool:
        before = frame.variables
        ends: list[dict[str, Values]] = []
        dead: list[dict[str, Values]] = []
        for branch in branches:
            frame.variables = dict(before)
            ended = self.block(frame, branch)
            own = {item.name for item in branch if isinstance(item, ir.Let)}
            after = {k: before[k] if k in own else v for k, v in frame.variables.items() if k in before}
            (dead if ended else ends).append(after)
        frame.variables = {name: joined(*(after[name] for after in ends or dead)) for name in before}
        return not ends

    def _switch(
        self,
        frame: Frame,
        subject: ir.Expression,
        cases: tuple[tuple[tuple[ir.Expression, ...] | None, tuple[ir.Statement, ...]], ...],
    ) -> bool:
        wanted = self.evaluate(frame, subject)
        possible: list[tuple[ir.Statement, ...]] = []
        for labels, body in cases:
            answers = (
                [True] if labels is None else [_same(wanted, self.evaluate(frame, label)) for label in labels]
            )
            if any(answer is not False for answer in answers):
                possible.append(body)
            if any(answer is True for answer in answers):
                return self._branches(frame, possible)
        return self._branches(frame, [*possible, ()])

    # ---- expressions -----------------------------------------------------------------------------------------

    def evaluate(self, frame: Frame, node: ir.Expression) -> Values:
        """Return the alternatives of an expression's value, and follow the calls in it."""
        match node:
            case ir.Text(parts):
                if len(parts) == 1 and isinstance(parts[0], str):
                    return (Text((parts[0],)),)
                return concatenated(
                    (Text((part,)),) if isinstance(part, str) else self.evaluate(frame, part)
                    for part in parts
                )
            case ir.Name(name):
                return self.name(frame, name)
            case ir.Get(target, name):
                return self._get(frame, target, name)
            case ir.Call():
                return self._call(frame, node)
            case ir.Binary(operator, left, right):
                return self._binary(frame, operator, left, right)
            case ir.Choice(condition, yes, no):
                truth = _truth(self.evaluate(frame, condition))
                if truth is not None:
                    return self.evaluate(frame, yes if truth else no)
                return joined(self.evaluate(frame, yes), self.evaluate(frame, no))
            case ir.Assign(target, operator, value):
                return objects.assign(self, frame, target, operator, self.evaluate(frame, value))
            case ir.Cascade(target, sections):
                frame.cascade.append(self.evaluate(frame, target))
                for section in sections:
                    self.evaluate(frame, section)
                return frame.cascade.pop()
            case ir.Closure():
                return self._closure(frame, node)
            case ir.Cases(subject, cases):
                return self._cases(frame, subject, cases)
            case ir.Items(values):
                return (Listed(tuple(self._items(frame, values))),)
            case ir.Spread(value):
                return self.evaluate(frame, value)
            case ir.Pairs(pairs):
                return (Mapped(tuple((self.evaluate(frame, k), self.evaluate(frame, v)) for k, v in pairs)),)
            case ir.Index(target, key):
                return self._index(frame, target, key)
            case ir.Several(values):
                for value in values:
                    self.evaluate(frame, value)
        return unknown()

    def _items(self, frame: Frame, values: Iterable[ir.Expression]) -> Iterator[Values]:
        for value in values:
            found = self.evaluate(frame, value)
            if isinstance(value, ir.Spread) and len(found) == 1 and isinstance(found[0], Listed):
                yield from found[0].values
            else:
                yield found

    def name(self, frame: Frame, name: str) -> Values:
        """Return what a bare name means: a variable, a member of the class, a declaration of the file, a library."""
        if name in ("true", "false", "null"):
            return (Word(name),)
        if name in ("this", "super"):
            return (frame.this,) if frame.this is not None else unknown(name)
        if name == "..":
            return frame.cascade[-1] if frame.cascade else unknown()
        scope: Frame | None = frame
        while scope is not None:
            if name in scope.variables:
                return scope.variables[name]
            scope = scope.outer
        if frame.class_name:
            found = objects.own_member(self, frame, name)
            if found is not None:
                return found
        return self.top(frame.file, name)

    def top(self, file: int, name: str, prefix: str = "") -> Values:
        """Return what a name means at the top level of a file."""
        found = self.project.find(file, name, prefix)
        if found is None:
            if prefix:
                return (ClassName(name),)
            uri = self.project.prefix(file, name)
            if uri is not None:
                return (Prefix(name, uri),)
            return (ClassName(name),) if name[:1].isupper() else library.provided(self, file, name)
        place, entries = found
        key = (place, name)
        if key in self._tops:
            return self._tops[key]
        if key in self.busy:
            return unknown(name)
        self.busy.add(key)
        values = self._declared(place, name, entries)
        self.busy.discard(key)
        self._tops[key] = values
        return values

    def _declared(self, place: int, name: str, entries: Iterable[object]) -> Values:
        for entry in entries:
            if isinstance(entry, ir.Class):
                return (ClassName(name, place),)
            if isinstance(entry, ir.Function) and entry.kind == "getter":
                return self.invoke(Frame(place, silent=True), ir.Name(name), (place, "", entry), None, ())
            if isinstance(entry, ir.Function) and entry.kind == "function":
                return (Function(entry, Frame(place)),)
            if isinstance(entry, ir.Variable):
                return objects.variable(self, Frame(place, silent=True), (place, ""), entry)
        return unknown(name)

    def _get(self, frame: Frame, target: ir.Expression, name: str) -> Values:
        if isinstance(target, ir.Name) and target.name == "widget" and frame.class_name:
            widget = objects.widget(self, frame)
            if widget is not None:
                return objects.member(self, frame, widget, name)
        receivers = self.evaluate(frame, target)
        return joined(*(self._member(frame, receiver, name) for receiver in receivers))

    def _member(self, frame: Frame, receiver: Value, name: str) -> Values:
        match receiver:
            case Prefix(prefix):
                return self.top(frame.file, name, prefix)
            case Instance() | ClassName():
                return objects.member(self, frame, receiver, name)
            case _:
                return library.attribute(receiver, name)

    def _call(self, frame: Frame, call: ir.Call) -> Values:
        function = call.function
        arguments = tuple((item.name, self.evaluate(frame, item.value)) for item in call.arguments)
        if isinstance(function, ir.Get):
            if isinstance(function.target, ir.Name) and function.target.name == "super":
                return objects.call_super(self, frame, call, function.name, arguments)
            if isinstance(function.target, ir.Name) and library.write(self, frame, function, arguments):
                return unknown()
            receivers = self.evaluate(frame, function.target)
            return joined(
                *(self.call_member(frame, call, item, function.name, arguments) for item in receivers)
            )
        if isinstance(function, ir.Name):
            own = objects.call_own(self, frame, call, function.name, arguments)
            if own is not None:
                return own
        values = self.evaluate(frame, function)
        return joined(*(self._call_value(frame, call, value, arguments) for value in values))

    def _call_value(self, frame: Frame, call: ir.Call, value: Value, arguments: Arguments) -> Values:
        match value:
            case Function():
                return self.call_function(frame, call, value, arguments)
            case ClassName():
                return objects.construct(self, frame, call, value, "", arguments)
            case Instance():
                return self.call_member(frame, call, value, "call", arguments)
            case Hole(name) if requests.is_bare(self, frame, name):
                return requests.send(self, frame, call, Sender("http"), name, arguments) or unknown(name)
            case Hole(name):
                return library.by_type(self, frame, call, arguments) or unknown(name)
        return library.by_type(self, frame, call, arguments) or unknown()

    def call_member(
        self, frame: Frame, call: ir.Call, receiver: Value, name: str, arguments: Arguments
    ) -> Values:
        """Call a method of whatever stands before the dot."""
        match receiver:
            case Prefix(prefix, uri):
                if requests.is_http(uri) and name in requests.HTTP_VERBS:
                    return requests.send(self, frame, call, Sender("http"), name, arguments) or unknown(name)
                found = self.top(frame.file, name, prefix)
                return joined(*(self._call_value(frame, call, value, arguments) for value in found))
            case ClassName():
                return objects.call_static(self, frame, call, receiver, name, arguments)
            case Instance():
                return objects.call_method(self, frame, call, receiver, name, arguments)
            case Sender():
                sent = requests.send(self, frame, call, receiver, name, arguments)
                return (
                    sent
                    if sent is not None
                    else objects.call_extension(self, frame, call, receiver, name, arguments)
                )
            case Function() if name == "call":
                return self.call_function(frame, call, receiver, arguments)
        return library.call(self, frame, call, receiver, name, arguments)

    def _binary(self, frame: Frame, operator: str, left: ir.Expression, right: ir.Expression) -> Values:
        first = self.evaluate(frame, left)
        second = self.evaluate(frame, right)
        if operator == "+":
            return concatenated([first, second])
        if operator == "??":
            present = tuple(value for value in first if not isinstance(value, Hole | Word))
            if (
                not present
                and objects.says_little(second)
                and any(isinstance(value, Hole) for value in first)
            ):
                return tuple(value for value in first if isinstance(value, Hole))
            if any(isinstance(value, Hole) for value in second) and not present:
                return joined((value for value in first if isinstance(value, Hole)), second)
            return joined(present, second) if len(present) < len(first) else present
        if operator in ("==", "!="):
            same = _same(first, second)
            return unknown() if same is None else (Word("true" if same is (operator == "==") else "false"),)
        truths = (_truth(first), _truth(second))
        decisive = operator == "||"
        if decisive in truths:
            return (Word(str(decisive).lower()),)
        return unknown() if None in truths else (Word(str(not decisive).lower()),)

    def _cases(
        self,
        frame: Frame,
        subject: ir.Expression,
        cases: tuple[tuple[ir.Expression | None, ir.Expression], ...],
    ) -> Values:
        wanted = self.evaluate(frame, subject)
        found: list[Values] = []
        for label, result in cases:
            answer = True if label is None else _same(wanted, self.evaluate(frame, label))
            if answer is not False:
                found.append(self.evaluate(frame, result))
            if answer is True:
                break
        return joined(*found)

    def _index(self, frame: Frame, target: ir.Expression, key: ir.Expression) -> Values:
        receivers = self.evaluate(frame, target)
        wanted = self.evaluate(frame, key)
        found: list[Values] = []
        for receiver in receivers:
            match receiver:
                case Listed(values):
                    at = plain(wanted[0]) if len(wanted) == 1 else None
                    inside = at is not None and at.isdigit() and int(at) < len(values)
                    found.append(values[int(at)] if inside and at is not None else joined(*values))
                case Mapped(pairs):
                    sames = [(v, _same(wanted, k)) for k, v in pairs]
                    exact = [v for v, same in sames if same]
                    found.append(joined(*(exact or [v for v, same in sames if same is None])))
                case Hole(_, "setting") as hole:
                    found.append((hole,))
                case _:
                    text = plain(wanted[0]) if len(wanted) == 1 else None
                    found.append(unknown(text or ""))
        return joined(*found) or unknown()


_PLAIN_RESULTS = frozenset(
    {
        "void", "int", "double", "num", "bool", "Widget", "DateTime", "Future<void>", "Future<bool>", "Future<int>",
        "Future<http.Response>", "Future<Response>", "List<Widget>",
    }
)  # fmt: skip


def _line(node: ir.Expression) -> int:
    return node.line if isinstance(node, ir.Call | ir.Closure) else 1


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
            case Word() | ClassName() | Prefix() | Constant():
                continue
            case _:
                return True
    return False


def _truth(values: Values) -> bool | None:
    known = {value.name for value in values if isinstance(value, Word)}
    if len(values) == 1 and known == {"true"}:
        return True
    return False if len(values) == 1 and known == {"false"} else None


def _same(first: Values, second: Values) -> bool | None:
    """Tell whether two values are surely the same (True), surely not (False), or maybe (None)."""
    if len(first) != 1 or len(second) != 1:
        if first and second and all(_same((a,), (b,)) is False for a in first for b in second):
            return False
        return None
    a, b = first[0], second[0]
    if isinstance(a, Hole) or isinstance(b, Hole):
        return None
    texts = plain(a), plain(b)
    if texts[0] is not None and texts[1] is not None:
        return texts[0] == texts[1]
    if isinstance(a, Word) and isinstance(b, Word | Text | Instance | Sender | Options):
        return a == b
    if isinstance(b, Word) and isinstance(a, Text | Instance | Sender | Options):
        return False
    names = objects.constant_name(a), objects.constant_name(b)
    return names[0] == names[1] if names[0] and names[1] else None
