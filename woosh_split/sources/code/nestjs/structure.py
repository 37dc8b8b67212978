"""A world that keeps what packages are called with, for reading modules, routes and the start of an application.

Nothing is charged to anybody here: the interpreter that uses this world is not the one that looks for accesses.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import field

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.configurable import BUILDER, ConfigurableModules
from woosh_split.sources.code.nestjs.marks import asks_for_marks, marked
from woosh_split.sources.code.typeorm.own_naming import inherited_name, named_by
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.parameters import mark_used
from woosh_split.sources.code.typescript.program import ClassDecl, External, NamespaceDecl, Program
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    Closure,
    EnumValue,
    ExternalCall,
    ExternalInstance,
    ExternalValue,
    NamespaceValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Handed
from woosh_split.sources.code.typescript.summary import Expr, Field, Param
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Literal,
    Record,
    Text,
    known_text,
    text_parts,
)

_TOLD_BY_TYPE = frozenset({"ConfigService", "LazyModuleLoader"})
"""Classes of packages whose instances are known by their type alone; of all others the caller knows more."""
_CHAINED = frozenset(
    {
        "setGlobalPrefix", "enableVersioning", "useGlobalGuards", "useGlobalPipes", "useGlobalFilters", "use",
        "useGlobalInterceptors", "useWebSocketAdapter", "enableShutdownHooks", "enableCors", "init", "disable",
        "useStaticAssets", "setBaseViewsDir", "setViewEngine", "useBodyParser", "set", "engine", "listen",
        "connectMicroservice", "startAllMicroservices", "select", "enable", "register",
    }
)  # fmt: skip
_DEFERRED = frozenset({"forwardRef", "lazy"})


@dataclass(frozen=True, slots=True)
class MadeApplication(ExternalCall):
    """An application: an object that is made with it is told from others of its class."""

    matters = True


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of a package's function, of a method of what it made (``receiver``), or of its class (``new``)."""

    external: External
    method: str
    args: tuple[Value, ...]
    receiver: Value
    file: str
    line: int
    new: bool = False

    def arg(self, index: int) -> Value:
        """Return an argument, UNKNOWN where there is none."""
        return self.args[index] if index < len(self.args) else UNKNOWN


