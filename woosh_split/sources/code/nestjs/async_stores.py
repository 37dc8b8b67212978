"""What is kept for whatever a request calls: ``AsyncLocalStorage`` of Node, and the ``ClsService`` of nestjs-cls around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.sources.code.nestjs.transactional import AmbientTransactions
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import Closure, ExternalCall, ExternalInstance
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import each_value, join_values, known_text

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_ASYNC_HOOKS = frozenset({"async_hooks", "node:async_hooks"})
_CLS = "nestjs-cls"
_CLS_SERVICE = "ClsService"
_GIVES_SERVICE = "ClsServiceManager.getClsService"
_SETTERS = frozenset({"set", "setIfUndefined"})


def is_storage(external: External) -> bool:
    """Tell an ``AsyncLocalStorage``, whose type says what it keeps."""
    return external.name == "AsyncLocalStorage" and external.package in _ASYNC_HOOKS


def store_of(external: External, arguments: list[Value]) -> ExternalInstance | None:
    """Return a ``ClsService<Store>`` that knows its store, None for any other type."""
    if external.package != _CLS or external.name != _CLS_SERVICE or not arguments:
        return None
    return ExternalInstance(external, arguments[0])


def called_on_store(
    receiver: ExternalCall | ExternalInstance,
    name: str,
    call: Call,
    interpreter: Interpreter,
    ambient: AmbientTransactions,
) -> Value | None:
    """Follow a call of what keeps things for a request; None for anything else."""
    kept = receiver.label if isinstance(receiver, ExternalInstance) else UNKNOWN
    if is_storage(receiver.external):
        if name in ("run", "enterWith"):
            return ambient.stored(name, call, interpreter)
        return kept if name == "getStore" else UNKNOWN
    if receiver.external.package != _CLS or receiver.external.name not in (_CLS_SERVICE, _GIVES_SERVICE):
        return None
    if name in ("runWith", "enterWith"):
        return ambient.stored(name.replace("runWith", "run"), call, interpreter)
    if name == "run":
        works = [each for arg in call.args for each in each_value(arg) if isinstance(each, Closure)]
        return join_values([interpreter.run_closure(each, []) for each in works])
    if name in _SETTERS:
        ambient.put(call.arg(1), call)
        return UNKNOWN
    if name == "get":
        return _kept_under(kept, call, interpreter)
    return UNKNOWN


def _kept_under(kept: Value, call: Call, interpreter: Interpreter) -> Value:
    """Return what ``get<EntityManager>('manager')`` gives: by what the call says, else by the member of the store's type."""
    if call.types:
        said = interpreter.types.value(call.types[0], call.scope.file, call.scope.bindings)
        if said is not UNKNOWN:
            return said
    key = known_text(call.arg(0))
    if key is None:
        return kept if not call.args else UNKNOWN
    for part in key.split("."):
        kept = kept.get(part, interpreter)
    return kept
