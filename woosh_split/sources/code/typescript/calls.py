"""Calls of the monolith's own functions: read once with nothing known, again where a caller knows more."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.program import ClassDecl, External, FunctionDecl
from woosh_split.sources.code.typescript.references import BoundMethod, ClassValue, Closure, FunctionValue
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.summary import Function, Method, Stmt
from woosh_split.sources.code.typescript.trail import NO_CHANGE, Change, Reached
from woosh_split.sources.code.typescript.values import (
    UNKNOWN,
    Call,
    Instance,
    Items,
    Literal,
    Member,
    Parameter,
    Record,
    Text,
    Value,
    join_values,
    mark_used,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

MAX_CONTEXTS = 200
MAX_NESTED = 2
"""How deep a function that calls itself is followed with what it hands to itself."""


@dataclass(slots=True)
class Result:
    """What reading a function once gave."""

    value: Value
    sensitive: frozenset[int]
    begun: frozenset[Hashable] = frozenset()
    ended: frozenset[Hashable] = frozenset()
    change: Change = NO_CHANGE


Reading = Callable[[list[Value] | None], Result]
"""Reads a function with the given arguments, or with nothing known."""


class Calls:
    """Reads functions for their callers."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._results: dict[Hashable, Result] = {}
        self._reached: dict[Hashable, Reached] = {}
        self._contexts: dict[Hashable, int] = {}
        self._running: set[Hashable] = set()
        self._active: dict[Hashable, int] = {}
        self._closures: dict[int, int] = {}
        self._called: set[FunctionDecl] = set()
        self._takers: dict[int, bool] = {}
        self.frames: list[Frame] = []

    # Methods -------------------------------------------------------------------------------------------

    def method(self, instance: Instance, name: str, call: Call) -> Value:
        """Call a method: the class's own, a field that holds a function, or one of a package's base class."""
        found = self._interpreter.instances.find_method(instance, name)
        if found is not None:
            self._interpreter.world.method_called(instance, name, call)
            return self._method(instance, found[0], found[1], call)
        member = self._interpreter.instances.member(instance, name)
        if member is not UNKNOWN:
            return member.apply(call, self._interpreter)
        chain = self._interpreter.instances.chain(instance.decl, instance.bindings)
        if chain.base is not None:
            self._interpreter.world.method_called(instance, name, call)
            return self._interpreter.world.inherited_call(
                instance, chain.base, list(chain.arguments), name, call, self._interpreter
            )
        self.callbacks(call, [])
        for level in chain.levels:
            for method in level.decl.node.methods:
                if method.abstract and method.function.name == name:  # a port whose adapter is read by itself
                    self._interpreter.world.method_called(instance, name, call)
                    return self._interpreter.types.value(
                        method.function.returns, level.decl.file, level.bindings
                    )
        return self._interpreter.world.unknown_call(instance, name, call, self._interpreter)

    def super_method(self, scope: Scope, name: str, call: Call) -> Value:
        """Call ``super.name(...)``."""
        if not isinstance(scope.this, Instance) or not isinstance(scope.owner_class, int):
            return UNKNOWN
        found = self._interpreter.instances.find_method(scope.this, name, scope.owner_class + 1)
        if found is not None:
            return self._method(scope.this, found[0], found[1], call)
        chain = self._interpreter.instances.chain(scope.this.decl, scope.this.bindings)
        if chain.base is not None:
            return self._interpreter.world.inherited_call(
                scope.this, chain.base, list(chain.arguments), name, call, self._interpreter
            )
        return UNKNOWN

    def function_entry(self, decl: FunctionDecl) -> None:
        """Read a free function that nobody was seen to call, with what the types of its parameters say."""
        file_module = self._interpreter.world.file_module(decl.file)
        frame = Frame(file_module, decl.name, decl.file, decl.node.line)
        if decl not in self._called:
            with self._interpreter.trail.apart():
                self._read(decl.node, None, Scope(decl.file, frame), frame)

    def entry(self, instance: Instance, index: int, method: Method) -> None:
        """Read a method with nothing known about its parameters."""
        frame = Frame(self._interpreter.world.module_of(instance.decl) or "", "", "", 0)
        call = Call([], (), 0, (), Scope(instance.decl.file, frame))
        with self._interpreter.trail.apart():
            self._method(instance, index, method, call, entry=True)

    def _method(
        self, instance: Instance, index: int, method: Method, call: Call, *, entry: bool = False
    ) -> Value:
        world = self._interpreter.world
        provider = world.module_of(instance.decl)
        caller = call.scope.frame
        module = provider or self._charged_module(instance.decl.file, method.function, call, instance.matters)
        name = f"{instance.decl.name}.{method.function.name}"
        chain = self._interpreter.instances.chain(instance.decl, instance.bindings)
        file = chain.levels[index].decl.file
        free = provider is None and not entry

        def read(args: list[Value] | None) -> Result:
            frame = Frame(module, name, file, method.line, caller.ambient, free=free, held=dict(caller.held))
            world.enter_method(frame, method.decorators, file)
            scope = self._interpreter.instances.scope(instance, index, frame)
            return self._read(method.function, args, scope, frame)

        identity = (instance.key(), index, name, method.kind, module, caller.context, free)
        return self._resolve(identity, call, read, method.function, free)

    def getter(self, instance: Instance, index: int, method: Method) -> Value:
        """Return what a getter gives."""
        frame = Frame(self._interpreter.world.module_of(instance.decl) or "", "", "", 0)
        if self.frames:
            frame = self.frames[-1]
        call = Call([], (), 0, (), Scope(instance.decl.file, frame))
        return self._method(instance, index, method, call)

    def assigned(self, instance: Instance, index: int, method: Method, name: str) -> Value:
        """Return what a method assigns to a field of ``this``, without recording what else it does."""
        world = self._interpreter.world
        held: dict[str, Value] = {}
        module = world.module_of(instance.decl) or world.file_module(instance.decl.file)
        frame = Frame(module, f"{instance.decl.name}.{method.function.name}", instance.decl.file, method.line)
        frame.constructing = held
        scope = self._interpreter.instances.scope(instance, index, frame)
        with world.muted(), self._interpreter.trail.apart():
            self._read(method.function, None, scope, frame)
        return held.get(name, UNKNOWN)

    # Free functions and static methods -----------------------------------------------------------------

    def function(self, decl: FunctionDecl, call: Call) -> Value:
        """Call a free function; its accesses are its caller's where that hands it the database."""
        self._called.add(decl)
        caller = call.scope.frame
        module = self._charged_module(decl.file, decl.node, call, False)

        def read(args: list[Value] | None) -> Result:
            frame = Frame(
                module,
                decl.name,
                decl.file,
                decl.node.line,
                caller.ambient,
                free=True,
                held=dict(caller.held),
            )
            scope = Scope(decl.file, frame, bindings=bound)
            return self._read(decl.node, args, scope, frame)

        bound = self._type_arguments(decl.node, call)
        types = tuple((name, bound[name].key()) for name in sorted(bound))
        identity = (decl, module, caller.context, types)
        return self._resolve(identity, call, read, decl.node, True)

    def _type_arguments(self, function: Function, call: Call) -> dict[str, Value]:
        if not function.type_params or not call.types:
            return {}
        return self._interpreter.types.bind(
            function.type_params, call.types, call.scope.file, call.scope.bindings
        )

    def static(self, decl: ClassDecl, name: str, call: Call) -> Value:
        """Call a static method; of a class that is no provider it is a free function with a longer name."""
        interpreter = self._interpreter
        chain = interpreter.instances.chain(decl)
        found = next(
            (
                (level.decl, method)
                for level in chain.levels
                for method in level.decl.node.methods
                if method.function.name == name and method.static and method.kind == "method"
            ),
            None,
        )
        if found is not None:
            return self._static(decl, found[0], found[1], call)
        member = interpreter.instances.static_member(decl, name)
        if member is not UNKNOWN:
            return member.apply(call, interpreter)
        self.callbacks(call, [])
        if chain.base is not None or chain.levels[-1].decl.node.extends is not None:
            base = chain.base or External("", "")
            return interpreter.world.inherited_static(decl, base, name, call, interpreter)
        return UNKNOWN

    def _static(self, decl: ClassDecl, owner: ClassDecl, method: Method, call: Call) -> Value:
        caller = call.scope.frame
        provider = self._interpreter.world.module_of(decl)
        module = provider or self._charged_module(decl.file, method.function, call, False)
        name = f"{decl.name}.{method.function.name}"
        outer = owner.scope if isinstance(owner.scope, Scope) else None

        def read(args: list[Value] | None) -> Result:
            free = provider is None
            frame = Frame(
                module, name, owner.file, method.line, caller.ambient, free=free, held=dict(caller.held)
            )
            scope = Scope(owner.file, frame, ClassValue(decl), {}, outer)
            return self._read(method.function, args, scope, frame)

        identity = (decl, "static", name, module, caller.context)
        return self._resolve(identity, call, read, method.function, provider is None)

    def _charged_module(self, file: str, function: Function, call: Call, made_with: bool) -> str:
        """Return who is charged for code that no module declares.

        Its caller, where it is handed the database (a repository, a manager); else the file's own module.
        """
        handed = made_with or any(arg.matters and not isinstance(arg, Closure) for arg in call.args)
        if not handed:
            handed = self._takes_database(function, file)
        caller = call.scope.frame.module
        return caller if handed and caller else self._interpreter.world.file_module(file)

    def _takes_database(self, function: Function, file: str) -> bool:
        """Tell whether the type of a parameter says that a caller hands in the database."""
        key = id(function)
        found = self._takers.get(key)
        if found is None:
            types = self._interpreter.types
            found = any(types.value(param.type, file, {}).matters for param in function.params)
            self._takers[key] = found
        return found

    # Reading -------------------------------------------------------------------------------------------

    def _resolve(
        self, identity: Hashable, call: Call, read: Reading, function: Function, free: bool
    ) -> Value:
        plain = (identity, None)
        base = self._once(plain, lambda: read(None))
        if base is None:
            self._interpreter.trail.called(self._reached[plain], NO_CHANGE)
            return UNKNOWN
        args = call.args
        for index in base.sensitive:
            mark_used(call.arg(index))
        again = any(arg.matters for arg in args) or any(
            index < len(args) and _informative(args[index]) for index in base.sensitive
        )
        if not again and free and base.sensitive:
            again = any(param.type is not None for param in function.params)
        if not again:
            return self._returned(base, call, plain)
        key = (identity, tuple(arg.key() for arg in args))
        transient = any(arg.transient for arg in args)
        if not transient and key in self._results:
            return self._returned(self._results[key], call, key)
        if self._contexts.get(identity, 0) >= MAX_CONTEXTS:
            return self._returned(base, call, plain)
        if self._active.get(identity, 0) >= MAX_NESTED:
            return self._returned(base, call, plain)
        self._active[identity] = self._active.get(identity, 0) + 1
        try:
            if transient:
                return self._returned(read(args), call, None)
            self._contexts[identity] = self._contexts.get(identity, 0) + 1
            found = self._once(key, lambda: read(args))
            return self._returned(base if found is None else found, call, key)
        finally:
            self._active[identity] -= 1

    def _returned(self, result: Result, call: Call, key: Hashable) -> Value:
        """Return a function's value to its caller, who goes on in the transactions that it began.

        ``key`` is that of the reading, None for one that was made within the caller's.
        """
        if key is not None:
            self._interpreter.trail.called(self._reached[key], result.change)
        frame = call.scope.frame
        frame.ended |= result.ended
        for key in result.begun:
            self._interpreter.world.begun(frame, key, call.line)
        return result.value.returned(call)

    def _once(self, key: Hashable, read: Callable[[], Result]) -> Result | None:
        if key in self._results:
            return self._results[key]
        if key in self._running:
            return None
        self._running.add(key)
        node = self._reached.setdefault(key, Reached())
        trail = self._interpreter.trail
        try:
            with trail.reading(node):
                result: Result = read()
                result.change = trail.state
        finally:
            self._running.discard(key)
        self._results[key] = result
        return result

    def _read(self, function: Function, args: list[Value] | None, scope: Scope, frame: Frame) -> Result:
        self._bind(function, args, scope, frame)
        value = self.body(function.body, scope, frame)
        if value is UNKNOWN and function.returns is not None:
            value = self._interpreter.types.value(function.returns, scope.file, scope.bindings)
        _note_dependence(value, function, frame)
        open_still = frozenset(frame.begun - frame.ended)
        return Result(value, frozenset(frame.sensitive), open_still, frozenset(frame.ended - frame.begun))

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
        return join_values(returns)

    def _pending(self, frame: Frame) -> None:
        """Run the callbacks that nobody has run, and those that they make; none for one of its own kind."""
        makers: list[frozenset[int]] = [frozenset()] * len(frame.pending)
        index = 0
        while index < len(frame.pending):
            closure, made_by = frame.pending[index], makers[index]
            index += 1
            own = id(closure.function)
            if not closure.ran and own not in made_by:
                self.closure(closure, [])
                makers += [made_by | {own}] * (len(frame.pending) - len(makers))

    def finish(self, frame: Frame) -> None:
        """Run what waits for a function's end."""
        for close in frame.closers:
            close()
        frame.closers.clear()
        frame.pending.clear()

    def _bind(self, function: Function, args: list[Value] | None, scope: Scope, frame: Frame) -> None:
        interpreter = self._interpreter
        for index, param in enumerate(function.params):
            value: Value = UNKNOWN
            if args is not None and index < len(args):
                value = Items(list(args[index:])) if param.rest else args[index]
            if value is UNKNOWN or isinstance(value, Parameter | Member):
                typed = interpreter.types.value(param.type, scope.file, scope.bindings)
                if frame.free and args is None and typed.matters:
                    frame.sensitive.add(index)
                    typed = UNKNOWN
                left_out = args is not None and index >= len(args)
                value = typed
                if param.default is not None and (
                    typed is UNKNOWN or left_out or isinstance(typed, ClassValue)
                ):
                    default = interpreter.evaluate(param.default, scope)
                    value = typed if default is UNKNOWN else default
                    if args is None and not isinstance(default, Literal):
                        frame.sensitive.add(index)  # a caller may hand in another text or class
            if value is UNKNOWN:
                value = Parameter(index, frame, param.type)
            interpreter.bind(param.pattern, value, scope)

    # Callbacks -----------------------------------------------------------------------------------------

    def closure(self, closure: Closure, args: list[Value]) -> Value:
        """Run a function expression in the frame where it was written."""
        closure.ran = True  # one that runs already is not left for later: it would only make more of its kind
        key = id(closure.function)
        if self._closures.get(key, 0) >= MAX_NESTED:
            return UNKNOWN
        self._closures[key] = self._closures.get(key, 0) + 1
        interpreter = self._interpreter
        scope = closure.scope.child(weak=True)
        returns: list[Value] = []
        frame = closure.scope.frame
        before = (frame.ambient, frame.held)
        runner = self.frames[-1] if self.frames else frame
        opens = runner.held or (frame.ambient is None and runner.ambient is not None)
        if runner is not frame and opens and frame in self.frames:
            interpreter.world.run_inside(runner, closure)
        try:
            for index, param in enumerate(closure.function.params):
                value = args[index] if index < len(args) else UNKNOWN
                if value is UNKNOWN:
                    value = interpreter.types.value(param.type, scope.file, scope.bindings)
                value.handed_to(closure)
                interpreter.bind(param.pattern, value, scope)
            interpreter.run(closure.function.body, scope, returns)
        finally:
            self._closures[key] -= 1
            frame.ambient, frame.held = before
        return join_values(returns)

    def callbacks(self, call: Call, args: list[Value]) -> list[Value]:
        """Run the functions among a call's arguments, those inside objects and arrays too."""
        results: list[Value] = []
        for arg in call.args:
            self._callback(arg, args, call, results, 0)
        return results

    def _callback(self, arg: Value, args: list[Value], call: Call, results: list[Value], depth: int) -> None:
        if isinstance(arg, Closure):
            results.append(self.closure(arg, args))
        elif isinstance(arg, BoundMethod | FunctionValue):
            inner = Call(list(args), (), call.line, (), call.scope)
            results.append(arg.apply(inner, self._interpreter))
        elif isinstance(arg, Record) and depth < 3:
            for value in arg.fields.values():
                self._callback(value, [], call, results, depth + 1)
        elif isinstance(arg, Items) and depth < 3:
            for value in arg.values:
                self._callback(value, [], call, results, depth + 1)


def _note_dependence(value: Value, function: Function, frame: Frame) -> None:
    """Note that what a function gives depends on its parameters: a text, a class that it makes, a piece of setup."""
    if isinstance(value, ClassValue) and value.decl.scope is not None:
        frame.sensitive.update(range(len(function.params)))
    elif frame.free or isinstance(value, Text):
        mark_used(value)


def _informative(value: Value) -> bool:
    return value is not UNKNOWN and not isinstance(value, Parameter | Member)
