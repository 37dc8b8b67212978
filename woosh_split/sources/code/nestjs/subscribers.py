"""TypeORM's subscribers: what one reads and writes, it does for whoever saves the entity that it listens to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from woosh_split.model.access import WRITE, Access, Transaction
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.typeorm.registry import EntityRegistry
from woosh_split.sources.code.typeorm.results import access_order
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.program import ClassDecl, Program

_AFTER_THE_END = re.compile(r"\.after(Load|Transaction(Commit|Rollback))$")
_Class = tuple[str, str]
"""A file, and the name of a class in it."""


def is_subscriber(decl: ClassDecl, graph: ModuleGraph) -> bool:
    """Tell a class that TypeORM's decorator makes a subscriber."""
    return any(_marks(each) for each in graph.decorators.of_class(decl))


def _marks(decorator: Decorator) -> bool:
    return decorator.name == "EventSubscriber" and decorator.package == "typeorm"


def listens_to(decl: ClassDecl, program: Program) -> ClassDecl | None:
    """Return the class whose entities a subscriber listens to, None where it listens to all."""
    for method in decl.node.methods:
        if method.function.name == "listenTo":
            for statement in method.function.body:
                if statement[0] == "ret":
                    found = program.class_of(decl.file, statement[1])
                    return found if isinstance(found, ClassDecl) else None
    return None


def charged_to_savers(
    accesses: tuple[Access, ...],
    transactions: tuple[Transaction, ...],
    program: Program,
    graph: ModuleGraph,
    entities: EntityRegistry,
) -> tuple[tuple[Access, ...], tuple[Transaction, ...]]:
    """Return the accesses with those of subscribers given to the modules that write what these listen to.

    A transaction that writes such an entity has them too: a subscriber is handed the manager of whoever saves.

    A data source has its subscribers wherever it has the entity: whatever folder the class lies in, it runs in the process
    that saves. One that Nest provides adds itself to the data source, and stays with its module. Where nobody is seen to save,
    accesses stay where the class is.
    """
    heard = _heard(accesses, program, graph, entities)
    if not heard:
        return accesses, transactions
    savers: dict[str, set[str]] = defaultdict(set)
    for access in accesses:
        if access.mode == WRITE and access.via != "trigger" and _class_of(access) not in heard:
            savers[access.table].add(access.module)
    found: dict[Access, None] = {}
    for access in accesses:
        tables = heard.get(_class_of(access), frozenset())
        modules = {module for table in (savers if tables is None else tables) for module in savers[table]}
        found |= dict.fromkeys(replace(access, module=module) for module in modules or {access.module})
    acting = [
        (each, heard[_class_of(each)])
        for each in accesses
        if _class_of(each) in heard and not _AFTER_THE_END.search(each.function)
    ]
    within = tuple(_with_subscribers(each, acting) for each in transactions)
    return tuple(sorted(found, key=access_order)), within


def _with_subscribers(
    transaction: Transaction, acting: Iterable[tuple[Access, frozenset[str] | None]]
) -> Transaction:
    """Return a transaction with what subscribers do in it; ``acting`` has each of their accesses with the tables heard."""
    told = [access for access, tables in acting if _hears(tables, transaction)]
    if not told:
        return transaction
    return replace(
        transaction,
        reads=tuple(sorted({*transaction.reads, *(each.table for each in told if each.mode != WRITE)})),
        writes=tuple(sorted({*transaction.writes, *(each.table for each in told if each.mode == WRITE)})),
    )


def _hears(tables: frozenset[str] | None, transaction: Transaction) -> bool:
    return bool(transaction.writes) if tables is None else not tables.isdisjoint(transaction.writes)


def _heard(
    accesses: tuple[Access, ...], program: Program, graph: ModuleGraph, entities: EntityRegistry
) -> Mapping[_Class, frozenset[str] | None]:
    """Return the tables that each subscriber listens to which reads or writes itself, None: all."""
    found: dict[_Class, frozenset[str] | None] = {}
    provided = {each.target for module in graph.modules for each in module.providers}
    for file, name in dict.fromkeys(map(_class_of, accesses)):
        decl = program.lookup(file, name)
        if not isinstance(decl, ClassDecl) or not decl.node.decorators or decl in provided:
            continue
        if is_subscriber(decl, graph):
            target = listens_to(decl, program)
            found[file, name] = None if target is None else frozenset(
                each.table
                for each in entities.all()
                if any(level.decl is target for level in graph.decorators.chain(each.decl).levels)
            )  # fmt: skip
    return found


def _class_of(access: Access) -> _Class:
    return access.file, access.function.partition(".")[0]
