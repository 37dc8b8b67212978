"""What the names of the packages ``typeorm`` and ``@nestjs/typeorm`` mean as values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from woosh_split.sources.code.typeorm import session_stores
from woosh_split.sources.code.typeorm.bound_calls import BoundCall
from woosh_split.sources.code.typeorm.driver import driver_called, driver_typed
from woosh_split.sources.code.typeorm.entity import Entity
from woosh_split.sources.code.typeorm.new_builders import typed_builder
from woosh_split.sources.code.typeorm.raw_sql import needs_reading, read_fragment
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typeorm.repository import (
    DataSource,
    Manager,
    QueryRunner,
    Repository,
    repositories,
)
from woosh_split.sources.code.typeorm.services import is_service
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typeorm.sql_tag import TAGS
from woosh_split.sources.code.typeorm.sql_texts import alternatives
from woosh_split.sources.code.typescript.decorators import Decorator, read_decorators
from woosh_split.sources.code.typescript.instances import SUPER_ARGUMENTS
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import ClassValue, Closure, ExternalCall, ExternalInstance
from woosh_split.sources.code.typescript.render import render
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.values import (
    Instance,
    Items,
    Text,
    each_value,
    join_values,
    known_text,
)

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

REPOSITORIES = frozenset({"Repository", "TreeRepository", "MongoRepository"})
MANAGERS = frozenset({"EntityManager", "MongoEntityManager"})
SOURCES = frozenset({"DataSource", "Connection", "ConnectionManager"})
_HANDED_IN = frozenset(
    {
        "FindManyOptions", "FindOneOptions", "FindTreeOptions", "FindOptionsWhere", "FindOptionsRelations",
        "FindOptionsRelationByString", "FindOptionsOrder", "FindOptions", "FindConditions", "JoinOptions", "ObjectLiteral",
    }
)  # fmt: skip
"""Types of what is handed to the methods of a repository."""
BUILDERS = frozenset({"SelectQueryBuilder", "QueryBuilder", "UpdateQueryBuilder", "DeleteQueryBuilder"})


def typed_value(session: Session, external: External, arguments: list[Value]) -> Value | None:
    """Return the value of something whose type is one of TypeORM's classes, or of the driver's."""
    if external.package in TAGS:
        return UNKNOWN  # the caller has the text of it
    if external.package != "typeorm":
        return driver_typed(session, external)
    name = external.name
    if name in _HANDED_IN:
        return UNKNOWN  # the caller knows what is in it
    if name in REPOSITORIES or name == "AbstractRepository":
        entities = session.entities_of(arguments[0]) if arguments else []
        if not entities:
            return Repository(session, None)
        return join_values([Repository(session, each) for each in entities])  # Repository<Order | Invoice>
    if name in MANAGERS:
        return Manager(session)
    if name in SOURCES:
        return DataSource(session)
    if name == "QueryRunner":
        return QueryRunner(session)
    if name in BUILDERS:
        entities = session.entities_of(arguments[0]) if arguments else []
        scope = Scope("", Frame("", "", "", 0))
        return typed_builder(session, entities[0] if entities else None, Call([], (), 0, (), scope))
    return None


def called(session: Session, external: External, call: Call, interpreter: Interpreter) -> Value | None:
    """Return what a function of the package gives: ``getRepository(X)``, ``getManager()``; the driver's, too."""
    if external.package != "typeorm":
        return session_stores.called(external) or driver_called(session, external, call)
    name = external.name
    if name == "getCustomRepository":
        return Manager(session).invoke(name, call, interpreter)
    if name in ("getRepository", "getTreeRepository"):
        return repositories(session, None, call)
    if name == "getManager":
        return Manager(session)
    if name in ("createConnection", "getConnection", "getConnectionManager"):
        return DataSource(session)
    if name in ("createConnections", "getConnections"):
        return Items([DataSource(session)], False)
    if name == "Raw":
        return _raw_condition(session, external, call, interpreter)
    if name == "createQueryBuilder":
        return Manager(session).invoke(name, call, interpreter)
    return None


def _raw_condition(session: Session, external: External, call: Call, interpreter: Interpreter) -> Value:
    """``Raw(alias => 'SQL')`` among the conditions of a ``find``: its sub-queries read tables."""
    for given in each_value(call.arg(0)):
        text = given
        if isinstance(given, Closure):
            text = interpreter.run_closure(given, [Text((UNKNOWN,))])
        for each in alternatives(text):
            if needs_reading(session, each):
                frame = call.scope.frame
                problem = read_fragment(session, frame, call.line, each, "raw-sql", None)
                if problem is not None:
                    shown = render(("call", ("id", "Raw"), call.exprs))
                    session.recorder.unresolved(frame, call.line, "sql", shown, problem)
    return ExternalCall(external, tuple(call.args), call.line, call.scope.file)


