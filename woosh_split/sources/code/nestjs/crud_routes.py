"""The routes that ``@Crud`` of nestjsx/crud and its forks makes of its options: they stand in no method.

The handlers hand the request to the method of the controller's ``service`` that is called like them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.controllers import Handler
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.structure import Invocation
from woosh_split.sources.code.nestjs.tokens import field, has_field, leaves, may_be_true
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import ExternalCall
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Expr, Function, Method
from woosh_split.sources.code.typescript.values import Literal, Record, known_text

NAMES = frozenset({"Crud", "CrudAuth"})
PACKAGES = frozenset({"@nestjsx/crud", "@dataui/crud", "@rewiko/crud", "@n4it/crud"})
_WITH_BODY = frozenset({"createOneBase", "createManyBase", "updateOneBase", "replaceOneBase"})


@dataclass(frozen=True, slots=True)
class _Base:
    """A route of the package: ``path`` stands behind the primary parameters where there are some."""

    name: str
    verb: str
    path: str
    with_params: bool


_BASES = (
    _Base("getOneBase", "GET", "", True),
    _Base("getManyBase", "GET", "", False),
    _Base("createOneBase", "POST", "", False),
    _Base("createManyBase", "POST", "/bulk", False),
    _Base("updateOneBase", "PATCH", "", True),
    _Base("replaceOneBase", "PUT", "", True),
    _Base("deleteOneBase", "DELETE", "", True),
    _Base("recoverOneBase", "PATCH", "/recover", True),
)
"""In the order in which the package puts them onto the prototype."""


def is_generated(decl: ClassDecl, decorators: Decorators) -> bool:
    """Tell a controller for which a package makes routes."""
    return any(
        each.name in NAMES
        for level in decorators.chain(decl).levels
        for each in decorators.of_class(level.decl)
    )


def with_crud(
    decl: ClassDecl, written: Sequence[Handler], decorators: Decorators, invocations: Iterable[Invocation]
) -> list[Handler] | None:
    """Return a controller's handlers with those of ``@Crud``, None where its options could not be followed.

    ``written`` are those with a mapping decorator. ``invocations`` may hold ``CrudConfigService.load``, whose options
    hold for all controllers.
    """
    for level in decorators.chain(decl).levels:
        for each in decorators.of_class(level.decl):
            if each.name == "Crud" and each.package in PACKAGES:
                options = _options(each, invocations)
                if options is None:
                    return None
                return list(_merged(decl, level.decl, written, options, decorators))
    return None


@dataclass(frozen=True, slots=True)
class _Options:
    params: str
    enabled: frozenset[str]
    routes: Value
    joins: tuple[str, ...]


def _options(decorator: Decorator, invocations: Iterable[Invocation]) -> _Options | None:
    own = decorator.arg(0)
    if not isinstance(own, Record) or own.open or has_field(own, "routesFactory"):
        return None
    shared: Value = UNKNOWN
    for call in invocations:
        if call.external.name == "CrudConfigService.load" and call.external.package in PACKAGES:
            shared = call.arg(0)
    given = [field(own, "routes"), field(shared, "routes")]
    if any(isinstance(each, Record) and each.open for each in given):
        return None
    only, exclude = _told("only", given), _told("exclude", given)
    listed = _names(only) if only is not None else frozenset()
    excluded = _names(exclude) if exclude is not None else frozenset()
    params = _primary(own, shared)
    if listed is None or excluded is None or params is None:
        return None
    deletes = _told("softDelete", (field(own, "query"), field(shared, "query")))
    soft = deletes is not None and may_be_true(deletes)
    enabled = frozenset(
        each.name
        for each in _BASES
        if (each.name != "recoverOneBase" or soft)
        and (each.name in listed if listed else each.name not in excluded)
    )
    joins = field(field(own, "query"), "join")
    return _Options(params, enabled, given[0], tuple(joins.fields) if isinstance(joins, Record) else ())


def _told(name: str, options: Iterable[Value]) -> Value | None:
    """Return what the first of the options that tell it say: the controller's own stand before the application's."""
    return next((field(each, name) for each in options if has_field(each, name)), None)


def _names(value: Value) -> frozenset[str] | None:
    texts = [known_text(each) for each in leaves(value)]
    return (
        None if any(text is None for text in texts) else frozenset(text for text in texts if text is not None)
    )


def _primary(own: Value, shared: Value) -> str | None:
    """Return the part of a path that names one row: ``/:id``, where no parameter is the primary one."""
    for options in (own, shared):
        params = field(options, "params")
        if params is UNKNOWN and not has_field(options, "params"):
            continue
        if not isinstance(params, Record) or params.open:
            return None
        if not params.fields:
            continue
        primary = [name for name, each in params.fields.items() if may_be_true(field(each, "primary"))]
        if primary:
            enabled = [name for name in primary if not may_be_true(field(params.fields[name], "disabled"))]
            return "".join(f"/:{name}" for name in enabled)
        break
    return "/:id"


def _merged(
    decl: ClassDecl, owner: ClassDecl, written: Sequence[Handler], options: _Options, decorators: Decorators
) -> Iterator[Handler]:
    """Yield the handlers in Nest's order: of subclasses, own methods, what the package puts behind them, inherited ones."""
    bases = {each.name: each for each in _BASES if each.name in options.enabled}
    levels = [level.decl for level in decorators.chain(decl).levels]
    above = levels[: levels.index(owner)]
    yield from (each for each in written if each.owner in above)
    mapped = {each.method.function.name: each for each in written if each.owner is owner}
    for method in owner.node.methods:
        name = method.function.name
        base = bases.pop(_overrides(owner, method, decorators) or "", None) if method.decorators else None
        if base is not None:
            yield _handler(owner, method, base, options, is_written=True)
        elif name in mapped:
            yield mapped[name]
    for base in bases.values():
        yield _handler(owner, _method(base, owner.node.line, options), base, options)
    yield from (each for each in written if each.owner not in above and each.owner is not owner)


