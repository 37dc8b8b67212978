"""Runs the statements of a body; where a condition is open, both ways, and the variables hold what either leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from woosh_split.sources.client.flutter import ir, objects
from woosh_split.sources.client.flutter.comparing import same, truth_of
from woosh_split.sources.client.flutter.forms import NOTHING
from woosh_split.sources.client.flutter.frames import Frame
from woosh_split.sources.client.flutter.values import (
    MOST_ALTERNATIVES,
    Hole,
    Listed,
    Values,
    Word,
    joined,
)

if TYPE_CHECKING:
    from woosh_split.sources.client.flutter.interpreter import Interpreter


def block(it: Interpreter, frame: Frame, statements: Sequence[ir.Statement]) -> bool:
    """Run statements; tell whether they always leave the function.

    What stands behind a certain ``return`` is dead for this one caller. Where a body is looked at for its own sake
    everything is read, ``finally`` for one.
    """
    ended = False
    for statement in statements:
        ended = _statement(it, frame, statement) or ended
        if ended and frame.owner is None:
            break
    return ended


def _statement(it: Interpreter, frame: Frame, statement: ir.Statement) -> bool:
    match statement:
        case ir.Let(name, kind, value):
            frame.variables[name] = _initial(it, frame, name, kind, value)
        case ir.Do(value):
            it.evaluate(frame, value)
        case ir.Return(value):
            if value is not None:
                frame.returns.append(it.evaluate(frame, value))
            return True
        case ir.If(condition, yes, no):
            truth = truth_of(it.evaluate(frame, condition))
            if truth is not None:
                return _branches(it, frame, [yes if truth else no])
            return _branches(it, frame, [yes, no])
        case ir.Each():
            return _each(it, frame, statement)
        case ir.Switch(subject, cases):
            return _switch(it, frame, subject, cases)
    return False


MOST_ROUNDS = 512
"""Loops inside of loops multiply them."""


def _each(it: Interpreter, frame: Frame, loop: ir.Each) -> bool:
    """Run a loop over a list that is known element by element: what one run adds to a text, the next goes on from."""
    name, values, body = loop
    known = it.evaluate(frame, values)
    elements = known[0].values if len(known) == 1 and isinstance(known[0], Listed) else ()
    if not 0 < len(elements) <= MOST_ALTERNATIVES or len(elements) * frame.rounds > MOST_ROUNDS:
        return _branches(it, frame, [(ir.Let(name, "", ir.Index(values, NOTHING)), *body), ()])
    outer, around = frame.variables.get(name), frame.rounds
    frame.rounds *= len(elements)
    for element in elements:
        frame.variables[name] = element
        _branches(it, frame, [body])
    frame.rounds = around
    if outer is None:
        frame.variables.pop(name, None)
    else:
        frame.variables[name] = outer
    return False


def _initial(it: Interpreter, frame: Frame, name: str, kind: str, value: ir.Expression | None) -> Values:
    if isinstance(value, ir.Closure):
        return it.closure(frame, value, name)
    found = it.evaluate(frame, value) if value is not None else ()
    if not found or all(isinstance(item, Hole) for item in found):
        typed = objects.typed(it, frame.file, kind)
        if typed is not None:
            return (typed,)
    return found or (Word("null"),)


def _branches(it: Interpreter, frame: Frame, branches: Sequence[Sequence[ir.Statement]]) -> bool:
    before = frame.variables
    ends: list[dict[str, Values]] = []
    dead: list[dict[str, Values]] = []
    for branch in branches:
        frame.variables = dict(before)
        ended = block(it, frame, branch)
        own = {item.name for item in branch if isinstance(item, ir.Let)}
        after = {k: before[k] if k in own else v for k, v in frame.variables.items() if k in before}
        (dead if ended else ends).append(after)
    frame.variables = {name: joined(*(after[name] for after in ends or dead)) for name in before}
    return not ends


def _switch(
    it: Interpreter,
    frame: Frame,
    subject: ir.Expression,
    cases: tuple[tuple[tuple[ir.Expression, ...] | None, tuple[ir.Statement, ...]], ...],
) -> bool:
    wanted = it.evaluate(frame, subject)
    possible: list[tuple[ir.Statement, ...]] = []
    for labels, body in cases:
        answers = [True] if labels is None else [same(wanted, it.evaluate(frame, label)) for label in labels]
        if any(answer is not False for answer in answers):
            possible.append(body)
        if any(answer is True for answer in answers):
            return _branches(it, frame, possible)
    return _branches(it, frame, [*possible, ()])
