"""Which functions a method leads to: by calls of itself, of what is injected, and of free functions.

What is injected by a token that no class stands for is not followed; what is there is certain, what is not may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.typescript.own_names import spelled_out
from woosh_split.sources.code.typescript.program import ClassDecl, FunctionDecl, Program
from woosh_split.sources.code.typescript.summary import Function, Stmt

if TYPE_CHECKING:
    from woosh_split.sources.code.nestjs.codebase import Codebase, Place


def reachable(code: Codebase, start: Place, method: str) -> frozenset[str]:
    """Return the functions that a method of a class leads to, itself among them, as facts spell them."""
    decl = code.backend.program.lookup(start.file, start.name)
    if not isinstance(decl, ClassDecl):
        return frozenset()
    return reachable_functions(code.backend.program, code.backend.graph, decl, method)


def reachable_functions(program: Program, graph: ModuleGraph, decl: ClassDecl, method: str) -> frozenset[str]:
    """Return the functions that a method leads to, itself among them, as facts spell them."""
    return frozenset(name for names, _, _ in _reached(program, graph, decl, method) for name in names)


def free_functions(
    program: Program, graph: ModuleGraph, decl: ClassDecl, method: str
) -> frozenset[tuple[str, str]]:
    """Return the functions of no class that a method leads to, each with its file."""
    reached = _reached(program, graph, decl, method)
    return frozenset((file, name) for names, file, _ in reached for name in names if "." not in name)


def reachable_bodies(
    program: Program, graph: ModuleGraph, decl: ClassDecl, method: str
) -> tuple[tuple[str, tuple[Stmt, ...]], ...]:
    """Return the bodies of the functions that a method leads to, each with its file, its own first."""
    return tuple((file, body) for _, file, body in _reached(program, graph, decl, method))


def _reached(
    program: Program, graph: ModuleGraph, decl: ClassDecl, method: str
) -> Iterator[tuple[set[str], str, tuple[Stmt, ...]]]:
    """Yield each function with its file and names: by the class which was asked for it, and by the one which has it."""
    seen: set[tuple[int, str]] = set()
    pending: list[tuple[ClassDecl | FunctionDecl, str]] = [(decl, method)]
    while pending:
        owner, name = pending.pop()
        if (id(owner), name) in seen:
            continue
        seen.add((id(owner), name))
        if isinstance(owner, FunctionDecl):
            yield {owner.name}, owner.file, owner.node.body
            pending += _calls(program, graph, owner.file, None, owner.node.body)
            continue
        for level in graph.decorators.chain(owner).levels:
            body = _method(level.decl, name)
            if body is not None:
                yield {f"{owner.name}.{name}", f"{level.decl.name}.{name}"}, level.decl.file, body.body
                pending += _calls(program, graph, level.decl.file, owner, body.body)
                break


def _method(decl: ClassDecl, name: str) -> Function | None:
    return next((each.function for each in decl.node.methods if each.function.name == name), None)


def _calls(
    program: Program, graph: ModuleGraph, file: str, owner: ClassDecl | None, body: tuple[Stmt, ...]
) -> list[tuple[ClassDecl | FunctionDecl, str]]:
    found: list[tuple[ClassDecl | FunctionDecl, str]] = []
    for callee in _callees(spelled_out(body)):
        if callee[0] == "id":
            target = program.lookup(file, callee[1])
            if isinstance(target, FunctionDecl):
                found.append((target, ""))
        elif callee[0] == "mem" and owner is not None:
            base, name = callee[1], callee[2]
            if base == ("this",) or base == ("super",):
                found.append((owner, name))
            elif base[0] == "mem" and base[1] == ("this",):
                held = _injected(program, graph, owner, base[2])
                if held is not None:
                    found.append((held, name))
    return found


def _callees(body: object) -> Iterator[Any]:
    stack = [body]
    while stack:
        node = stack.pop()
        if not isinstance(node, tuple):
            continue
        if len(node) == 5 and node[0] == "call" and isinstance(node[1], tuple) and node[1]:
            yield node[1]
        elif len(node) == 3 and node[0] == "mem" and node[1] == ("this",):
            yield node  # `list.map(this.toDto)`: handed on as it is
        stack.extend(node)


def _injected(program: Program, graph: ModuleGraph, owner: ClassDecl, name: str) -> ClassDecl | None:
    for level in graph.decorators.chain(owner).levels:
        node = level.decl.node
        params = node.constructor.params if node.constructor is not None else ()
        types = [each.type for each in params if each.is_field and each.pattern == name]
        types += [each.type for each in node.fields if each.name == name]
        for each in types:
            if each is not None and each[0] == "ref":
                target = program.lookup(level.decl.file, each[1])
                if isinstance(target, ClassDecl):
                    return target
    return None
