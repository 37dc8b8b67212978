"""Observables of RxJS: as with a promise, one is worth what it emits.

What an array emits, and a promise of one, cannot be told apart here, so ``from(rows)`` may emit the rows or each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import Closure, ExternalCall, ExternalInstance
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.values import Instance, Items, Record, each_value, join_values

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_PACKAGES = frozenset({"rxjs", "rxjs/operators"})
_SAME = frozenset({"firstValueFrom", "lastValueFrom"})
_ALL = frozenset({"forkJoin", "combineLatest", "zip"})
_ANY = frozenset({"of", "concat", "merge", "race", "iif", "scheduled"})
_MAPS = frozenset(
    {"map", "switchMap", "mergeMap", "concatMap", "exhaustMap", "flatMap", "expand", "mapTo", "switchMapTo"}
)
_WATCHES = frozenset(
    {
        "tap", "filter", "finalize", "take", "takeWhile", "takeUntil", "skip", "skipWhile", "first", "last", "single", "delay",
        "debounceTime", "throttleTime", "retry", "retryWhen", "repeat", "share", "shareReplay", "distinct", "find",
        "distinctUntilChanged", "timeout", "defaultIfEmpty", "startWith", "endWith", "throwIfEmpty", "delayWhen", "observeOn", "do",
    }
)  # fmt: skip
_GATHERS = frozenset({"toArray", "bufferCount", "bufferTime", "buffer", "pairwise"})
_FOLDS = frozenset({"reduce", "scan", "mergeScan", "switchScan"})
OBSERVED = frozenset({"pipe", "subscribe", "toPromise"})
"""Methods of observables."""
_OPERATORS = _MAPS | _WATCHES | _GATHERS | _FOLDS | {"catchError", "withLatestFrom"}


def called(external: External, call: Call, interpreter: Interpreter) -> Value | None:
    """Follow a function of RxJS; None for any other, and for those that say nothing of what is emitted.

    An operator's callbacks wait for what it is piped behind.
    """
    if external.package not in _PACKAGES:
        return None
    name = external.name.rpartition(".")[2]
    if name in _OPERATORS:
        return ExternalCall(external, tuple(call.args), call.line, call.scope.file)
    if name == "defer":
        return join_values(interpreter.run_callbacks(call))
    if name in _SAME:
        return call.arg(0)
    if name == "from":
        return _each_or_all(call.arg(0))
    if name in _ANY:
        return join_values(call.args)
    if name in _ALL:
        given = call.arg(0)
        return given if len(call.args) == 1 and isinstance(given, Record | Items) else Items(list(call.args))
    return None


def observed(receiver: Value, name: str, call: Call, interpreter: Interpreter) -> Value | None:
    """Follow ``pipe``, ``subscribe`` and ``toPromise`` of what may be an observable; None of anything else."""
    if name == "pipe" and any(map(_is_operator, call.args)):
        emitted = receiver
        for operator in call.args:
            emitted = _behind(operator, emitted, call, interpreter)
        return emitted
    if receiver is UNKNOWN or isinstance(receiver, ExternalInstance | ExternalCall):
        return None
    if isinstance(receiver, Instance) and interpreter.instances.find_method(receiver, name) is not None:
        return None
    if name == "toPromise" and not call.args:
        return receiver
    if name == "subscribe" and any(isinstance(each, Closure | Record) for each in call.args[:1]):
        _run(call.args, [receiver], call, interpreter)
        return UNKNOWN
    return None


def _is_operator(value: Value) -> bool:
    return isinstance(value, ExternalCall) and value.external.package in _PACKAGES


def _behind(operator: Value, emitted: Value, call: Call, interpreter: Interpreter) -> Value:
    """Return what is emitted behind an operator."""
    if not isinstance(operator, ExternalCall):
        return operator.apply(replace(call, args=[emitted], exprs=()), interpreter)
    name = operator.external.name.rpartition(".")[2]
    given = operator.args
    if name in _FOLDS:
        start = given[1] if len(given) > 1 else emitted
        return join_values(_run(given[:1], [start, emitted], call, interpreter))
    if name == "withLatestFrom":
        return Items([emitted, *given])
    results = _run(given, [emitted], call, interpreter) if name != "catchError" else []
    if name in _MAPS:
        found = join_values(results) if results else given[0] if given and name.endswith("To") else UNKNOWN
        return found if name == "map" else _each_or_all(found)
    if name == "catchError":
        return join_values([emitted, *_run(given, [UNKNOWN, emitted], call, interpreter)])
    if name in _GATHERS:
        return Items([emitted], True)
    return emitted if name in _WATCHES else UNKNOWN


def _run(given: Sequence[Value], args: list[Value], call: Call, interpreter: Interpreter) -> list[Value]:
    """Run the functions that an operator or an observer is, ``{ next, error }`` included."""
    results: list[Value] = []
    for each in given:
        if isinstance(each, Record):
            for name, inner in tuple(each.fields.items()):
                results += _run([inner], args if name == "next" else [UNKNOWN], call, interpreter)
        elif each.is_function or isinstance(each, Closure):
            results.append(each.apply(Call(list(args), (), call.line, (), call.scope), interpreter))
    return results


def _each_or_all(value: Value) -> Value:
    """Return what a list emits: itself where a promise of it is meant, else each of its items."""
    return join_values([part for each in each_value(value) for part in _parts(each)])


def _parts(value: Value) -> list[Value]:
    return [value, value.element()] if isinstance(value, Items) else [value]
