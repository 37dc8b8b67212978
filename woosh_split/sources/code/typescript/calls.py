"""Calls of the monolith's own functions: which one is meant, and which module answers for what it does."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING

from woosh_split.model.code import SHARED, SharedCall
from woosh_split.sources.code.typescript.program import ClassDecl, External, FunctionDecl
from woosh_split.sources.code.typescript.readings import Readings, Result
from woosh_split.sources.code.typescript.references import ClassValue, Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.running import Running
from woosh_split.sources.code.typescript.scope import Frame, Handed, Scope
from woosh_split.sources.code.typescript.summary import Function, Method
from woosh_split.sources.code.typescript.typevalues import class_parameter
from woosh_split.sources.code.typescript.values import Instance, Text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


class Calls:
    """Finds the function that a call means, and gets it read."""

    def __init__(self, interpreter: Interpreter, running: Running) -> None:
        self._interpreter = interpreter
        self._running = running
        self._readings = Readings(interpreter)
        self._called: set[FunctionDecl] = set()
        self._methods: set[int] = set()
        self._putting: set[int] = set()
        self._takers: dict[int, bool] = {}
        self.run_by_framework: frozenset[tuple[str, int]] = frozenset()
        """Functions, by file and line, that a framework runs with what it hands them: they are read so, and no other way."""
        self.of_shared_code: dict[SharedCall, None] = {}
        """Calls of functions that are charged to no module."""

    def forget(self) -> None:
        """Let go of the results."""
        self._readings.forget()
        self._called.clear()
        self._methods.clear()

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
        for level in chain.levels:
            added = self._interpreter.added.find(level.decl, name, instance)
            if added is not UNKNOWN:
                return added.apply(call, self._interpreter)
        if chain.base is not None:
            self._interpreter.world.method_called(instance, name, call)
            return self._interpreter.world.inherited_call(
                instance, chain.base, list(chain.arguments), name, call, self._interpreter
            )
        self._running.callbacks(call, [])
        for level in chain.levels:
            for method in level.decl.node.methods:
                if method.abstract and method.function.name == name:  # a port whose adapter is read by itself
                    self._interpreter.world.method_called(instance, name, call)
                    return self._interpreter.types.value(
                        method.function.returns, level.decl.file, level.bindings
                    )
        return self._interpreter.world.unknown_call(instance, name, call, self._interpreter)

    def super_method(self, scope: Scope, name: str, call: Call) -> Value:
        """Call ``super.name(...)``, in a method of an instance or a static one."""
        if isinstance(scope.this, ClassValue) and isinstance(scope.owner_class, int):
            return self.static(scope.this.decl, name, call, scope.owner_class + 1)
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
        file_module = self._interpreter.world.file_module(decl.home or decl.file)
        frame = Frame(file_module, decl.name, decl.file, decl.node.line)
        if decl not in self._called and (decl.file, decl.node.line) not in self.run_by_framework:
            with self._interpreter.trail.apart():
                self._running.read(decl.node, None, _scope(decl, frame, {}), frame)

    def entry(self, instance: Instance, index: int, method: Method, module: str = "") -> None:
        """Read a method with nothing known about its parameters, for one of the modules that share its class."""
        frame = Frame(module or self._interpreter.world.module_of(instance.decl) or "", "", "", 0)
        call = Call([], (), 0, (), Scope(instance.decl.file, frame))
        with self._interpreter.trail.entry(_name(instance.decl, method)):
            self._method(instance, index, method, call, entry=True)

    def uncalled(self, method: Method) -> bool:
        """Tell whether nobody was seen to call a method."""
        return id(method) not in self._methods

    def _method(
        self, instance: Instance, index: int, method: Method, call: Call, *, entry: bool = False
    ) -> Value:
        world = self._interpreter.world
        self._methods.add(id(method))
        caller = call.scope.frame
        provider = world.module_of(instance.decl, caller.module)
        name = _name(instance.decl, method)
        chain = self._interpreter.instances.chain(instance.decl, instance.bindings)
        file = chain.levels[index].decl.file
        made_with = instance.matters or any(isinstance(each, Text) for each in instance.args)
        module = provider or self._charged_module(instance.decl.file, method.function, call, made_with)
        self._note_shared(module, name, file, call)
        free = provider is None and not entry

        def read(args: list[Value] | None, handed: Handed) -> Result:
            frame = Frame(
                module, name, file, method.line, caller.ambient, free=free, held=dict(caller.held), handed=handed
            )  # fmt: skip
            world.enter_method(frame, method.decorators, file)
            scope = self._interpreter.instances.scope(instance, index, frame)
            return self._running.read(method.function, args, scope, frame)

        if caller.constructing is not None and call.scope.this is instance and call.args:
            self._put_by_call(instance, index, method, caller.constructing, call.args)
        identity = (instance.key(), index, name, method.kind, module, caller.context, free)
        resolve = self._readings.resolve_made if instance.args else self._readings.resolve
        return resolve(identity, call, read, method.function, free)

    def getter(self, instance: Instance, index: int, method: Method) -> Value:
        """Return what a getter gives."""
        call = self._interpreter.asking()
        if not self._running.frames:
            call.scope.frame.module = self._interpreter.world.module_of(instance.decl) or ""
        return self._method(instance, index, method, call)

    def _put_by_call(
        self, instance: Instance, index: int, method: Method, fields: dict[str, Value], args: list[Value]
    ) -> None:
        """Put what a method that a constructor calls assigns, and those that it calls in its turn, each of them once."""
        outermost = not self._putting
        if id(method) in self._putting:
            return
        self._putting.add(id(method))
        try:
            self.assigned(instance, index, method, fields, args)
        finally:
            if outermost:
                self._putting.clear()

    def assigned(
        self,
        instance: Instance,
        index: int,
        method: Method,
        fields: dict[str, Value],
        args: list[Value] | None = None,
    ) -> None:
        """Put what a method assigns to the fields of ``this`` into ``fields``, without recording what else it does.

        A constructor that calls the method knows its arguments.
        """
        world = self._interpreter.world
        module = world.module_of(instance.decl) or world.file_module(instance.decl.file)
        file = self._interpreter.instances.chain(instance.decl, instance.bindings).levels[index].decl.file
        if file != instance.decl.file:
            self._interpreter.program.fix(
                file, instance.decl.file
            )  # the frame has the one's lines, the other's name
        frame = Frame(module, _name(instance.decl, method), instance.decl.file, method.line)
        frame.constructing = fields
        scope = self._interpreter.instances.scope(instance, index, frame)
        with world.muted(), self._interpreter.trail.apart():
            self._running.read(method.function, args, scope, frame)

    # Free functions and static methods -----------------------------------------------------------------

    def function(self, decl: FunctionDecl, call: Call) -> Value:
        """Call a free function; its accesses are its caller's where that hands it the database."""
        self._called.add(decl)
        caller = call.scope.frame
        module = self._charged_module(decl.home or decl.file, decl.node, call, False)
        self._note_shared(module, decl.name, decl.file, call)

        def read(args: list[Value] | None, handed: Handed) -> Result:
            frame = Frame(
                module,
                decl.name,
                decl.file,
                decl.node.line,
                caller.ambient,
                free=True,
                held=dict(caller.held),
                handed=handed,
            )
            return self._running.read(decl.node, args, _scope(decl, frame, bound), frame)

        bound = self._type_arguments(decl.node, call)
        types = tuple((name, bound[name].key()) for name in sorted(bound))
        identity = (decl, module, caller.context, types)
        return self._readings.resolve(identity, call, read, decl.node, True)

    def _type_arguments(self, function: Function, call: Call) -> dict[str, Value]:
        """Return what the type parameters stand for: what the call names, else the class that it hands in (``entity: Type<T>``)."""
        if not function.type_params:
            return {}
        if call.types:
            return self._interpreter.types.bind(
                function.type_params, call.types, call.scope.file, call.scope.bindings
            )
        bound: dict[str, Value] = {}
        for param, given in zip(function.params, call.args, strict=False):
            name = class_parameter(param.type)
            if name in function.type_params and isinstance(given, ClassValue):
                bound.setdefault(name, Instance(given.decl))
        return bound

    def static(self, decl: ClassDecl, name: str, call: Call, start: int = 0) -> Value:
        """Call a static method; of a class that is no provider it is a free function with a longer name.

        ``start`` is the level of the class's chain from which it is looked for.
        """
        interpreter = self._interpreter
        chain = interpreter.instances.chain(decl)
        found = self.static_method(decl, name, start)
        if found is not None:
            return self._static(decl, found[0], chain.levels[found[0]].decl, found[1], call)
        member = interpreter.instances.static_member(decl, name) if start == 0 else UNKNOWN
        if member is not UNKNOWN:
            return member.apply(call, interpreter)
        self._running.callbacks(call, [])
        if chain.base is not None or chain.levels[-1].decl.node.extends is not None:
            base = chain.base or External("", "")
            return interpreter.world.inherited_static(decl, base, name, call, interpreter)
        return UNKNOWN

    def static_method(self, decl: ClassDecl, name: str, start: int = 0) -> tuple[int, Method] | None:
        """Return a static method with its level in the class's chain, from ``start`` on."""
        for index, level in enumerate(self._interpreter.instances.chain(decl).levels):
            for method in level.decl.node.methods if index >= start else ():
                if method.function.name == name and method.static and method.kind == "method":
                    return index, method
        return None

    def static_getter(self, decl: ClassDecl, index: int, owner: ClassDecl, method: Method) -> Value:
        """Return what a static getter gives."""
        return self._static(decl, index, owner, method, self._interpreter.asking())

    def static_entry(self, decl: ClassDecl, index: int, owner: ClassDecl, method: Method) -> None:
        """Read a static method with nothing known about its parameters."""
        self._static(decl, index, owner, method, Call([], (), 0, (), Scope(decl.file, Frame("", "", "", 0))))

    def _static(self, decl: ClassDecl, index: int, owner: ClassDecl, method: Method, call: Call) -> Value:
        self._methods.add(id(method))
        caller = call.scope.frame
        provider = self._interpreter.world.module_of(decl)
        module = provider or self._charged_module(decl.file, method.function, call, False)
        name = _name(decl, method)
        self._note_shared(module, name, owner.file, call)
        outer = owner.scope if isinstance(owner.scope, Scope) else None

        def read(args: list[Value] | None, handed: Handed) -> Result:
            free = provider is None
            frame = Frame(
                module, name, owner.file, method.line, caller.ambient, free=free, held=dict(caller.held), handed=handed
            )  # fmt: skip
            scope = Scope(owner.file, frame, ClassValue(decl), {}, outer, owner_class=index)
            return self._running.read(method.function, args, scope, frame)

        identity = (decl, "static", index, name, module, caller.context)
        return self._readings.resolve(identity, call, read, method.function, provider is None)

    def _charged_module(self, file: str, function: Function, call: Call, made_with: bool) -> str:
        """Return who is charged for code that no module declares.

        Its caller, where it is handed the database (a repository, a manager), a provider or, as an object, has been made with it or with
        a text, which may be a table's name; else the file's own module, as where the caller is a script of no module.
        """
        handed = made_with or any(map(_is_handed, call.args))
        if not handed:
            handed = self._takes_database(function, file)
        caller = call.scope.frame.module
        if handed and caller and caller != SHARED:
            return caller
        return self._interpreter.world.file_module(file)

    def _note_shared(self, module: str, name: str, file: str, call: Call) -> None:
        """Note a call of a function that is charged to no module: what it does is its callers' in the end."""
        caller = call.scope.frame
        if module == SHARED and caller.function:
            found = SharedCall(caller.module, caller.function, name, file, caller.file, call.line)
            self.of_shared_code[found] = None

    def _takes_database(self, function: Function, file: str) -> bool:
        """Tell whether the type of a parameter says that a caller hands in the database."""
        key = id(function)
        found = self._takers.get(key)
        if found is None:
            types = self._interpreter.types
            found = any(types.value(param.type, file, {}).matters for param in function.params)
            self._takers[key] = found
        return found


def _is_handed(value: Value) -> bool:
    """Tell what works for whoever hands it on: something of the database, or a provider."""
    if isinstance(value, Instance) and value.injected:
        return True
    return value.matters and not isinstance(value, Closure)


def _scope(decl: FunctionDecl, frame: Frame, bound: dict[str, Value]) -> Scope:
    """Return where a free function is read: one that a constant holds sees what stood around it there."""
    outer = decl.scope
    if not isinstance(outer, Scope):
        return Scope(decl.file, frame, bindings=bound, space=decl.name.rpartition(".")[0])
    return Scope(outer.file, frame, outer.this, {**outer.bindings, **bound}, outer, space=outer.space)


def _name(decl: ClassDecl, method: Method) -> str:
    """Return ``Class.method``; a reading and all that it finds have the same text."""
    return intern(f"{decl.name}.{method.function.name}")