@dataclass(frozen=True, slots=True)
class Setting(Value):
    """What ``ConfigService.get`` is asked for: looked up once the modules, and so the configuration, are known."""

    path: str

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return a part of the setting."""
        return Setting(f"{self.path}.{name}")

    def key(self) -> Hashable:
        """Return the path."""
        return self.path


@dataclass(slots=True, eq=False)
class StructureWorld:
    """Calls stay calls, instances remember what they were made with, and configuration gives its defaults."""

    invocations: list[Invocation] = field(default_factory=list)
    _traces: list[list[Value]] = field(default_factory=list)
    _configurable: ConfigurableModules = field(default_factory=ConfigurableModules)
    _silent: int = 0

    def call_external(self, external: External, call: Call, interpreter: Interpreter) -> Value:
        """Keep a call; the language's own functions that hand values on are followed."""
        for arg in call.args:
            mark_used(arg)
        if external.package == "":
            if asks_for_marks(external):
                return marked(call, interpreter)
            known = _language(external.name, call, interpreter)
            if known is not None:
                return known
        named = named_by(external, call)
        if named is not None:
            return named
        if external.name == "mixin" and call.args:
            return call.args[0]
        if external.name.rpartition(".")[2] in _DEFERRED and call.args:
            target = call.args[0]
            return interpreter.run_closure(target, []) if isinstance(target, Closure) else target
        file = call.scope.file
        kind = MadeApplication if external.name.startswith("NestFactory.") else ExternalCall
        made = kind(external, tuple(call.args), call.line, file)
        self.invocations.append(Invocation(external, "", made.args, UNKNOWN, file, call.line))
        for trace in self._traces:
            trace.append(made)
        return made

    def call_on_external(
        self, receiver: ExternalCall | ExternalInstance, name: str, call: Call, interpreter: Interpreter
    ) -> Value:
        """Keep a call of a method; an application's methods that return it do so."""
        for arg in call.args:
            mark_used(arg)
        args, file = tuple(call.args), call.scope.file
        self.invocations.append(Invocation(receiver.external, name, args, receiver, file, call.line))
        owner = receiver.external
        if owner.name == "ConfigService" and name in ("get", "getOrThrow"):
            default = call.arg(1)
            if not isinstance(default, Record) and default is not UNKNOWN:
                return default
            path = known_text(call.arg(0))
            return Setting(path) if path is not None else UNKNOWN
        if owner == BUILDER and isinstance(receiver, ExternalInstance):
            interpreter.program.fix(call.scope.file)  # its lines become names
            return self._configurable.called(receiver, name, call)
        if isinstance(receiver, ExternalCall) and name in _CHAINED:
            return receiver
        if name == "get" and isinstance(call.arg(0), ClassValue | ExternalValue):
            return _made_of(call.arg(0))
        return ExternalCall(External(owner.package, f"{owner.name}.{name}"), args, call.line, file)

    def apply_external(self, receiver: ExternalCall | ExternalInstance, call: Call) -> Value:
        """Note a decorator that is called by hand: ``for (const each of given) each(target, key, descriptor)``."""
        for trace in self._traces:
            if not any(each is receiver for each in trace):
                trace.append(receiver)
        return UNKNOWN

    def member_of_external(self, receiver: ExternalInstance, name: str) -> Value:
        """Return the options of a data source; what else packages hold is not known."""
        if receiver.external.name == "DataSource" and name == "options" and isinstance(receiver.label, Items):
            return receiver.label.values[0] if receiver.label.values else UNKNOWN
        return UNKNOWN

    def construct_external(self, external: External, call: Call, interpreter: Interpreter) -> Value:
        """Return an instance that remembers its arguments."""
        for arg in call.args:
            mark_used(arg)
        args, file = tuple(call.args), call.scope.file
        self.invocations.append(Invocation(external, "", args, UNKNOWN, file, call.line, new=True))
        return ExternalInstance(external, Items(list(args)))

    def instance_of_external(self, external: External, arguments: list[Value]) -> Value:
        """Return an instance where the type is enough: of an application the caller hands in the real one."""
        return ExternalInstance(external) if external.name in _TOLD_BY_TYPE else UNKNOWN

    def inherited_member(
        self, instance: Instance, base: External, arguments: list[Value], name: str
    ) -> Value:
        """Return nothing: what packages hold is not known."""
        return UNKNOWN

    def inherited_call(
        self,
        instance: Instance,
        base: External,
        arguments: list[Value],
        name: str,
        call: Call,
        interpreter: Interpreter,
    ) -> Value:
        """Run the callbacks; what the method does is known of naming strategies alone."""
        interpreter.run_callbacks(call)
        return inherited_name(base, name, call) or UNKNOWN

    def inherited_static(
        self, decl: ClassDecl, base: External, name: str, call: Call, interpreter: Interpreter
    ) -> Value:
        """Return a dynamic module: what an inherited static method of a configurable module gives."""
        return self._configurable.registered(decl, base, name, call, interpreter)

    def inject(
        self, decl: ClassDecl, param: Param, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Leave it to the parameter's type."""
        return None

    def inject_field(
        self, decl: ClassDecl, field: Field, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Leave it to the field's type."""
        return None

    def bound_to_transaction(self, instance: Instance, transaction: object) -> Value:
        """Return the instance: transactions do not matter here."""
        return instance

    @contextmanager
    def tracing(self) -> Iterator[list[Value]]:
        """Collect the calls of packages' functions that are made inside the block."""
        calls: list[Value] = []
        self._traces.append(calls)
        try:
            yield calls
        finally:
            self._traces.pop()

    def statements(self, call: Call, runs: Collection[int] = ()) -> Handed:
        """Return nothing: what modules and routes are made of is no SQL."""
        return ()

    def statement_handed(self, call: Call, index: int) -> None:
        """Let it be: no SQL is looked for."""

    def awaited(self, instance: Instance, name: str, frame: Frame, line: int) -> None:
        """Let it be: no row is loaded."""

    def too_deep(self, frame: Frame, line: int) -> None:
        """Let it be: what modules and routes are made of is never nested so deeply."""

    def too_many_ways(self, frame: Frame, line: int) -> None:
        """Let it be, as above."""

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Forget the calls that are made inside the block."""
        before = len(self.invocations)
        self._silent += 1
        try:
            yield
        finally:
            self._silent -= 1
            del self.invocations[before:]

    @property
    def silent(self) -> bool:
        """Whether calls are forgotten again right now."""
        return self._silent > 0

    def module_of(self, decl: ClassDecl, caller: str = "") -> str | None:
        """Return None: modules are not known yet."""
        return None

    def file_module(self, file: str) -> str:
        """Return nothing: modules are not known yet."""
        return ""

    def method_called(self, instance: Instance, name: str, call: Call) -> None:
        """Note nothing."""

    def enter_method(self, frame: Frame, decorators: tuple[Expr, ...], file: str) -> None:
        """Prepare nothing."""

    def handed_in(self, frame: Frame, param: Param, value: Value, file: str) -> Value:
        """Return what the type says."""
        return value

    def begun(self, frame: Frame, key: Hashable, line: int) -> None:
        """Note nothing."""

    def run_inside(self, runner: Frame, closure: Closure) -> None:
        """Prepare nothing."""

    def tagged(self, tag: Value, text: Value, call: Call, given: Call, interpreter: Interpreter) -> Value:
        """Return the text: a tag that only marks it (``String.raw``, ``gql``) is the usual one."""
        return text

    def unknown_call(self, receiver: Value, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Note nothing."""
        return UNKNOWN

    def telling(self, name: str) -> bool:
        """Tell that a method's name alone always counts: applications are handed around as parameters."""
        return True


def structure_interpreter(program: Program) -> tuple[Interpreter, StructureWorld]:
    """Return an interpreter for modules, routes and starts of applications, and its world."""
    world = StructureWorld()
    return Interpreter(program, world), world


def _made_of(value: Value) -> Value:
    if isinstance(value, ClassValue):
        return Instance(value.decl, (), True)
    assert isinstance(value, ExternalValue)
    return ExternalInstance(value.external)


def _language(name: str, call: Call, interpreter: Interpreter) -> Value | None:
    """Follow functions of the language that hand their argument on; None where it is not one of them."""
    first = call.arg(0)
    if name in ("Object.freeze", "Promise.resolve", "Promise.all", "Array.from", "structuredClone"):
        return first
    if name == "Array.of":
        return Items(list(call.args))
    if name == "Object.assign":
        record = Record({})
        for arg in call.args:
            if isinstance(arg, Record):
                record.fields.update(arg.fields)
                record.open = record.open or arg.open
        return record
    if name in ("Object.values", "Object.keys", "Object.entries"):
        return _members(name, first, interpreter)
    if name == "String":
        return Text(tuple(text_parts(first)))
    if name in ("Number", "parseInt"):
        texts = [known_text(each) for each in (first.values if isinstance(first, Either) else (first,))]
        return next((Literal(text) for text in texts if text is not None and text.isdigit()), UNKNOWN)
    if name in ("require", "import"):
        specifier = known_text(first) or ""
        target = interpreter.program.resolve(call.scope.file, specifier)
        return NamespaceValue(NamespaceDecl(target)) if target else ExternalValue(External(specifier, "*"))
    return None


def _members(name: str, value: Value, interpreter: Interpreter) -> Value | None:
    if isinstance(value, EnumValue):
        names = list(value.decl.members)
        pairs = {each: value.get(each, interpreter) for each in names}
    elif isinstance(value, Record):
        pairs = dict(value.fields)
    elif isinstance(value, NamespaceValue):
        exported = interpreter.program.exported_names(value.decl.file)
        pairs = {each: value.get(each, interpreter) for each in exported}
    else:
        return None
    if name == "Object.keys":
        return Items([Text((each,)) for each in pairs], apart=True)
    if name == "Object.entries":
        return Items([Items([Text((each,)), held]) for each, held in pairs.items()])
    return Items(list(pairs.values()))
