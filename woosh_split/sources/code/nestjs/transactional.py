"""Transactions that nobody hands on: ``@Transactional()`` methods, ``runInTransaction``, what waits for the commit."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.repository import Manager, QueryRunner
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.decorators import read_decorators
from woosh_split.sources.code.typescript.nodes import nodes
from woosh_split.sources.code.typescript.program import (
    ClassDecl,
    ConstantDecl,
    Declaration,
    External,
    FunctionDecl,
    Program,
    dotted,
)
from woosh_split.sources.code.typescript.references import (
    HANDED_ON,
    Closure,
    ExternalInstance,
    ExternalValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.summary import Expr, Param
from woosh_split.sources.code.typescript.values import (
    Items,
    Record,
    each_value,
    held_in,
    join_values,
    known_text,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_DEEPEST = 2
"""So deep in what a storage keeps a manager is looked for: a map in an object holds pairs."""
_DECORATORS = frozenset({"Transactional", "Transaction"})
_OWN = re.compile(r"(Use|With|In|RunIn)?Transaction(al)?")
"""Names of a project's own decorators: what they wrap the method in, or mark it for, is a transaction."""
_PACKAGE = "typeorm-transactional"
_CLS = "@nestjs-cls/transactional"
_OPENING = frozenset({"transaction", "startTransaction", "runInTransaction"})
_OUTSIDE = frozenset({"NOTSUPPORTED", "NEVER"})
_AFTERWARDS = frozenset({"runOnTransactionCommit", "runOnTransactionRollback", "runOnTransactionComplete"})