def constructed(session: Session, external: External, call: Call) -> Value | None:
    """Return what ``new DataSource(...)`` and its like give."""
    if external.package != "typeorm":
        return session_stores.constructed(session, external, call)
    if external.name in SOURCES:
        return DataSource(session)
    if external.name in REPOSITORIES:
        manager = call.arg(1)
        transaction = manager.transaction if isinstance(manager, Manager) else None
        return repositories(session, transaction, call)
    if external.name in MANAGERS:
        return Manager(session)
    return None


def injected(session: Session, decorators: tuple[Decorator, ...]) -> Value | None:
    """Return what ``@InjectRepository(X)`` and its like put into a parameter."""
    for each in decorators:
        if each.package not in ("@nestjs/typeorm", "typeorm"):
            continue
        if each.name == "InjectRepository":
            target = each.arg(0)
            if isinstance(target, ClassValue) and session.entities.of(target.decl) is None:
                return Instance(target.decl, (), True)  # a custom repository class
            entities = session.entities_of(target)
            return Repository(session, entities[0] if entities else None)
        if each.name in ("InjectDataSource", "InjectConnection"):
            return DataSource(session)
        if each.name in ("InjectEntityManager", "InjectManager"):
            return Manager(session)
    return None


def own_value(
    session: Session, instance: Instance, base: External, arguments: list[Value], interpreter: Interpreter
) -> Repository | Manager | DataSource | None:
    """Return what an instance is itself, for a class that extends ``Repository<X>``, ``DataSource`` or ``EntityManager``."""
    own = base.package == "typeorm"
    if own and base.name == "BaseEntity":
        entity = session.entities.of(instance.decl)
        return Repository(session, entity) if entity is not None else None
    if own and base.name in SOURCES:
        return DataSource(session)
    if own and base.name in MANAGERS:
        return Manager(session, _transaction_of(instance.args))
    if own and base.name not in REPOSITORIES and base.name != "AbstractRepository":
        return None
    if not own and not base.name.endswith("Repository") and not is_service(base):
        return None
    handed = interpreter.instances.fields(instance).get(SUPER_ARGUMENTS)
    given = handed.values if isinstance(handed, Items) else []
    entities = session.entities_of(arguments[0]) if arguments else []
    if not entities and given:
        entities = session.entities_of(given[0])
    if not entities:
        entities = [each.entity for each in given if isinstance(each, Repository) and each.entity is not None]
    if not entities:
        entities = _of_decorator(session, instance.decl, interpreter)
    if not entities and not own:
        return None
    transaction = _transaction_of((*instance.args, *given))
    return Repository(session, entities[0] if entities else None, transaction)


def _transaction_of(handed: Iterable[Value]) -> OpenTransaction | None:
    """Return the transaction of the manager, repository or query runner that was handed in last."""
    found = None
    for each in handed:
        if isinstance(each, Manager | Repository | QueryRunner) and each.transaction is not None:
            found = each.transaction
    return found


def _of_decorator(session: Session, decl: ClassDecl, interpreter: Interpreter) -> list[Entity]:
    """Return the entity that a decorator of a repository is handed: TypeORM's own, or one of the house's, whatever its name."""
    for each in read_decorators(decl.node.decorators, decl.file, interpreter):
        if each.name in ("EntityRepository", "CustomRepository"):
            return session.entities_of(each.arg(0))
    scope = interpreter.outer_scope(decl.file)
    for call in decl.node.decorators:
        given = interpreter.arguments(call[2], scope) if call[0] == "call" else []
        found = session.entities_of(given[0]) if given and known_text(given[0]) is None else []
        if found:
            return found
    return []


def inherited_member(
    own: Repository | Manager | DataSource, name: str, base: External, interpreter: Interpreter
) -> Value:
    """Return a member that a custom repository, data source or manager inherits."""
    if name == "repository" and base.name == "AbstractRepository":
        return own
    if name in ("repo", "repository") and base.package != "typeorm":
        return own
    found = own.get(name, interpreter) if not is_service(base) else UNKNOWN
    return UNKNOWN if isinstance(found, BoundCall) else found  # its methods are called, see `inherited_call`


def member_of(session: Session, receiver: ExternalInstance, name: str) -> Value:
    """Return a member of an instance of one of TypeORM's other classes: a subscriber's ``event.manager``."""
    if receiver.external.package != "typeorm":
        return UNKNOWN
    return {
        "manager": Manager(session),
        "queryRunner": QueryRunner(session),
        "connection": DataSource(session),
        "dataSource": DataSource(session),
    }.get(name, UNKNOWN)
