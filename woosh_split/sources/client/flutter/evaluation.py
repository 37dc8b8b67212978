"""Evaluates expressions: every alternative of their value, following the calls in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import (
    assignment,
    calling,
    extending,
    ir,
    library,
    objects,
    requests,
)
from woosh_split.sources.client.flutter.addresses import Open
from woosh_split.sources.client.flutter.comparing import same, truth_of
from woosh_split.sources.client.flutter.forms import NOTHING
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    MOST_ALTERNATIVES,
    MOST_ELEMENTS,
    ClassName,
    Family,
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
    Verb,
    Word,
    concatenated,
    joined,
    plain,
    split_origin,
    unknown,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Arguments, Interpreter


def evaluate(it: Interpreter, frame: Frame, node: ir.Expression) -> Values:
    """Return the alternatives of an expression's value, and follow the calls in it."""
    match node:
        case ir.Text(parts):
            if len(parts) == 1 and isinstance(parts[0], str):
                return (Text((parts[0],)),)
            return concatenated(
                (Text((part,)),) if isinstance(part, str) else evaluate(it, frame, part) for part in parts
            )
        case ir.Name(name):
            return name_of(it, frame, name)
        case ir.Get(target, name):
            return _get(it, frame, target, name)
        case ir.Call():
            return _call(it, frame, node)
        case ir.Binary(operator, left, right):
            return _binary(it, frame, operator, left, right)
        case ir.Choice(condition, yes, no):
            truth = truth_of(evaluate(it, frame, condition))
            if truth is not None:
                return evaluate(it, frame, yes if truth else no)
            return joined(evaluate(it, frame, yes), evaluate(it, frame, no))
        case ir.Assign(target, operator, value):
            return assignment.assign(it, frame, target, operator, evaluate(it, frame, value))
        case ir.Cascade(target, sections):
            return assignment.cascade(it, frame, target, sections)
        case ir.Closure():
            return it.closure(frame, node)
        case ir.Cases(subject, cases):
            return _cases(it, frame, subject, cases)
        case ir.Items(values):
            return _lists(it, frame, values)
        case ir.Spread(value):
            return evaluate(it, frame, value)
        case ir.Pairs(pairs):
            return (Mapped(tuple((evaluate(it, frame, k), evaluate(it, frame, v)) for k, v in pairs)),)
        case ir.Index(target, key):
            return _index(it, frame, target, key)
        case ir.Several(values):
            for value in values:
                evaluate(it, frame, value)
    return unknown()


def _lists(it: Interpreter, frame: Frame, values: Iterable[ir.Expression]) -> Values:
    """Return a list, several where one of several is spread into it."""
    ways: list[tuple[Values, ...]] = [()]
    for value in values:
        spread = _spread(it, frame, value)
        longest = max(map(len, ways)) + max(map(len, spread))
        if len(ways) * len(spread) <= MOST_ALTERNATIVES and longest <= MOST_ELEMENTS:
            ways = [(*way, *more) for way in ways for more in spread]
        else:
            ways = [(*way, (Hole("", many=True),)) for way in ways]
    return tuple(dict.fromkeys(map(Listed, ways)))


def _spread(it: Interpreter, frame: Frame, value: ir.Expression) -> list[tuple[Values, ...]]:
    """Return what an element adds to a list, in every way that it may."""
    if isinstance(value, ir.Choice):  # `if (tail != null) tail`: what is not there leaves no gap
        truth = truth_of(evaluate(it, frame, value.condition))
        if truth is not None or value.no == NOTHING:
            chosen = value.no if truth is False else value.yes
            return [()] if chosen == NOTHING else _spread(it, frame, chosen)
    found = evaluate(it, frame, value)
    if not isinstance(value, ir.Spread):
        return [(found,)]
    lists = [each.values for each in found if isinstance(each, Listed)]
    if lists and len(lists) == len(found):
        return lists
    return [(tuple(replace(each, many=True) if isinstance(each, Hole) else each for each in found),)]


