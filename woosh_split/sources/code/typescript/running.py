"""Running what a function is made of: its parameters, its body, the callbacks that nobody has run yet."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.choices import choose
from woosh_split.sources.code.typescript.keyed import place_of
from woosh_split.sources.code.typescript.parameters import Member, Parameter, mark_used
from woosh_split.sources.code.typescript.readings import MAX_NESTED, Result
from woosh_split.sources.code.typescript.references import ClassValue, Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import ENTITY, KEY, Frame, Scope
from woosh_split.sources.code.typescript.shapes import Shape
from woosh_split.sources.code.typescript.summary import LEAVES, Function, Param, Stmt
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Literal,
    Record,
    Text,
    join_values,
)
from woosh_split.sources.code.typescript.ways import Ways

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_HOLDS_TEXT = (Text, Either, Record, Items)


class Running:
    """Runs bodies and callbacks; ``frames`` are the functions in the middle of being run, outermost first."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._closures: dict[int, int] = {}
        self.frames: list[Frame] = []
        self._bound: dict[int, Function] = {}
        self._ways = Ways()
        self.lent: set[int] = set()
        """Functions that are made methods of something else: where they were written nobody calls them."""

    def read(self, function: Function, args: list[Value] | None, scope: Scope, frame: Frame) -> Result:
        """Read a function with the given arguments, or with nothing known about them."""
        self._bind(function, args, scope, frame)
        value = self.body(function.body, scope, frame)
        if function.returns is not None:
            types = self._interpreter.types
            value = types.told(value, function.returns, scope.file, scope.bindings)
        _note_dependence(value, function, frame)
        begun, ended = frame.begun, frame.ended
        if begun and ended:
            begun, ended = begun - ended, ended - begun
        return Result(
            value, frame.sensitive, begun, ended, frame.runs, frame.fills, frame.picks, place_of(frame),
            frame=frame,
        )  # fmt: skip

    def body(self, statements: tuple[Stmt, ...], scope: Scope, frame: Frame) -> Value:
        """Run a body, then whatever callbacks nobody has run, then what waits for the function's end."""
        returns: list[Value] = []
        trail = self._interpreter.trail
        before = trail.state
        self.frames.append(frame)
        try:
            self._interpreter.run(statements, scope, returns)
            after = trail.state
            if frame.pending:
                trail.back_to(before)
                self._pending(frame)
                trail.back_to(after)
            self.finish(frame)
            trail.end(frame)
        finally:
            self.frames.pop()
        if not returns and statements[-1:] == (LEAVES,):
            return Literal(None)  # it throws, or gives nothing
        return choose(returns)

    def _pending(self, frame: Frame) -> None:
        """Run the callbacks that nobody has run, and those that they make; none for one of its own kind."""
        makers: list[frozenset[int]] = [frozenset()] * len(frame.pending)
        index = 0
        while index < len(frame.pending):
            closure, made_by = frame.pending[index], makers[index]
            index += 1
            own = id(closure.function)
            if own in self.lent:
                continue
            if closure.decl is not None:
                self._interpreter.calls.function_entry(closure.decl)
            elif not closure.ran and own not in made_by and not _waits(closure):
                self.closure(closure, [])
            makers += [made_by | {own}] * (len(frame.pending) - len(makers))

    def bound(self, function: Function) -> Function:
        """Return a method of which it is known what ``this`` is: what its type says of that is less."""
        if function.this is None:
            return function
        return self._bound.setdefault(id(function), function._replace(this=None))

    def finish(self, frame: Frame) -> None:
        """Run what waits for a function's end."""
        for close in frame.closers:
            close()
        frame.closers.clear()
        frame.pending.clear()

    def _bind(self, function: Function, args: list[Value] | None, scope: Scope, frame: Frame) -> None:
        interpreter = self._interpreter
        if function.this is not None and scope.this is UNKNOWN:
            self._say_this(function, scope)
        for index, param in enumerate(function.params):
            value: Value = UNKNOWN
            if args is not None and index < len(args):
                value = Items(list(args[index:])) if param.rest else args[index]
            if value is UNKNOWN or isinstance(value, Parameter | Member):
                typed = interpreter.types.value(param.type, scope.file, scope.bindings)
                if frame.free and args is None and typed.matters:
                    frame.sensitive |= {index}
                    typed = UNKNOWN
                if args is None and param.decorators and typed.matters:
                    typed = interpreter.world.handed_in(frame, param, typed, scope.file)
                if args is None:
                    typed = self._asking(typed, index, frame)
                left_out = args is not None and index >= len(args)
                value = typed
                if param.default is not None and (
                    typed is UNKNOWN or left_out or isinstance(typed, ClassValue)
                ):
                    default = interpreter.evaluate(param.default, scope)
                    value = typed if default is UNKNOWN else default
                    if args is None and not isinstance(default, Literal):
                        frame.sensitive |= {index}  # a caller may hand in another text or class
            if value is UNKNOWN and interpreter.composing and args is not None and index >= len(args):
                value = Items([]) if param.rest else Literal(None)
            elif value is UNKNOWN:
                if args is not None and index >= len(args):
                    frame.left_out |= {index}
                value = Parameter(index, frame, param.type, self._texts(param, scope))
            elif args is None and param.default is not None and isinstance(value, Text):
                value = join_values([value, self._texts(param, scope)])
            interpreter.bind(param.pattern, value, scope)

    def _asking(self, typed: Value, index: int, frame: Frame) -> Value:
        """Return what a parameter's type says; what is not written there of its methods, a caller knows.

        A method of an interface or of an abstract class gives what the class that a caller hands in makes of it.
        """
        if isinstance(typed, Instance) and self._interpreter.instances.is_open(typed):
            frame.sensitive |= {index}
        elif isinstance(typed, Record) and any(isinstance(each, Shape) for each in typed.spread):
            asker = Parameter(index, frame)
            spread = [
                replace(each, asker=asker) if isinstance(each, Shape) else each for each in typed.spread
            ]
            return Record(typed.fields, typed.open, spread, typed.others, typed.maker)
        return typed

    def _say_this(self, function: Function, scope: Scope) -> None:
        typed = self._interpreter.types.value(function.this, scope.file, scope.bindings)
        scope.this = scope.this if typed is UNKNOWN else typed

    def _texts(self, param: Param, scope: Scope) -> Value:
        return self._interpreter.types.texts(param.type, scope.file) if param.type is not None else UNKNOWN

    def frame_of(self, call: Call) -> Frame:
        """Return the function that is being run, that of a call where none is."""
        return self.frames[-1] if self.frames else call.scope.frame

    def worn(self, step: Hashable, frame: Frame, line: int, *, enough: bool = False) -> bool:
        """Tell whether a step was gone to often ``enough`` or on too many ways of the function that is at work, and say so."""
        worn = enough or self._ways.worn(step, self.frames)
        if worn:
            self._interpreter.world.too_many_ways(frame, line)
        return worn

    def callers(self, frame: Frame) -> list[Frame]:
        """Return the functions whose calls led to one that is being run, none of another one."""
        return self.frames[: self.frames.index(frame)] if frame in self.frames else []

    # Callbacks -----------------------------------------------------------------------------------------

    def called(self, closure: Closure, call: Call) -> Value:
        """Run a function expression that code calls; statements that another function hands to it are that function's.

        ``work({ query: (sql) => runner.query(sql) })``: the object runs what it is handed, wherever it is handed on to.
        """
        frame = closure.scope.frame
        if frame is call.scope.frame or not any(isinstance(arg, _HOLDS_TEXT) for arg in call.args):
            return self.closure(closure, call.args)
        handed = self._interpreter.world.statements(call)
        before = frame.handed
        frame.handed += tuple(each for each in handed if not each[0].startswith((ENTITY, KEY)))
        try:
            return self.closure(closure, call.args)
        finally:
            frame.handed = before

    def closure(self, closure: Closure, args: list[Value]) -> Value:
        """Run a function expression in the frame where it was written."""
        closure.ran = True  # one that runs already is not left for later: it would only make more of its kind
        key = id(closure.function)
        if self._closures.get(key, 0) >= MAX_NESTED or self.worn(
            key, closure.scope.frame, closure.function.line
        ):
            return UNKNOWN
        self._closures[key] = self._closures.get(key, 0) + 1
        interpreter = self._interpreter
        scope = closure.scope.child(weak=True)
        if closure.function.this is not None:
            self._say_this(closure.function, scope)
        returns: list[Value] = []
        frame = closure.scope.frame
        before = (frame.ambient, frame.held)
        runner = self.frames[-1] if self.frames else frame
        opens = runner.held or (frame.ambient is None and runner.ambient is not None)
        kept = frame.constructing is not None  # in a field: it works inside of whichever method runs it
        if runner is not frame and opens and (kept or frame in self.frames):
            interpreter.world.run_inside(runner, closure)
        try:
            for index, param in enumerate(closure.function.params):
                value = args[index] if index < len(args) else UNKNOWN
                if value is UNKNOWN:
                    value = interpreter.types.value(param.type, scope.file, scope.bindings)
                if value is UNKNOWN and param.default is not None:
                    value = interpreter.evaluate(param.default, scope)
                if frame in self.frames:  # who wrote the callback is at work: the callback is part of that
                    value.handed_to(closure, self.callers(frame))
                interpreter.bind(param.pattern, value, scope)
            interpreter.run(closure.function.body, scope, returns)
        finally:
            self._closures[key] -= 1
            frame.ambient, frame.held = before
        value = choose(returns)
        type_ = closure.function.returns
        return value if type_ is None else interpreter.types.told(value, type_, scope.file, scope.bindings)

    def callbacks(self, call: Call, args: list[Value]) -> list[Value]:
        """Run the functions among a call's arguments, those inside objects and arrays too."""
        results: list[Value] = []
        for arg in call.args:
            self._callback(arg, args, call, results, 0)
        return results

    def _callback(self, arg: Value, args: list[Value], call: Call, results: list[Value], depth: int) -> None:
        if isinstance(arg, Closure) and arg.decl is None:
            if not _waits(arg):
                results.append(self.closure(arg, args))
        elif arg.is_function or isinstance(arg, Closure):
            inner = Call(list(args), (), call.line, (), call.scope)
            results.append(arg.apply(inner, self._interpreter))
        elif isinstance(arg, Record) and depth < 3:
            for value in tuple(arg.fields.values()):  # what is run may put more into it
                of_another = isinstance(value, Closure) and value.function.this is not None
                if not of_another:
                    self._callback(value, [], call, results, depth + 1)
        elif isinstance(arg, Items) and depth < 3:
            for value in arg.values:
                self._callback(value, [], call, results, depth + 1)


def _waits(closure: Closure) -> bool:
    """Tell a method that says what its ``this`` is, of a function that depends on its caller: only he knows who runs it."""
    frame = closure.scope.frame
    return closure.function.this is not None and frame.free and bool(frame.sensitive)


def _note_dependence(value: Value, function: Function, frame: Frame) -> None:
    """Note that what a function gives depends on its parameters: a text, a class that it makes, a piece of setup."""
    if isinstance(value, ClassValue) and value.decl.scope is not None:
        frame.sensitive |= frozenset(range(len(function.params)))
    elif frame.free or isinstance(value, Text):
        mark_used(value)
