"""NestJS's side of the interpreter: injection, provider calls, events, jobs, ambient transactions."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from woosh_split.sources.code.nestjs.async_stores import called_on_store, is_storage, store_of
from woosh_split.sources.code.nestjs.crud_routes import service_method
from woosh_split.sources.code.nestjs.emissions import Emissions
from woosh_split.sources.code.nestjs.injection import Injection, Wiring, asks_for_provider, is_application
from woosh_split.sources.code.nestjs.lazy_modules import LOADER
from woosh_split.sources.code.nestjs.marks import asks_for_marks, leaves_marks, marked
from woosh_split.sources.code.nestjs.messages import AGGREGATE, EMITTERS, is_emitter, narrows
from woosh_split.sources.code.nestjs.network import NetworkCalls, is_client, member_of_client
from woosh_split.sources.code.nestjs.own_bus import OwnBus
from woosh_split.sources.code.nestjs.provider_calls import ProviderCalls
from woosh_split.sources.code.nestjs.schedules import is_scheduling
from woosh_split.sources.code.nestjs.signed_tokens import SignedTokens
from woosh_split.sources.code.nestjs.sql_files import SqlFiles
from woosh_split.sources.code.nestjs.timers import Timers
from woosh_split.sources.code.nestjs.tokens import TYPEORM_TOKENS
from woosh_split.sources.code.nestjs.transactional import AmbientTransactions
from woosh_split.sources.code.typeorm import externals, handed_sql, methods, packages
from woosh_split.sources.code.typeorm.lazy_relations import load_lazily
from woosh_split.sources.code.typeorm.raw_sql import run_raw
from woosh_split.sources.code.typeorm.receivers import of_unknown, runs_statements, takes_entity
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.repository import Manager, Repository, repositories
from woosh_split.sources.code.typeorm.services import call_service, is_service
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_tag import SqlTag
from woosh_split.sources.code.typeorm.sql_texts import may_run
from woosh_split.sources.code.typescript import observables
from woosh_split.sources.code.typescript.class_transformer import transformed
from woosh_split.sources.code.typescript.language import call_global, call_util, construct_global
from woosh_split.sources.code.typescript.lodash import COLLECTIONS, of_collections
from woosh_split.sources.code.typescript.mappings import CONTAINERS, made
from woosh_split.sources.code.typescript.parameters import Member, Parameter, mark_used
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import (
    Closure,
    ExternalCall,
    ExternalInstance,
    ExternalValue,
    NamespaceValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Handed
from woosh_split.sources.code.typescript.summary import Expr, Field, Param
from woosh_split.sources.code.typescript.templates import put_together
from woosh_split.sources.code.typescript.trail import LATER
from woosh_split.sources.code.typescript.values import Instance, Items

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter


class NestWorld:
    """Gives Nest's and TypeORM's names their meaning, and collects what the code does with them."""

    def __init__(
        self,
        session: Session,
        wiring: Wiring,
        sql_files: SqlFiles,
        with_made_handlers: frozenset[ClassDecl] = frozenset(),
    ) -> None:
        self.session = session
        self._sql_files = sql_files
        self._with_made_handlers = with_made_handlers
        self.wiring = wiring
        self.provider_calls = ProviderCalls(wiring)
        self.emissions = Emissions(session.recorder)
        self.bus = OwnBus()
        self.timers = Timers(session)
        self.tokens = SignedTokens()
        self._traced: list[list[Value]] = []
        self._injection = Injection(session, wiring, self.instance_of_external)
        self._ambient = AmbientTransactions(session)
        self._network = NetworkCalls(session.recorder.trail)
        self.interpreter: Interpreter

    # Packages ------------------------------------------------------------------------------------------

    def call_external(self, external: External, call: Call, interpreter: Interpreter) -> Value:
        """Call a function of a package or a global of the language."""
        known = externals.called(self.session, external, call, interpreter)
        if known is not None:
            return known
        self._network.called(external, call.scope.frame, call.line)
        self.tokens.called(external, "", call)
        later = external.name.rpartition(".")[2] in LATER and not external.package.startswith("typeorm")
        if later or is_scheduling(external):
            with self.session.recorder.trail.apart(later=True):
                return self._called(external, call, interpreter)
        return self._called(external, call, interpreter)

    def _called(self, external: External, call: Call, interpreter: Interpreter) -> Value:
        if external.package == "" and not leaves_marks(external):
            if asks_for_marks(external):
                return marked(call, interpreter)
            if external.name == "setInterval":
                self.timers.interval(call)
            return call_global(external.name, call, interpreter)
        joined = self._ambient.called(external, call, interpreter)
        if joined is not None:
            return joined
        if external.name == "forwardRef" and isinstance(call.arg(0), Closure):
            return interpreter.run_closure(call.arg(0), [])  # type: ignore[arg-type]
        if external.name in TYPEORM_TOKENS:
            return ExternalCall(external, tuple(call.args), call.line, call.scope.file)
        if external.package in ("util", "node:util"):
            text = call_util(external.name.rpartition(".")[2], call)
            if text is not None:
                return text
        read = self._sql_files.text(external, call, interpreter)
        if read is not None:
            return read
        if external.package.partition("/")[0] in COLLECTIONS:
            return of_collections(external, call, interpreter)
        emitted = observables.called(external, call, interpreter)
        if emitted is not None:
            return emitted
        handed = packages.handed_over(self.session, external, call)
        interpreter.run_callbacks(call)
        if handed is not None:
            return handed
        if external.name == "mixin":
            return call.arg(0)
        if external.package == "class-transformer":
            return transformed(external.name, call)
        result = ExternalCall(external, tuple(call.args), call.line, call.scope.file)
        self.timers.called(external, call, result)
        for calls in self._traced:
            calls.append(result)
        return result

    def call_on_external(
        self, receiver: ExternalCall | ExternalInstance, name: str, call: Call, interpreter: Interpreter
    ) -> Value:
        """Call a method of something that a package made."""
        package, kind = receiver.external.package, receiver.external.name
        self._network.called_on(receiver, name, call.scope.frame, call.line)
        self.tokens.called(receiver.external, name, call)
        stored = called_on_store(receiver, name, call, interpreter, self._ambient)
        if stored is not None:
            return stored
        if asks_for_provider(receiver.external, name):
            return self._injection.value(call.scope.frame.module, call.arg(0)) or UNKNOWN
        if kind == LOADER and name == "load":
            return ExternalInstance(External(package, "ModuleRef"))
        if kind == "SchedulerRegistry" and name in ("addCronJob", "addInterval"):
            self.timers.registered(call.arg(1), call)
            return UNKNOWN
        if kind == "EventPublisher" and name in ("mergeObjectContext", "mergeClassContext"):
            return call.arg(0)
        if narrows(receiver.external, name) or (name == "select" and is_application(receiver.external)):
            return receiver
        if kind in EMITTERS:
            self.emissions.sent(receiver, name, call)
            if kind in ("EventEmitter2", "EventEmitter") and not self.session.recorder.silent:
                self.bus.called("", name, call)
            return UNKNOWN
        if name in methods.RAW and handed_sql.hands_sql(call):
            return run_raw(self.session, call, None)
        if package and may_run(name) and (name in methods.RAW or runs_statements(call.callee)):
            mark_used(call.arg(0))
            if handed_sql.hands_statement(call):
                return run_raw(self.session, call, None)
        return UNKNOWN

    def member_of_external(self, receiver: ExternalInstance, name: str) -> Value:
        """Return a member of an instance of a package's class."""
        if narrows(receiver.external, name):
            return receiver
        client = member_of_client(receiver, name)
        return externals.member_of(self.session, receiver, name) if client is None else client

    def apply_external(self, receiver: ExternalCall | ExternalInstance, call: Call) -> Value:
        """Call something that a package made, as a function: a client that sends."""
        self._network.called_on(receiver, "", call.scope.frame, call.line)
        return UNKNOWN

    def construct_external(self, external: External, call: Call, interpreter: Interpreter) -> Value:
        """Return what ``new X(...)`` makes of a package's class."""
        known = externals.constructed(self.session, external, call)
        if known is not None:
            return known
        if external.package == "" and external.name in CONTAINERS:
            return made(external.name, call, interpreter)
        if external.package == "" and external.name in ("Promise", "Proxy"):
            return construct_global(external.name, call, interpreter)
        if external.name == "Brackets" or external.name == "NotBrackets":
            # Its callback is run by the condition that it is handed to, with that query's builder.
            return Items([each for each in call.args if isinstance(each, Closure)], True)
        interpreter.run_callbacks(call)
        label = call.arg(0)
        if is_storage(external) and call.types:
            label = interpreter.types.value(call.types[0], call.scope.file, call.scope.bindings)
        result = ExternalInstance(external, label)
        self.timers.made(external, call, result)
        return result

    def instance_of_external(self, external: External, arguments: list[Value]) -> Value:
        """Return the value of something whose type is a package's class."""
        known = externals.typed_value(self.session, external, arguments)
        if known is None:
            known = self._ambient.host(external, arguments) or store_of(external, arguments)
        return ExternalInstance(external) if known is None else known

    # Inherited from packages ---------------------------------------------------------------------------

    def inherited_member(
        self, instance: Instance, base: External, arguments: list[Value], name: str
    ) -> Value:
        """Return a member that a class inherits from a package's class."""
        own = externals.own_value(self.session, instance, base, arguments, self.interpreter)
        if own is None:
            return member_of_client(ExternalInstance(base), name) or UNKNOWN
        return externals.inherited_member(own, name, base, self.interpreter)

    def inherited_call(
        self,
        instance: Instance,
        base: External,
        arguments: list[Value],
        name: str,
        call: Call,
        interpreter: Interpreter,
    ) -> Value:
        """Call a method that a class inherits from a package's class."""
        own = externals.own_value(self.session, instance, base, arguments, interpreter)
        if own is None and (is_client(base) or base == AGGREGATE or is_emitter(base)):
            return ExternalInstance(base).invoke(name, call, interpreter)
        if own is None:
            interpreter.run_callbacks(call)
            return self.unknown_call(instance, name, call, interpreter)
        if isinstance(own, Repository) and is_service(base):
            return call_service(own, base, name, call, interpreter)
        if base.name == "BaseEntity":
            handed = Call([instance, *call.args], call.exprs, call.line, (), call.scope, call.callee)
            return own.invoke(name, handed, interpreter)
        return own.invoke(name, call, interpreter)

    def inherited_static(
        self, decl: ClassDecl, base: External, name: str, call: Call, interpreter: Interpreter
    ) -> Value:
        """Call a static method of the active-record base class."""
        if base.package != "typeorm" or base.name != "BaseEntity":
            return UNKNOWN
        entity = self.session.entities.of(decl)
        if entity is None:
            return UNKNOWN
        repository = Repository(self.session, entity)
        return repository if name == "getRepository" else repository.invoke(name, call, interpreter)

    def bound_to_transaction(self, instance: Instance, transaction: object) -> Value:
        """Return a custom repository as a transaction's manager sees it."""
        if isinstance(transaction, OpenTransaction):
            manager = Manager(self.session, transaction)
            return Instance(instance.decl, instance.bindings, instance.injected, (manager,))
        return instance

    # Injection -----------------------------------------------------------------------------------------

    def inject(
        self, decl: ClassDecl, param: Param, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Return what Nest hands to a constructor's parameter, None where its type says it."""
        return self._injection.parameter(decl, param, interpreter, concrete)

    def inject_field(
        self, decl: ClassDecl, field: Field, interpreter: Interpreter, concrete: ClassDecl
    ) -> Value | None:
        """Return what Nest puts into a decorated field, None for any other field."""
        return self._injection.field(decl, field, interpreter, concrete)

    def module_of(self, decl: ClassDecl, caller: str = "") -> str | None:
        """Return the module that declares a provider or controller: of several the caller's."""
        return self.wiring.module_of(decl, caller)

    def file_module(self, file: str) -> str:
        """Return the module that a file belongs to."""
        return self.wiring.file_module(file)

    def statements(self, call: Call, runs: Collection[int] = ()) -> Handed:
        """Return the SQL statements among the arguments of a call, each with where it was handed in first."""
        return handed_sql.statements(self.session, call, runs)

    def statement_handed(self, call: Call, index: int) -> None:
        """Note a call that hands a statement to a method that runs it, where nobody knows the text."""
        handed_sql.statement_handed(self.session, call, index)

    def method_called(self, instance: Instance, name: str, call: Call) -> None:
        """Note a call of an injected provider, and one of what may be a bus."""
        if self.session.recorder.silent:
            return
        self.bus.called(instance.decl.name, name, call)
        if instance.injected and call.scope.frame.function:
            self.provider_calls.note(instance, name, call, self.interpreter)

    def awaited(self, instance: Instance, name: str, frame: Frame, line: int) -> None:
        """Note that a relation is waited for, which is read then."""
        load_lazily(self.session, instance, name, frame, line)

    # Transactions --------------------------------------------------------------------------------------

    def enter_method(self, frame: Frame, decorators: tuple[Expr, ...], file: str) -> None:
        """Open the transaction of a ``@Transactional()`` method, or join the one that runs already."""
        self._ambient.enter(frame, decorators, file, self.interpreter)

    def handed_in(self, frame: Frame, param: Param, value: Value, file: str) -> Value:
        """Open the transaction whose manager or query runner an interceptor left for a handler's parameter."""
        return self._ambient.handed_in(frame, param, value, file, self.interpreter)

    def begun(self, frame: Frame, key: Hashable, line: int) -> None:
        """Open the caller's transaction: a function that it called began one on a kept query runner."""
        self.session.recorder.begin(frame, key, line)

    def run_inside(self, runner: Frame, closure: Closure) -> None:
        """Let a callback join the transactions of the function that runs it."""
        self._ambient.join(runner, closure)

    # The rest ------------------------------------------------------------------------------------------

    def tagged(self, tag: Value, text: Value, call: Call, given: Call, interpreter: Interpreter) -> Value:
        """Return the template's text: a tag of our own is called, one of a package is taken to keep the text.

        The tag of TypeORM runs it.
        """
        if isinstance(tag, SqlTag):
            return run_raw(tag.session, call, tag.transaction)
        if tag is UNKNOWN or isinstance(tag, ExternalValue):
            return text
        result = put_together(tag.apply(given, interpreter), given, interpreter)
        return result if result is not UNKNOWN and not isinstance(result, Parameter) else text

    def unknown_call(self, receiver: Value, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Note a call that may mean the database although its receiver is not known."""
        if name in methods.RAW:
            if handed_sql.hands_sql(call):
                return run_raw(self.session, call, None)
            if isinstance(receiver, Parameter | Member) and name == "query":
                mark_used(receiver)
            return UNKNOWN
        if isinstance(receiver, Instance) and receiver.decl in self._with_made_handlers:
            made = service_method(name)  # `this.base.getManyBase(request)` of a method that overrides it
            if made is not None:
                service = interpreter.instances.member(receiver, "service")
                return service.invoke(made, call, interpreter)
        ours = receiver is UNKNOWN or isinstance(receiver, NamespaceValue)
        if ours and may_run(name) and handed_sql.hands_statement(call):
            return run_raw(self.session, call, None)
        known = not isinstance(receiver, Parameter | Member)
        if name in ("getRepository", "getTreeRepository") and known and self.session.entities_of(call.arg(0)):
            return repositories(self.session, None, call)  # nobody else gives one of an entity
        if receiver is UNKNOWN and takes_entity(self.session, name, call):
            return Manager(self.session).invoke(name, call, interpreter)
        return of_unknown(self.session, receiver, name, call, interpreter)

    def telling(self, name: str) -> bool:
        """Tell whether a method's name says that the database may be meant."""
        return (
            name in methods.TELLING or name in methods.COMMON or name in methods.RAW or name in methods.MAKES
        )

    @contextmanager
    def tracing(self) -> Iterator[list[Value]]:
        """Collect the calls of packages' functions inside the block."""
        calls: list[Value] = []
        self._traced.append(calls)
        try:
            yield calls
        finally:
            self._traced.pop()

    def too_deep(self, frame: Frame, line: int) -> None:
        """Say that a call is not followed any further."""
        reason = "the calls are nested too deeply to be followed; each function is read by itself"
        self.session.recorder.unresolved(frame, line, "depth", frame.function, reason)

    def too_many_ways(self, frame: Frame, line: int) -> None:
        """Say that a call is followed no more; what it calls is known as it is read by itself."""
        reason = "more ways lead to this call than are followed; what only the others hand over is not known"
        self.session.recorder.lost(frame, line, "ways", "depth", frame.function, reason)

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Record nothing inside the block."""
        with self.session.recorder.muted():
            yield

    @property
    def silent(self) -> bool:
        """Whether nothing is recorded right now."""
        return self.session.recorder.silent