def name_of(it: Interpreter, frame: Frame, name: str) -> Values:
    """Return what a bare name means: a variable, a member of the class, a declaration of the file, a library."""
    if name in ("true", "false", "null"):
        return (Word(name),)
    if name == "..":
        return frame.cascade[-1] if frame.cascade else unknown()
    if (scope := frame.holding(name)) is not None:
        return scope.variables[name]
    if name in ("this", "super"):
        return (frame.this,) if frame.this is not None else unknown(name)
    if frame.class_name or isinstance(frame.this, Instance):  # an extension may have no name
        found = objects.own_member(it, frame, name)
        if found is not None:
            return found
    return top(it, frame.file, name)


def top(it: Interpreter, file: int, name: str, prefix: str = "") -> Values:
    """Return what a name means at the top level of a file."""
    found = it.project.find(file, name, prefix)
    if found is None:
        if prefix:
            return (ClassName(name),)
        uri = it.project.prefix(file, name)
        if uri is not None:
            return (Prefix(name, uri),)
        is_class = name[:1].isupper() or name.startswith("_$") or name == "dotenv"
        return (ClassName(name),) if is_class else library.provided(it, file, name)
    place, entries = found
    key = (place, name)
    if key in it.tops:
        return it.tops[key]
    if key in it.busy:
        it.cuts += 1
        return unknown(name)
    it.busy.add(key)
    values = _declared(it, place, name, entries)
    it.busy.discard(key)
    it.tops[key] = values
    return values


def _declared(it: Interpreter, place: int, name: str, entries: Iterable[object]) -> Values:
    for entry in entries:
        if isinstance(entry, ir.Class):
            return (ClassName(name, place),)
        if isinstance(entry, ir.Function) and entry.kind == "getter":
            return it.invoke(Frame(place, silent=True), ir.Name(name), (place, "", entry), None, ())
        if isinstance(entry, ir.Function) and entry.kind == "function":
            return (Function(entry, Frame(place)),)
        if isinstance(entry, ir.Variable):
            return objects.variable(it, Frame(place, silent=True), (place, ""), entry)
    return unknown(name)


def _get(it: Interpreter, frame: Frame, target: ir.Expression, name: str) -> Values:
    if isinstance(target, ir.Name) and target.name == "widget" and frame.class_name:
        widget = objects.widget(it, frame)
        if widget is not None:
            return objects.member(it, frame, widget, name)
    receivers = evaluate(it, frame, target)
    return joined(*(_member(it, frame, receiver, name) for receiver in receivers))


def _member(it: Interpreter, frame: Frame, receiver: Value, name: str) -> Values:
    match receiver:
        case Prefix(prefix, uri):
            if requests.is_http(uri) and name in requests.HTTP_VERBS:
                return (Verb(Sender("http"), name),)
            return top(it, frame.file, name, prefix)
        case Instance() | ClassName():
            return objects.member(it, frame, receiver, name)
        case Hole() if (added := extending.extended(it, frame, name)) is not None:
            return added
        case _:
            added = extending.extend(it, frame, ir.Name(name), receiver, name)
            return added if added is not None else library.attribute(receiver, name)


def _call(it: Interpreter, frame: Frame, call: ir.Call) -> Values:
    function = call.function
    arguments = tuple(_arguments(it, frame, call))
    if isinstance(function, ir.Get):
        if isinstance(function.target, ir.Name) and function.target.name == "super":
            return calling.call_super(it, frame, call, function.name, arguments)
        if isinstance(function.target, ir.Name) and library.write(it, frame, function, arguments):
            return unknown()
        receivers = evaluate(it, frame, function.target)
        return joined(*(it.call_member(frame, call, item, function.name, arguments) for item in receivers))
    if isinstance(function, ir.Name):
        own = calling.call_own(it, frame, call, function.name, arguments)
        if own is not None:
            return own
    values = evaluate(it, frame, function)
    return joined(*(_call_value(it, frame, call, value, arguments) for value in values))


