"""Reads every function of the monolith for what it does to the database, other modules, events and timers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import Call, Event, Job, NetworkCall, SharedCall, Unresolved
from woosh_split.model.facts import Coverage
from woosh_split.model.schema import Relation, Table
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.classes_made import classes_made
from woosh_split.sources.code.nestjs.controllers import Handler
from woosh_split.sources.code.nestjs.handed_connections import once_each
from woosh_split.sources.code.nestjs.left_behind import left_behind
from woosh_split.sources.code.nestjs.messages import AGGREGATE
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.network import network_calls
from woosh_split.sources.code.nestjs.own_bus import discovered_listeners
from woosh_split.sources.code.nestjs.process_state import MADE_FOR_ROUTES
from woosh_split.sources.code.nestjs.scope import runs_as_migration
from woosh_split.sources.code.nestjs.shared_calls import that_touch_tables, without_makers
from woosh_split.sources.code.nestjs.signed_tokens import SignedToken
from woosh_split.sources.code.nestjs.sql_files import SqlFiles
from woosh_split.sources.code.nestjs.subscribers import charged_to_savers, saves_heard
from woosh_split.sources.code.nestjs.wiring import NestWiring
from woosh_split.sources.code.nestjs.world import NestWorld
from woosh_split.sources.code.typeorm.entity_schema import find_schemas
from woosh_split.sources.code.typeorm.naming import NamingStrategy
from woosh_split.sources.code.typeorm.reading import entity_decorator
from woosh_split.sources.code.typeorm.recorder import Recorder
from woosh_split.sources.code.typeorm.registry import EntityRegistry
from woosh_split.sources.code.typeorm.results import (
    accesses_and_transactions,
    coverage,
    transaction_names,
    unresolved_sites,
)
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.views import view_bodies
from woosh_split.sources.code.typescript.decorators import Decorator, named_function, read_decorators
from woosh_split.sources.code.typescript.functions_held import runs_or_holds
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, FunctionDecl, Program
from woosh_split.sources.code.typescript.summary import Expr
from woosh_split.sources.code.typescript.values import Instance
from woosh_split.sources.schema.facts import SchemaFacts
from woosh_split.sql.effects import SchemaEffects


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What the functions do, and the tables that the entity classes declare."""

    tables: tuple[Table, ...]
    relations: tuple[Relation, ...]
    registered: frozenset[str]
    accesses: tuple[Access, ...]
    transactions: tuple[Transaction, ...]
    calls: tuple[Call, ...]
    events: tuple[Event, ...]
    jobs: tuple[Job, ...]
    unresolved: tuple[Unresolved, ...]
    coverage: Coverage
    network_calls: tuple[NetworkCall, ...]
    frame_calls: tuple[Call, ...]
    shared_calls: tuple[SharedCall, ...]
    signed: frozenset[SignedToken]
    acting: Mapping[str, bool]
    """For each method (``Class.method``) whether it writes, emits or sends anything, wherever it calls."""
    stores: frozenset[str] = frozenset()
    """Packages that keep sessions in a table, of which the table was found."""


