"""TypeORM's subscribers and listeners: what one reads and writes, it does for whoever saves or loads the entity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from woosh_split.model.access import READ, WRITE, Access, Transaction
from woosh_split.model.code import SharedCall
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.reachable import free_functions, reachable_functions
from woosh_split.sources.code.nestjs.shared_calls import call_order
from woosh_split.sources.code.typeorm.registry import EntityRegistry
from woosh_split.sources.code.typeorm.results import access_order
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.program import ClassDecl, Program
from woosh_split.sources.code.typescript.summary import Expr

_AFTER_THE_END = re.compile(r"\.after(Load|Transaction(Commit|Rollback))$")
_LOADS = "AfterLoad"
_THROUGH_TYPEORM = frozenset({"repository", "manager", "query-builder", "relation"})
"""A statement, a trigger and a procedure pass TypeORM by: nobody who listens to entities hears of them."""
_LISTENS = re.compile(r"(Before|After)(Insert|Update|Remove|SoftRemove|Recover)|AfterLoad")
_INTERFACE = "EntitySubscriberInterface"
_Function = tuple[str, str]
"""A file, and ``Class.method`` in it."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a function listens to: the tables, None for all, and whether it runs as rows are loaded, else as they are saved.

    ``late`` says that it runs after the end of the transaction. Of a free function that subscribers call, only what it does
    for their ``module`` is meant.
    """

    tables: frozenset[str] | None
    loads: bool
    late: bool = False
    module: str = ""


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
    files: Sequence[str],
) -> tuple[tuple[Access, ...], tuple[Transaction, ...]]:
    """Return the accesses with those of subscribers and listeners given to the modules that write what these listen to.

    Those that run as rows are loaded are given to the modules that read them. A transaction that writes such an entity has those
    of subscribers too, which are handed the manager of whoever saves; a listener is handed nothing, and works beside it.

    A data source has its subscribers wherever it has the entity: whatever folder the class lies in, it runs in the process
    that saves. One that Nest provides adds itself to the data source, and stays with its module. Where nobody is seen to save,
    accesses stay where the class is.
    """
    subscribed = _subscribed(accesses, program, graph, entities, files)
    heard = subscribed | _listening(accesses, program, graph, entities)
    if not heard:
        return accesses, transactions
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for access in accesses:
        if access.via in _THROUGH_TYPEORM and _listener(access, heard) is None:
            users[access.mode, access.table].add(access.module)
    found: dict[Access, None] = {}
    for access in accesses:
        modules = _users_of(_listener(access, heard), users)
        found |= dict.fromkeys(replace(access, module=module) for module in modules or {access.module})
    listening = ((each, _listener(each, subscribed)) for each in accesses)
    acting = [(each, told.tables) for each, told in listening if told is not None and not told.late]
    unheard = _unheard(accesses)
    within = tuple(_with_subscribers(each, acting, unheard.get(each.id, set())) for each in transactions)
    return tuple(sorted(found, key=access_order)), within


def _listener(access: Access, heard: Mapping[_Function, _Heard]) -> _Heard | None:
    """Return what the function listens to that makes an access, None where it listens to nothing."""
    found = heard.get(_function_of(access))
    return found if found is not None and found.module in ("", access.module) else None


def _users_of(heard: _Heard | None, users: Mapping[tuple[str, str], set[str]]) -> set[str]:
    if heard is None:
        return set()
    wanted = READ if heard.loads else WRITE
    return {
        module
        for (mode, table), modules in users.items()
        if mode == wanted and (heard.tables is None or table in heard.tables)
        for module in modules
    }


def _unheard(accesses: Iterable[Access]) -> dict[str, set[str]]:
    """Return for each transaction the tables that only statements write in it: TypeORM tells nobody of these."""
    ways: dict[tuple[str, str], set[bool]] = defaultdict(set)
    for access in accesses:
        if access.transaction is not None and access.mode == WRITE:
            ways[access.transaction, access.table].add(access.via in _THROUGH_TYPEORM)
    found: dict[str, set[str]] = defaultdict(set)
    for (transaction, table), heard in ways.items():
        if True not in heard:
            found[transaction].add(table)
    return found


def _with_subscribers(
    transaction: Transaction,
    acting: Iterable[tuple[Access, frozenset[str] | None]],
    unheard: Collection[str],
) -> Transaction:
    """Return a transaction with what subscribers do in it; ``acting`` has each of their accesses with the tables heard."""
    written = frozenset(transaction.writes).difference(unheard)
    told = [access for access, tables in acting if _hears(tables, written)]
    if not told:
        return transaction
    return replace(
        transaction,
        reads=tuple(sorted({*transaction.reads, *(each.table for each in told if each.mode != WRITE)})),
        writes=tuple(sorted({*transaction.writes, *(each.table for each in told if each.mode == WRITE)})),
    )


def _hears(tables: frozenset[str] | None, written: frozenset[str]) -> bool:
    return bool(written) if tables is None else not tables.isdisjoint(written)


def saves_heard(
    accesses: tuple[Access, ...],
    program: Program,
    graph: ModuleGraph,
    entities: EntityRegistry,
    files: Sequence[str],
) -> tuple[SharedCall, ...]:
    """Return who has TypeORM call the subscribers that Nest provides: of each module that saves what one hears, the first place.

    They stay with their module. Where that is shared code, it works in the process of whoever saves.
    """
    heard = _subscribed(accesses, program, graph, entities, files, by_nest=True)
    found = {
        (access.module, file, function): SharedCall(
            access.module, access.function, function, file, access.file, access.line
        )
        for (file, function), what in heard.items()
        for access in reversed(accesses)
        if access.via in _THROUGH_TYPEORM
        and access.mode == (READ if what.loads else WRITE)
        and (what.tables is None or access.table in what.tables)
        and (access.file, access.function.partition(".")[0]) != (file, function.partition(".")[0])
    }
    return tuple(sorted(found.values(), key=call_order))


def _subscribed(
    accesses: tuple[Access, ...],
    program: Program,
    graph: ModuleGraph,
    entities: EntityRegistry,
    files: Sequence[str],
    *,
    by_nest: bool = False,
) -> dict[_Function, _Heard]:
    """Return the functions of subscribers that read or write: of those that Nest provides (``by_nest``), or of all others.

    Of the others there are also the free functions that these hand their manager to.
    """
    provided = {each.target for module in graph.modules for each in module.providers}
    acting = set(map(_function_of, accesses))
    found: dict[_Function, _Heard] = {}
    for decl in _subscribers(program, graph, files, by_nest=by_nest):
        if (decl in provided) != by_nest:
            continue
        target = listens_to(decl, program)
        tables = None if target is None else frozenset(
            each.table
            for each in entities.all()
            if any(level.decl is target for level in graph.decorators.chain(each.decl).levels)
        )  # fmt: skip
        for method in decl.node.methods:
            name = f"{decl.name}.{method.function.name}"
            told = _Heard(tables, name.endswith(".afterLoad"), bool(_AFTER_THE_END.search(name)))
            found[decl.file, name] = told
            called = replace(told, module=graph.file_module(decl.file))
            free = free_functions(program, graph, decl, method.function.name) if not by_nest else frozenset()
            for place in free & acting:
                found[place] = _together(found.get(place), called)
    return {place: told for place, told in found.items() if place in acting}


def _subscribers(
    program: Program, graph: ModuleGraph, files: Sequence[str], *, by_nest: bool
) -> Iterator[ClassDecl]:
    """Yield the subscribers; one that Nest makes needs no decorator: ``dataSource.subscribers.push(this)``."""
    for file in files:
        summary = program.summary(file)
        for name, node in summary.classes.items() if summary is not None else ():
            adds_itself = by_nest and any(
                each is not None and each[:2] == ("ref", _INTERFACE) for each in node.implements
            )
            decl = program.lookup(file, name) if node.decorators or adds_itself else None
            if (
                isinstance(decl, ClassDecl)
                and decl.node is node
                and (adds_itself or is_subscriber(decl, graph))
            ):
                yield decl


def _together(one: _Heard | None, other: _Heard) -> _Heard:
    """Return what a function listens to that several subscribers call."""
    if one is None:
        return other
    tables = None if one.tables is None or other.tables is None else one.tables | other.tables
    return _Heard(tables, one.loads and other.loads, one.late and other.late, other.module)


def _listening(
    accesses: tuple[Access, ...], program: Program, graph: ModuleGraph, entities: EntityRegistry
) -> dict[_Function, _Heard]:
    """Return the functions that read or write which listeners of entities (``@BeforeInsert()``) are or call.

    A listener of a base class is read for one of its entities, by whose name it goes, and listens to all of them.
    """
    acting = set(map(_function_of, accesses))
    classes = {function.partition(".")[0] for _, function in acting}
    tables: dict[int, set[str]] = defaultdict(set)
    loading: dict[int, bool] = {}
    functions: dict[_Function, set[int]] = defaultdict(set)
    for entity in entities.all():
        levels = graph.decorators.chain(entity.decl).levels
        for level in levels:
            for method in level.decl.node.methods:
                kinds = _kinds(method.decorators, level.decl.file, program)
                if not kinds:
                    continue
                tables[id(method)].add(entity.table)
                loading[id(method)] = kinds == {_LOADS}
                if entity.decl.name not in classes:
                    continue
                reached = reachable_functions(program, graph, entity.decl, method.function.name)
                own = (name for name in reached if name.startswith(f"{entity.decl.name}."))
                for place in ((each.decl.file, name) for name in own for each in levels):
                    if place in acting:
                        functions[place].add(id(method))
    return {
        function: _Heard(
            frozenset(table for each in methods for table in tables[each]),
            all(loading[each] for each in methods),
        )
        for function, methods in functions.items()
    }


def _kinds(decorators: Iterable[Expr], file: str, program: Program) -> set[str]:
    named = (program.external(file, each) for each in decorators)
    return {
        each.name
        for each in named
        if each is not None and each.package == "typeorm" and _LISTENS.fullmatch(each.name)
    }


def _function_of(access: Access) -> _Function:
    return access.file, access.function