def _arguments(it: Interpreter, frame: Frame, call: ir.Call) -> Iterator[tuple[str, Values]]:
    """Evaluate the arguments; of a closure's parameters the function that it is handed to may say the types."""
    called = call.function.name if isinstance(call.function, ir.Name | ir.Get) else ""
    place = 0
    for item in call.arguments:
        if isinstance(item.value, ir.Closure) and called:
            expected = it.project.callback(called, item.name or str(place))
            yield item.name, it.closure(frame, item.value, expected=expected)
        else:
            yield item.name, evaluate(it, frame, item.value)
        place += not item.name


def _call_value(it: Interpreter, frame: Frame, call: ir.Call, value: Value, arguments: Arguments) -> Values:
    match value:
        case Function():
            it.settle(frame, call)
            return it.call_function(frame, call, value, arguments)
        case ClassName():
            return calling.construct(it, frame, call, value, "", arguments)
        case Instance():
            return it.call_member(frame, call, value, "call", arguments)
        case Maker(file, result):
            made = it.typed(file, result)
            return (made,) if made is not None else unknown()
        case Hole("compute") if len(arguments) > 1 and arguments[0][1]:
            given = arguments[0][1]
            return joined(*(_call_value(it, frame, call, each, arguments[1:2]) for each in given))
        case Verb(sender, name):
            return requests.send(it, frame, call, sender, name, arguments) or unknown(name)
        case Hole(name) if requests.is_bare(it, frame, name):
            return requests.send(it, frame, call, Sender("http"), name, arguments) or unknown(name)
        case Family(maker):
            return it.call_function(frame, call, maker, (("", unknown("ref")), *arguments))
        case Hole(name, kind):
            if (read := library.read_of(it, frame, call, name, arguments)) is not None:
                return read
            if kind == "parameter" and arguments and requests.is_address(arguments[0]):
                it.emit(frame, call, None, Open(value, None, ""))
            return library.by_type(it, frame, call, arguments) or unknown(name)
    return library.by_type(it, frame, call, arguments) or unknown()


def call_member(
    it: Interpreter, frame: Frame, call: ir.Call, receiver: Value, name: str, arguments: Arguments
) -> Values:
    """Call a method of whatever stands before the dot."""
    match receiver:
        case Prefix(prefix, uri):
            if requests.is_http(uri) and name in requests.HTTP_VERBS:
                return requests.send(it, frame, call, Sender("http"), name, arguments) or unknown(name)
            found = top(it, frame.file, name, prefix)
            return joined(*(_call_value(it, frame, call, value, arguments) for value in found))
        case ClassName("Function", -1) if name == "apply" and len(arguments) > 1:
            listed = arguments[1][1]
            given = listed[0].values if len(listed) == 1 and isinstance(listed[0], Listed) else ()
            handed = tuple(("", values) for values in given)
            return joined(*(_call_value(it, frame, call, value, handed) for value in arguments[0][1]))
        case ClassName():
            return calling.call_static(it, frame, call, receiver, name, arguments)
        case Instance():
            return calling.call_method(it, frame, call, receiver, name, arguments)
        case Sender():
            sent = requests.send(it, frame, call, receiver, name, arguments)
            return (
                sent
                if sent is not None
                else calling.call_extension(it, frame, call, receiver, name, arguments)
            )
        case Function() | Maker() | Verb() if name == "call":
            return _call_value(it, frame, call, receiver, arguments)
    added = extending.extend(it, frame, call, receiver, name, arguments)
    return added if added is not None else library.call(it, frame, call, receiver, name, arguments)