def read_code(
    program: Program,
    files: Sequence[str],
    graph: ModuleGraph,
    naming: NamingStrategy,
    registered: frozenset[ClassDecl],
    schema: SchemaFacts,
    sql_files: SqlFiles,
    made: Mapping[ClassDecl, Sequence[Handler]],
    handled: Sequence[Event] = (),
) -> CodeFacts:
    """Read the functions of ``files``.

    ``registered`` are the entity classes that a data source or a module lists, empty where all are. ``schema`` is
    what dumps and servers say: procedures, triggers and views are followed into their bodies. ``sql_files`` are those
    that the code may read statements from. ``made`` are handlers that packages give to controllers, ``handled`` what
    listeners say by their decorators.
    """
    recorder = Recorder()
    entities = EntityRegistry(naming, schema.tables)
    session = Session(
        entities, SchemaEffects(schema.tables, schema.bodies), recorder, files_named=sql_files.named
    )
    wiring = NestWiring(graph)
    world = NestWorld(session, wiring, sql_files, frozenset(made))
    interpreter = Interpreter(program, world, recorder.trail)
    world.interpreter = wiring.interpreter = interpreter
    session.keyed = interpreter.keyed
    interpreter.calls.run_by_framework = wiring.factories()
    with recorder.muted():
        schemas = list(find_schemas(program, files, interpreter))
        entities.read(entity_classes(program, files, interpreter), interpreter, registered, schemas)
    interpreter.added.read(files)
    views = view_bodies(session, interpreter, {body.name.lower() for body in schema.bodies})
    effects = SchemaEffects(schema.tables, (*schema.bodies, *views), entities.tables())
    session.effects = effects
    _read_functions(program, files, graph, interpreter, world, wiring.made_by_factories())
    for decl, handlers in made.items():
        _read_made(decl, handlers, interpreter)
    wiring.run_factories()
    recorder.take_back(session.keyed.taken_back())
    recorder.share()
    called = tuple(interpreter.calls.of_shared_code)
    interpreter.forget()
    program.fix(*recorder.mixed)
    tables = tuple(entities.tables())
    declared = {table.name for table in (*schema.tables, *tables)}
    accesses, transactions = accesses_and_transactions(recorder, effects, declared)
    accesses, transactions = charged_to_savers(accesses, transactions, program, graph, entities, files)
    accesses = without_makers(accesses, interpreter.made, called)
    return CodeFacts(
        tables,
        tuple(entities.relations()),
        entities.registered_tables(),
        accesses,
        transactions,
        tuple(sorted(once_each(world.provider_calls.calls), key=_call_order)),
        tuple(
            dict.fromkeys(world.bus.events(world.emissions.events, (*handled, *discovered_listeners(graph))))
        ),
        tuple(world.timers.jobs),
        (*entities.unresolved, *unresolved_sites(recorder), *world.emissions.unnamed()),
        coverage(recorder),
        network_calls(recorder.trail, transaction_names(recorder)),
        tuple(sorted(once_each(world.provider_calls.around), key=_call_order)),
        that_touch_tables(called, accesses, transactions)
        + saves_heard(accesses, program, graph, entities, files),
        frozenset(world.tokens.found),
        recorder.trail.entries(),
        frozenset(world.session.stores),
    )


def _call_order(call: Call) -> tuple[object, ...]:
    return (call.from_module, call.to_module, call.provider, call.method, call.function, call.file, call.line)


def entity_classes(
    program: Program, files: Sequence[str], interpreter: Interpreter
) -> list[tuple[ClassDecl, Decorator, tuple[Decorator, ...]]]:
    """Return the entity classes of ``files``, each with the decorator that makes it one and with all of them."""
    found = []
    for file in files:
        summary = program.summary(file)
        for name, node in summary.classes.items() if summary is not None else ():
            if not node.decorators:
                continue
            decl = program.lookup(file, name)
            if not isinstance(decl, ClassDecl) or decl.node is not node:
                continue
            if all(_of_others(each, file, program) for each in node.decorators):
                continue
            decorators = read_decorators(node.decorators, file, interpreter)
            marker = entity_decorator(decorators)
            if marker is not None:
                found.append((decl, marker, decorators))
    return found


def _of_others(expression: Expr, file: str, program: Program) -> bool:
    """Tell a plain call of another package's function: nearly all decorators are, and what they are handed is no matter."""
    found = named_function(expression, file, program)
    return found is not None and found.package != "typeorm"


_CALLED_BY_FRAMEWORK = MADE_FOR_ROUTES | {"EntitySubscriberInterface"}


def _read_functions(
    program: Program,
    files: Sequence[str],
    graph: ModuleGraph,
    interpreter: Interpreter,
    world: NestWorld,
    from_factories: Mapping[ClassDecl, Sequence[Instance]],
) -> None:
    every = [decl for file in files for decl in _classes(program, file)]
    old = left_behind(every, files, graph, program)
    decls = [decl for decl in every if decl not in old]
    declared = [decl for decl in decls if world.module_of(decl) is not None]
    extended = {
        level.decl
        for decl in decls
        for level in interpreter.instances.chain(decl).levels[1:]
    }  # fmt: skip
    others = [
        decl
        for decl in decls
        if world.module_of(decl) is None
        and decl not in extended
        and not decl.node.abstract
        and (decl.node.decorators or _called_by_framework(decl) or _is_aggregate(decl, interpreter))
        and world.session.entities.of(decl) is None
    ]
    for decl in (*declared, *others):
        modules = graph.sharers_of(decl) if _called_by_framework(decl) else ()
        for module in modules or ("",):
            for instance in from_factories.get(decl) or (Instance(decl, (), True),):
                _read_class(instance, interpreter, module)
    for decl, module in classes_made(graph):
        _read_class(Instance(decl, (), True), interpreter, module)
    _read_loose_code(program, files, interpreter)
    for each in interpreter.made:
        interpreter.calls.function_entry(each.decl)
    inherited: set[int] = set()
    for decl in decls:
        left = not decl.node.abstract and not decl.node.type_params and not runs_as_migration(decl.node)
        if left and decl not in extended:
            is_row = (
                world.session.entities.of(decl) is not None
            )  # what rows inherit is charged to whoever saves them
            _read_uncalled(decl, interpreter, set() if is_row else inherited)


