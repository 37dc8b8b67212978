"""Assignments: to names, to members of objects and lists, and texts that are built in steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from woosh_split.model.code import TOP_LEVEL
from woosh_split.sources.code.typescript.choices import is_sql
from woosh_split.sources.code.typescript.filled import root_of
from woosh_split.sources.code.typescript.parameters import Parameter
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.summary import STEP, Expr
from woosh_split.sources.code.typescript.values import Items, Record, Text, each_value, known_text, text_parts

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

_HELD = frozenset({"fn", "obj", "str", "tpl"})
"""What is held, and does nothing by being there."""


def assign(interpreter: Interpreter, expression: Expr, scope: Scope) -> Value:
    """Evaluate ``a = b`` and ``a += b``, and give it to what stands on the left."""
    _, target, operator, right = expression
    if operator == STEP:
        return UNKNOWN  # numbers are not followed
    if target[0] in ("mem", "idx") and right[0] in _HELD and _is_there(interpreter, target, scope):
        return UNKNOWN
    value = interpreter.evaluate(right, scope)
    if operator == "+=":
        old = interpreter.evaluate(target, scope)
        if isinstance(old, Text) or isinstance(value, Text):
            value = Text(tuple(text_parts(old) + text_parts(value)))
            if target[0] == "id":
                _append(target[1], value, scope)
                return value
    if target[0] == "id":
        type_ = scope.declared_type(target[1])
        if type_ is not None:
            value = interpreter.types.told(value, type_, scope.file, scope.bindings)
        scope.assign(target[1], value)
    elif target[0] == "mem":
        scope.frame.assigned |= {target[2]}
        if target[1][0] == "this":
            value.kept()
        if target[1][0] == "this" and scope.frame.constructing is not None:
            scope.frame.constructing[target[2]] = value
        else:
            owner = interpreter.evaluate(target[1], scope)
            if isinstance(owner, Record):
                owner.fields[target[2]] = value
            elif isinstance(owner, Parameter):
                owner.filled()
    elif target[0] == "idx":
        _put(interpreter, target, value, scope)
    return value


def _put(interpreter: Interpreter, target: Expr, value: Value, scope: Scope) -> None:
    """Put a value into a list, or into a dictionary that this function made."""
    owner, index = interpreter.evaluate(target[1], scope), interpreter.evaluate(target[2], scope)
    scope.frame.put[target[1:3]] = value
    for each in each_value(owner):
        if isinstance(each, Record) and (
            _is_filling(each, scope.frame) or (interpreter.filling and is_sql(value))
        ):
            name = known_text(index)
            if name is not None:
                each.fields[name] = value
            elif not (isinstance(value, Closure) and scope.frame.function == TOP_LEVEL):
                each.keep(
                    value
                )  # a function that the file puts under any name is none of a name that is asked for
        elif isinstance(each, Items):
            each.put(value)


def _is_there(interpreter: Interpreter, target: Expr, scope: Scope) -> bool:
    """Tell whether the object that is changed is a constant that holds by now what it is given."""
    name = root_of(target)
    if name is None or not interpreter.filled_already(name, scope):
        return False
    return isinstance(interpreter.name(name, scope), Record)


def _is_filling(record: Record, frame: Frame) -> bool:
    return record.maker is frame or frame.constructing is not None


def _append(name: str, value: Value, scope: Scope) -> None:
    """Append for sure even inside a branch: the longer text names more tables, never fewer."""
    where: Scope | None = scope
    while where is not None:
        if name in where.names:
            where.names[name] = value
            return
        where = where.parent