def _binary(
    it: Interpreter, frame: Frame, operator: str, left: ir.Expression, right: ir.Expression
) -> Values:
    first = evaluate(it, frame, left)
    second = evaluate(it, frame, right)
    if operator == "+":
        return concatenated([first, second])
    if operator == "-":
        return _difference(first, second)
    if operator == "??":
        present = tuple(value for value in first if not isinstance(value, Hole | Word))
        if all(isinstance(value, Sender) and not value.bases for value in present) and any(
            isinstance(value, Sender) and value.bases for value in second
        ):
            return second  # of the client that may be handed over nothing is known but its type
        if not present and objects.says_little(second) and any(isinstance(value, Hole) for value in first):
            return tuple(value for value in first if isinstance(value, Hole))
        for value in first if any(_is_address(value) for value in second) else ():
            if isinstance(value, Hole) and value.kind == "member":
                it.relevance.ask(value.name, value.owner)  # whoever makes the object may say otherwise
        if any(isinstance(value, Hole) for value in second) and not present:
            return joined(tuple(value for value in first if isinstance(value, Hole)), second)
        return joined(present, second) if len(present) < len(first) else present
    if operator in ("==", "!="):
        equal = same(first, second)
        if equal is False and _is_empty_at_first(it, frame, left, right):
            return unknown()
        return unknown() if equal is None else (Word("true" if equal is (operator == "==") else "false"),)
    truths = (truth_of(first), truth_of(second))
    decisive = operator == "||"
    if decisive in truths:
        return (Word(str(decisive).lower()),)
    return unknown() if None in truths else (Word(str(not decisive).lower()),)


def _difference(first: Values, second: Values) -> Values:
    numbers = [plain(values[0]) or "" if len(values) == 1 else "" for values in (first, second)]
    if not all(number.isdecimal() for number in numbers):
        return unknown()
    return (Text((str(int(numbers[0]) - int(numbers[1])),)),)


def _is_address(value: Value) -> bool:
    return isinstance(value, Text) and bool(split_origin(value)[0].parts)


def _is_empty_at_first(it: Interpreter, frame: Frame, left: ir.Expression, right: ir.Expression) -> bool:
    """Tell whether a shared variable is compared with null: what it holds later says nothing of the first time."""
    if right != ir.Name("null") or not isinstance(left, ir.Name):
        return False
    if frame.holding(left.name) is not None:
        return False
    for _, item in it.project.lineage(frame.file, frame.class_name) if frame.class_name else ():
        for entry in item.fields:
            if entry.name == left.name:
                return not entry.fixed
    found = it.project.find(frame.file, left.name)
    return found is not None and any(isinstance(entry, ir.Variable) and not entry.fixed for entry in found[1])


def _cases(
    it: Interpreter,
    frame: Frame,
    subject: ir.Expression,
    cases: tuple[tuple[ir.Expression | None, ir.Expression], ...],
) -> Values:
    wanted = evaluate(it, frame, subject)
    found: list[Values] = []
    for label, result in cases:
        answer = True if label is None else same(wanted, evaluate(it, frame, label))
        if answer is not False:
            found.append(evaluate(it, frame, result))
        if answer is True:
            break
    return joined(*found)


def _index(it: Interpreter, frame: Frame, target: ir.Expression, key: ir.Expression) -> Values:
    receivers = evaluate(it, frame, target)
    wanted = evaluate(it, frame, key)
    found: list[Values] = []
    for receiver in receivers:
        match receiver:
            case Listed(values):
                at = plain(wanted[0]) if len(wanted) == 1 else None
                inside = at is not None and at.isdigit() and int(at) < len(values)
                found.append(values[int(at)] if inside and at is not None else joined(*values))
            case Mapped(pairs):
                sames = [(v, same(wanted, k)) for k, v in pairs]
                exact = [v for v, same in sames if same]
                found.append(joined(*(exact or [v for v, same in sames if same is None])))
            case Hole(_, "setting") as hole:
                found.append((hole,))
            case _:
                text = plain(wanted[0]) if len(wanted) == 1 else None
                found.append(unknown(text or ""))
    return joined(*found) or unknown()