def _read_loose_code(program: Program, files: Sequence[str], interpreter: Interpreter) -> None:
    """Run the functions of files, and what files do as they are loaded."""
    for file in files:
        summary = program.summary(file)
        if summary is None:
            continue
        for name in summary.functions:
            function = program.lookup(file, name)
            if isinstance(function, FunctionDecl):
                interpreter.calls.function_entry(function)
        for name, (value, _, _) in summary.constants.items():
            if runs_or_holds(value):
                interpreter.declared(program.lookup(file, name))
        scope = interpreter.outer_scope(file)
        statements = interpreter.added.rest(summary.statements)
        if statements or scope.frame.pending:
            with interpreter.trail.apart():
                interpreter.running.body(statements, scope, scope.frame)
    for function in interpreter.added.entries():
        interpreter.calls.function_entry(function)


def _classes(program: Program, file: str) -> list[ClassDecl]:
    summary = program.summary(file)
    found = []
    for name, node in summary.classes.items() if summary is not None else ():
        decl = program.lookup(file, name)
        if (
            isinstance(decl, ClassDecl)
            and decl.node is node
            and (node.methods or node.fields or node.constructor or node.extends)
        ):
            found.append(decl)
    return found


def _called_by_framework(decl: ClassDecl) -> bool:
    """Tell a class that its framework calls although no decorator says so: Nest asks none of a guard."""
    return any(
        each is not None and each[0] == "ref" and each[1] in _CALLED_BY_FRAMEWORK
        for each in decl.node.implements
    )


def _is_aggregate(decl: ClassDecl, interpreter: Interpreter) -> bool:
    """Tell a class of the domain that sends events: often only a port's type says who calls it."""
    return decl.node.extends is not None and interpreter.instances.chain(decl).base == AGGREGATE


def _read_uncalled(decl: ClassDecl, interpreter: Interpreter, inherited: set[int]) -> None:
    """Read the methods that nobody was seen to call: of classes that no module declares, and static ones.

    One that several classes inherit is read for each of them; ``inherited`` are those that were read for one.
    """
    calls = interpreter.calls
    own: set[str] = set()
    for index, level in enumerate(interpreter.instances.chain(decl).levels):
        overridden = frozenset(own)
        for method in level.decl.node.methods:
            own.add(method.function.name)
            shared = id(method) in inherited and method.function.name not in overridden
            if method.abstract or not (shared or calls.uncalled(method)):
                continue
            if method.static and method.kind == "method":
                with interpreter.trail.apart():
                    calls.static_entry(decl, index, level.decl, method)
            elif not method.static:
                if index:
                    inherited.add(id(method))
                calls.entry(Instance(decl), index, method)


def _read_made(decl: ClassDecl, handlers: Sequence[Handler], interpreter: Interpreter) -> None:
    levels = [level.decl for level in interpreter.instances.chain(decl).levels]
    for handler in handlers:
        if handler.owner in levels:
            instance = Instance(decl, (), True)
            interpreter.calls.entry(instance, levels.index(handler.owner), handler.method)


def _read_class(instance: Instance, interpreter: Interpreter, module: str) -> None:
    """Read the methods of a class, for one of the modules that share it where one is named."""
    interpreter.instances.fields(instance)
    seen: set[tuple[str, str]] = set()
    for index, level in enumerate(interpreter.instances.chain(instance.decl, instance.bindings).levels):
        for method in level.decl.node.methods:
            key = (method.function.name, method.kind)
            if method.static or method.abstract or key in seen:
                continue
            seen.add(key)
            interpreter.calls.entry(instance, index, method, module)
