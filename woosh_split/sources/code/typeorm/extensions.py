"""Repositories with methods of one's own: ``dataSource.getRepository(User).extend({ findActive() { ... } })``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from woosh_split.model.code import TOP_LEVEL
from woosh_split.sources.code.typescript.references import Closure
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.values import Record

if TYPE_CHECKING:
    from woosh_split.sources.code.typeorm.repository import Repository
    from woosh_split.sources.code.typescript.interpret import Interpreter


def extended(repository: Repository, value: Value, interpreter: Interpreter) -> Value:
    """Return a repository with the methods of an object, whose ``this`` is that repository."""
    if not isinstance(value, Record):
        return repository
    members = Record({})
    result = replace(repository, extra=members)
    for name, member in value.fields.items():
        if isinstance(member, Closure):
            scope = member.scope.child()
            scope.this = result
            ran, member.ran = member.ran, True
            if member.function.this is not None:  # only who has the repository calls it
                interpreter.running.lent.add(id(member.function))
            member = Closure(interpreter.running.bound(member.function), scope, ran)
            if scope.frame.function == TOP_LEVEL:  # else it would be the maker's, before anybody can call it
                scope.frame.pending.append(member)
        members.fields[name] = member
    return result


def call_extension(
    repository: Repository, member: Value, name: str, call: Call, interpreter: Interpreter
) -> Value:
    """Run a method that ``extend`` added; like any helper's, its accesses are its caller's."""
    if not isinstance(member, Closure):
        return member.apply(call, interpreter)
    member.ran = True
    interpreter.running.lent.add(id(member.function))
    caller = call.scope.frame
    frame = Frame(
        caller.module,
        name,
        member.scope.file,
        member.function.line,
        caller.ambient,
        free=True,
        held=dict(caller.held),
    )
    outer = member.scope
    scope = Scope(outer.file, frame, repository, outer.bindings, outer.parent)
    interpreter.running.frames.append(frame)
    try:
        return interpreter.run_closure(Closure(member.function, scope, True), call.args)
    finally:
        interpreter.running.frames.pop()
        for close in frame.closers:
            close()