class AmbientTransactions:
    """Opens the transactions that a function's whole run is in, and joins those that run already."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._propagations: dict[tuple[str, tuple[Expr, ...]], str | None] = {}
        self._put: set[OpenTransaction] = set()

    def enter(self, frame: Frame, decorators: tuple[Expr, ...], file: str, interpreter: Interpreter) -> None:
        """Open the transaction of a ``@Transactional()`` method, or join the one that runs already."""
        if not decorators:
            return
        key = (file, decorators)
        if key not in self._propagations:
            self._propagations[key] = _declared(decorators, file, interpreter)
        propagation = self._propagations[key]
        if propagation is None:
            return
        if propagation in _OUTSIDE:
            frame.ambient = None
        elif propagation == "REQUIRESNEW" or (
            frame.ambient is None and propagation not in ("SUPPORTS", "MANDATORY")
        ):
            frame.ambient = self.session.recorder.open(frame, frame.line)

    def handed_in(
        self, frame: Frame, param: Param, value: Value, file: str, interpreter: Interpreter
    ) -> Value:
        """Open the transaction of a handler that is handed its manager or query runner by a decorator of the project's own.

        Nest injects managers into constructors only. What a handler's parameter gets was left in the request by an
        interceptor, which makes one for each request to have the whole handler in one transaction.
        """
        if param.is_field or not isinstance(value, Manager | QueryRunner):
            return value
        if any(
            each.name.startswith("Inject") for each in read_decorators(param.decorators, file, interpreter)
        ):
            return value
        recorder = self.session.recorder
        opened = recorder.open(frame, frame.line)
        opened.escaped = True  # of a handler that never uses it nothing is said
        recorder.trail.start(opened, frame)
        return type(value)(self.session, opened)

    def join(self, runner: Frame, closure: Closure) -> None:
        """Let a callback's frame join what the function that runs it has open."""
        frame = closure.scope.frame
        if frame.ambient is None:
            frame.ambient = runner.ambient
        put = (runner.ambient,) if runner.ambient in self._put else ()
        for opened in (*runner.held.values(), *put):
            if isinstance(opened, OpenTransaction) and opened.frame is runner:
                opened.own(frame, closure.function.line)
        frame.held = {**frame.held, **runner.held}

    def called(self, external: External, call: Call, interpreter: Interpreter) -> Value | None:
        """Follow a function of a transactional package, None for any other function."""
        if not external.package.startswith(_PACKAGE):
            return None
        if external.name == "runInTransaction":
            return self.run(call, interpreter)
        if external.name in _AFTERWARDS:
            return self.run(call, interpreter, propagation="NOTSUPPORTED")
        return None

    def host(self, external: External, arguments: list[Value]) -> Value | None:
        """Return what ``TransactionHost<TransactionalAdapterTypeOrm>`` stands for, None for any other type."""
        if external.package != _CLS or external.name not in ("TransactionHost", "Transaction"):
            return None
        adapter = arguments[0] if arguments else UNKNOWN
        if isinstance(adapter, ExternalInstance) and "typeorm" not in adapter.external.name.lower():
            return None
        return TransactionHost(self) if external.name == "TransactionHost" else Manager(self.session)

    def stored(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow ``storage.run(manager, work)`` of an ``AsyncLocalStorage``: the work is in the manager's transaction."""
        frame = call.scope.frame
        given = next((found for found in _transactions(call.arg(0), 0)), None)
        before = frame.ambient
        if given is not None:
            given.escaped = True  # of a wrapper whose work nobody knows nothing is said
        if name == "enterWith":
            frame.ambient = given or before
            return UNKNOWN
        inner = Call(call.args[2:], (), call.line, (), call.scope)
        results: list[Value] = []
        try:
            for work in each_value(call.arg(1)):
                if isinstance(work, Closure) and given is not None:
                    Manager(self.session, given).handed_to(
                        work, interpreter.running.callers(work.scope.frame)
                    )
                frame.ambient = given or before
                results.append(work.apply(inner, interpreter))
        finally:
            frame.ambient = before
        return join_values(results)

    def put(self, value: Value, call: Call) -> None:
        """Follow ``cls.set('manager', manager)``: what the function calls from here on is in the manager's transaction."""
        given = next((found for found in _transactions(value, 0)), None)
        if given is not None:
            given.escaped = True  # as with a storage's work
            self._put.add(given)
            call.scope.frame.ambient = given

    def run(self, call: Call, interpreter: Interpreter, *, propagation: str | None = None) -> Value:
        """Run the functions that a call is handed inside a transaction, or outside of any."""
        how = propagation or _propagation(call.args) or "REQUIRED"
        frame = call.scope.frame
        before = frame.ambient
        if how in _OUTSIDE:
            frame.ambient = None
        elif how == "REQUIRESNEW" or before is None:
            frame.ambient = self.session.recorder.open(frame, call.line)
        inner = Call([], (), call.line, (), call.scope)
        trail = self.session.recorder.trail
        try:
            with trail.apart(later=True) if how in _OUTSIDE else nullcontext():
                return join_values(
                    [
                        each.apply(inner, interpreter)
                        for arg in call.args
                        for each in each_value(arg)
                        if isinstance(each, HANDED_ON)
                    ]
                )
        finally:
            frame.ambient = before


@dataclass(frozen=True, slots=True)
class TransactionHost(Value):
    """The provider that hands out the manager of whatever transaction is running."""

    ambient: AmbientTransactions

    def get(self, name: str, interpreter: Interpreter) -> Value:
        """Return ``txHost.tx``."""
        return Manager(self.ambient.session) if name == "tx" else UNKNOWN

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow ``txHost.withTransaction(...)``."""
        outside = "NOTSUPPORTED" if name == "withoutTransaction" else None
        return self.ambient.run(call, interpreter, propagation=outside)

    def key(self) -> Hashable:
        """Return one key: whichever host it is, the function that runs decides."""
        return "transaction-host"


def _transactions(value: Value, depth: int) -> Iterator[OpenTransaction]:
    """Yield the transactions that what a storage keeps belongs to: it is a manager or a runner, or holds one."""
    for each in each_value(value):
        if isinstance(each, Manager | QueryRunner) and each.transaction is not None:
            yield each.transaction
        elif isinstance(each, Record | Items) and depth <= _DEEPEST:
            for inner in held_in(each):
                yield from _transactions(inner, depth + 1)


def _declared(decorators: tuple[Expr, ...], file: str, interpreter: Interpreter) -> str | None:
    for each in read_decorators(decorators, file, interpreter):
        if each.name in _DECORATORS and not each.package.startswith("."):
            return _propagation(list(each.args)) or "REQUIRED"
    for expression in decorators:
        called = expression[0] == "call"
        callee = expression[1] if called else expression
        named_so = _OWN.fullmatch((dotted(callee) or "").rpartition(".")[2])
        declared = interpreter.program.declaration_of(file, callee)
        if isinstance(declared, FunctionDecl | ConstantDecl) and (
            named_so or _opens(declared, interpreter.program)
        ):
            args = interpreter.arguments(expression[2], interpreter.outer_scope(file)) if called else []
            return _propagation(list(args)) or "REQUIRED"
    return None


def _opens(decl: FunctionDecl | ConstantDecl, program: Program) -> bool:
    """Tell a decorator of the project's own that wraps the method in a transaction, whatever it is called.

    It may open it itself, or leave that to a function or to a method of a class that it names.
    """
    found = tuple(nodes(_body(decl)))
    if not any(len(each) == 3 and each[0] == "mem" and each[2] == "value" for each in found):
        return False
    calls = (each for each in found if len(each) == 5 and each[0] == "call")
    return _starts(found) or any(_leads_to_a_start(each[1], decl.file, program) for each in calls)


def _leads_to_a_start(callee: Expr, file: str, program: Program) -> bool:
    declared = program.declaration_of(file, callee) if dotted(callee) is not None else None
    if isinstance(declared, FunctionDecl | ConstantDecl):
        return _starts(nodes(_body(declared)))
    if callee[0] != "mem":
        return False
    named = [each for each in nodes(callee) if len(each) == 2 and each[0] == "id"]
    classes = [program.declaration_of(file, each) for each in named]
    if not any(isinstance(each, ClassDecl) for each in classes):
        classes = _classes_of(file, program)  # `this.uow.complete(...)`: of what class that is a type says
    return any(
        method.function.name == callee[2] and _starts(nodes(method.function.body))
        for each in classes
        if isinstance(each, ClassDecl)
        for method in each.node.methods
    )


def _classes_of(file: str, program: Program) -> list[Declaration | None]:
    """Return the classes that a file declares or imports."""
    summary = program.summary(file)
    if summary is None:
        return []
    names = (*summary.classes, *(each.local for each in summary.imports))
    return [program.lookup(file, name) for name in names]


def _body(decl: FunctionDecl | ConstantDecl) -> object:
    return decl.node.body if isinstance(decl, FunctionDecl) else decl.value


def _starts(found: Iterable[tuple[Any, ...]]) -> bool:
    return any(
        len(each) == 5 and each[0] == "call" and each[1][0] == "mem" and each[1][2] in _OPENING
        for each in found
    )


def _propagation(args: list[Value]) -> str | None:
    """Return how a transaction is joined: packages write it in an option, or among the arguments."""
    for arg in args:
        for each in each_value(arg):
            value = each.fields.get("propagation", UNKNOWN) if isinstance(each, Record) else each
            name = value.external.name.rpartition(".") if isinstance(value, ExternalValue) else None
            if name is not None and name[0].endswith("Propagation"):
                return _plain(name[2])
            if isinstance(each, Record) and known_text(value):
                return _plain(known_text(value) or "")
    return None


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").upper()
