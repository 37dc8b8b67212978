"""What each kind of expression is worth: one function a tag of the summaries, in :data:`EVALUATORS`.

All branches are taken, the calls in an expression are run, and a string that is built in steps is followed with
all its optional parts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from woosh_split.sources.code.typescript.arithmetic import calculate
from woosh_split.sources.code.typescript.arrays import list_of, spread_behind
from woosh_split.sources.code.typescript.assigning import assign
from woosh_split.sources.code.typescript.deciding import both, conditional, either, operands
from woosh_split.sources.code.typescript.filled import ASSIGN, FILLING
from woosh_split.sources.code.typescript.observables import OBSERVED, observed
from woosh_split.sources.code.typescript.parameters import Parameter
from woosh_split.sources.code.typescript.picking import pick
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    Closure,
    ExternalInstance,
    ExternalValue,
    Getter,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Scope
from woosh_split.sources.code.typescript.spreading import spread_into
from woosh_split.sources.code.typescript.string_parts import Pattern
from woosh_split.sources.code.typescript.summary import Expr, Function, Type
from woosh_split.sources.code.typescript.templates import tagged, template
from woosh_split.sources.code.typescript.values import (
    Either,
    Instance,
    Items,
    Literal,
    Record,
    Text,
    each_value,
    is_nothing,
    join_values,
    known_text,
    text_parts,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

MAX_DEPTH = 240
"""How many calls may be nested, those that stand in the arguments of others included."""


def _any(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    for part in expression[1]:
        interpreter.evaluate(part, scope)
    return UNKNOWN


def _id(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    name = expression[1]
    where: Scope | None = scope
    while where is not None:  # `Scope.find` without the call: half of all expressions come here
        if name in where.names:
            return where.names[name]
        where = where.parent
    found = interpreter.outer_names.get((scope.file, name))
    return found if found is not None else interpreter.name(name, scope)


def _this(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    return scope.this


def _text(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    found = interpreter.texts.get(expression[1])
    if found is None:
        found = interpreter.texts[expression[1]] = Text((expression[1],))
    return found


def _literal(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    return Literal(expression[1])


def _member(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    if expression[1][0] == "super":
        return interpreter.instances.super_member(scope, expression[2])
    if expression[1][0] == "this" and scope.frame.constructing is not None:
        held = scope.frame.constructing.get(expression[2])
        if held is not None:
            return held
    return interpreter.evaluate(expression[1], scope).get(expression[2], interpreter)


def _index(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    found = _element(interpreter, expression, scope)
    return scope.frame.put.get(expression[1:3], UNKNOWN) if found is UNKNOWN else found


def _element(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    owner, index = interpreter.evaluate(expression[1], scope), interpreter.evaluate(expression[2], scope)
    names = [known_text(each) for each in each_value(_possible(index))]
    if None not in names:
        found = join_values([owner.get(name, interpreter) for name in names if name is not None])
    elif isinstance(owner, Items):
        return owner.element()
    elif isinstance(owner, Record | Either):
        found = join_values([each.any() for each in each_value(owner) if _is_closed(each)])
    elif isinstance(owner, Instance):
        return interpreter.instances.chosen(owner, index)
    else:
        return UNKNOWN
    if expression[2][0] != "str":
        interpreter.keyed.chosen(index, names, found)
    return found


def _is_closed(value: Value) -> TypeGuard[Record]:
    """Tell an object of which it is known what it holds."""
    return isinstance(value, Record) and bool(value.others or not value.open)


def _possible(key: Value) -> Value:
    """Return the texts that a key may be: those that its type allows, where only a caller knows which."""
    if isinstance(key, Parameter) and key.texts is not UNKNOWN:
        key.used()
        return key.texts
    return key


def _call(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    _, callee, arguments, line, types = expression
    if interpreter.depth > MAX_DEPTH:
        interpreter.world.too_deep(scope.frame, line)
        return UNKNOWN
    interpreter.depth += 1
    outer = interpreter.trail.at
    try:
        if callee[0] == "mem" and callee[1][0] != "super":
            return _method_call(interpreter, callee, arguments, line, types, scope)
        args = interpreter.arguments(arguments, scope)
        call = Call(args, arguments, line, types, scope)
        if callee[0] == "super":
            return interpreter.instances.super_constructor(call)
        if callee[0] == "mem":
            return interpreter.calls.super_method(scope, callee[2], call)
        target = interpreter.evaluate(callee, scope)
        interpreter.trail.at = call
        return target.apply(call, interpreter)
    finally:
        interpreter.depth -= 1
        interpreter.trail.at = outer


def _method_call(
    interpreter: Interpreter,
    callee: Expr,
    arguments: tuple[Expr, ...],
    line: int,
    types: tuple[Type, ...],
    scope: Scope,
) -> Value:
    name = callee[2]
    if (
        callee == ASSIGN
        and arguments
        and arguments[0][0] == "id"
        and interpreter.filled_already(arguments[0][1], scope)
    ):
        return interpreter.evaluate(arguments[0], scope)
    if name in FILLING and callee[1][0] == "mem":
        scope.frame.assigned |= {callee[1][2]}
    receiver = interpreter.evaluate(callee[1], scope)
    if name in FILLING and callee[1][0] == "id" and interpreter.filled_already(callee[1][1], scope):
        interpreter.arguments(arguments, scope)
        return UNKNOWN
    if callee[1][0] == "this" and scope.frame.constructing is not None:
        held = scope.frame.constructing.get(name)
        if held is not None:
            return held.apply(
                Call(interpreter.arguments(arguments, scope), arguments, line, types, scope), interpreter
            )
    call = Call(interpreter.arguments(arguments, scope), arguments, line, types, scope, callee)
    if name in ("then", "catch", "finally") and not isinstance(receiver, Record):
        results = interpreter.run_callbacks(call, [receiver] if name == "then" else [])
        return join_values(results) if name == "then" and results else receiver
    interpreter.trail.at = call
    if name in OBSERVED:
        emitted = observed(receiver, name, call, interpreter)
        if emitted is not None:
            return emitted
    return receiver.invoke(name, call, interpreter)


def _new(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    _, callee, arguments, line, types = expression
    target = interpreter.evaluate(callee, scope)
    call = Call(interpreter.arguments(arguments, scope), arguments, line, types, scope)
    if isinstance(target, Either):  # `new importers[kind](manager)`: any of them
        return join_values([_made(interpreter, each, call) for each in target.values])
    return _made(interpreter, target, call)


def _made(interpreter: Interpreter, target: Value, call: Call) -> Value:
    """Return what ``new`` makes of a class."""
    if isinstance(target, ClassValue):
        return interpreter.instances.construct(target.decl, call)
    if isinstance(
        target, ExternalInstance
    ):  # `new this.model(row)`: what such a class makes is the package's, too
        interpreter.run_callbacks(call)
        return target
    if isinstance(target, ExternalValue):
        return interpreter.world.construct_external(target.external, call, interpreter)
    interpreter.run_callbacks(call)
    return UNKNOWN


def _add(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    left, right = interpreter.evaluate(expression[1], scope), interpreter.evaluate(expression[2], scope)
    if not isinstance(left, Text) and not isinstance(right, Text):
        return calculate("+", left, right)
    return Text(tuple(text_parts(left) + text_parts(right)))


def _arithmetic(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    left, right = interpreter.evaluate(expression[2], scope), interpreter.evaluate(expression[3], scope)
    return calculate(expression[1], left, right)


def _array(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    values: list[Value] = []
    open_ = False
    for each in expression[1]:
        if each[0] == "spread":
            spread = interpreter.evaluate(each[1], scope)
            open_ = open_ or not isinstance(spread, Items) or spread.open
            values.extend(spread_behind(values, spread))
        else:
            values.append(interpreter.evaluate(each, scope))
    return list_of(values, open_=open_)


_UNDEFINED: Expr = ("id", "undefined")


def _object(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    record = Record({}, maker=scope.frame)
    for key, inner in expression[1]:
        value = EVALUATORS[inner[0]](interpreter, inner, scope)
        if key is None:
            spread_into(record, value)
            continue
        name = key if isinstance(key, str) else known_text(interpreter.evaluate(key, scope))
        if name is None:
            record.open = True
            record.keep(value)
        else:
            record.fields[name] = Literal(None) if inner == _UNDEFINED else value
    return record


def _function(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    function: Function = expression[1]
    closure = Closure(function, scope)
    scope.frame.pending.append(closure)
    return closure


def _getter(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    getter = Getter(expression[1], scope)
    scope.frame.pending.append(getter)
    return getter


def _class(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    node: Any = expression[1]
    value = ClassValue(ClassDecl(scope.file, node.name or "(anonymous)", node, scope))
    if node.name:
        scope.names[node.name] = value
    return value


def _cast(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    value = interpreter.evaluate(expression[1], scope)
    if is_nothing(value):
        return interpreter.types.value(expression[2], scope.file, scope.bindings)
    known = interpreter.types.known(value, expression[2], scope.file, scope.bindings)
    if known is not value:
        return known
    if isinstance(value, Record) and not (value.fields or value.spread or value.open):
        # `{} as DataSource` keeps the place of one; the empty options of a query stay what is filled in later.
        typed = interpreter.types.value(expression[2], scope.file, scope.bindings)
        return typed if typed.matters else value
    return value


def _wait(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    _, member, line = expression
    owner = interpreter.evaluate(member[1], scope)
    for each in each_value(owner):
        if isinstance(each, Instance):
            interpreter.world.awaited(each, member[2], scope.frame, line)
    return _member(interpreter, member, scope)


Evaluator: TypeAlias = "Callable[[Interpreter, Expr, Scope], Value]"


class _Evaluators(dict[str, Evaluator]):
    """What reads an expression, by its tag; one of a tag that nobody reads is not known."""

    def __missing__(self, tag: str) -> Evaluator:
        return _unread


def _unread(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    return UNKNOWN


EVALUATORS = _Evaluators(
    {
        "id": _id,
        "this": _this,
        "mem": _member,
        "idx": _index,
        "call": _call,
        "new": _new,
        "str": _text,
        "tpl": template,
        "tag": tagged,
        "rex": lambda interpreter, expression, scope: Pattern(expression[1]),
        "num": _literal,
        "lit": _literal,
        "add": _add,
        "ari": _arithmetic,
        "arr": _array,
        "obj": _object,
        "fn": _function,
        "get": _getter,
        "cls": _class,
        "cond": conditional,
        "or": either,
        "and": both,
        "cmp": operands,
        "not": operands,
        "pick": pick,
        "as": _cast,
        "wait": _wait,
        "set": assign,
        "any": _any,
        "spread": lambda interpreter, expression, scope: interpreter.evaluate(expression[1], scope),
    }
)