def _method(base: _Base, line: int, options: _Options) -> Method:
    """Return the method as the package writes it; the client may ask for every relation that the options let it join."""
    relations: Expr = ("arr", tuple(("str", each) for each in options.joins))
    service = ("mem", ("this",), "service")
    call: Expr = (
        "call", ("mem", service, service_method(base.name)), (("obj", (("relations", relations),)),), line, (),
    )  # fmt: skip
    return Method(Function(base.name, (), (("ret", call),), None, line), "method", (), False, line)


def service_method(handler: str) -> str | None:
    """Return the method of the service that a handler of the package calls, None for any other name."""
    return handler.removesuffix("Base") if any(each.name == handler for each in _BASES) else None


def _overrides(owner: ClassDecl, method: Method, decorators: Decorators) -> str | None:
    for each in decorators.of_method(owner, method):
        if each.name == "Override" and each.package in PACKAGES:
            return known_text(each.arg(0)) or f"{method.function.name}Base"
    return None


def _handler(
    owner: ClassDecl, method: Method, base: _Base, options: _Options, *, is_written: bool = False
) -> Handler:
    path = (options.params if base.with_params else "") + base.path or "/"
    body = None if is_written else "json" if base.name in _WITH_BODY else "none"
    guards = tuple(_guards(field(field(options.routes, base.name), "decorators")))
    return Handler(owner, method, base.verb, "http", (path,), None, guards, body, not is_written)


def _guards(decorators: Value) -> Iterator[Value]:
    for each in reversed(list(leaves(decorators)) if decorators is not UNKNOWN else []):
        if isinstance(each, ExternalCall) and each.external.name == "UseGuards":
            for arg in each.args:
                yield from (
                    guard for guard in leaves(arg) if guard is not UNKNOWN and not isinstance(guard, Literal)
                )
