"""Providers: the class or value behind a token."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.tokens import field, leaves, token_name, token_of
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, External
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    Closure,
    ExternalCall,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.values import Instance, Record

_NESTED = 4
APP_TOKENS = frozenset({"APP_GUARD", "APP_INTERCEPTOR", "APP_PIPE", "APP_FILTER"})


@dataclass(frozen=True, slots=True)
class _Handed(Value):
    """What a factory gets for a token that says nothing by itself: what is made with it keeps what it was made with."""

    matters = True

    def key(self) -> Hashable:
        """Return one key: nothing is known of any."""
        return "handed"


@dataclass(frozen=True, eq=False)
class Provider:
    """One entry of ``providers``.

    ``kind`` is class, useClass, useExisting, useFactory or useValue. ``target`` is the class that is made, ``value``
    what stands there: the class, the token of useExisting, the factory function, the value. ``returns`` is what a
    factory gives, as far as it can be told, ``inject`` the values of its tokens, and ``made`` the classes of which it
    makes instances for what it gives (``new Traced(new PlaceOrder(orders))``).
    """

    token: Hashable
    kind: str
    target: ClassDecl | None
    value: Value
    module: str
    class_name: str | None = None
    inject: tuple[Value, ...] = ()
    returns: Value = UNKNOWN
    made: tuple[ClassDecl, ...] = ()

    @property
    def name(self) -> str:
        """The token as a reader would call it."""
        return token_name(self.token)

    @property
    def enhancer(self) -> str | None:
        """``APP_GUARD`` and its siblings, by Nest's constant or as the text that it is; None for an ordinary provider."""
        name = self.token.name if isinstance(self.token, External) else self.token
        return name if isinstance(name, str) and name in APP_TOKENS else None


def read_providers(value: Value, module: str, interpreter: Interpreter) -> Iterator[Provider]:
    """Yield what an entry provides: nothing where it cannot be told, one for each class of a list that a loop goes through."""
    tokens = list(leaves(field(value, "provide"))) if isinstance(value, Record) else []
    if isinstance(value, Record) and len(tokens) > 1 and all(isinstance(each, ClassValue) for each in tokens):
        entries: list[Value] = [Record({**value.fields, "provide": each}) for each in tokens]
    else:
        entries = [value]
    for entry in entries:
        found = read_provider(entry, module, interpreter)
        if found is not None:
            yield found


def read_provider(value: Value, module: str, interpreter: Interpreter) -> Provider | None:
    """Return a provider; None where the entry is no class and no object with ``provide``."""
    if isinstance(value, ClassValue):
        return Provider(value.decl, "class", value.decl, value, module, value.decl.name)
    if isinstance(value, ExternalValue):  # a package's class, or one of the language: `Object`
        return Provider(value.external, "class", None, value, module, value.external.name)
    if not isinstance(value, Record):
        return None
    token = token_of(field(value, "provide"))
    if token is None:
        return None
    for kind in ("useClass", "useExisting", "useFactory", "useValue"):
        held = field(value, kind)
        if held is UNKNOWN and kind not in value.fields:
            continue
        if kind == "useFactory":
            return _factory(token, held, value, module, interpreter)
        target, name = _class_behind(held)
        if kind == "useExisting":
            return Provider(token, kind, None, held, module)
        if kind == "useValue":
            made = held.decl if isinstance(held, Instance) else None
            return Provider(token, kind, made, held, module, made.name if made else None)
        return Provider(token, kind, target, held, module, name)
    return None


def _class_behind(value: Value) -> tuple[ClassDecl | None, str | None]:
    """Return the class, of alternatives the first, and its name, which a package's class has as well."""
    for each in leaves(value):
        if isinstance(each, ClassValue):
            return each.decl, each.decl.name
        if isinstance(each, ExternalValue):
            return None, each.external.name
    return None, None


def _factory(
    token: Hashable, factory: Value, record: Record, module: str, interpreter: Interpreter
) -> Provider:
    inject = tuple(leaves(field(record, "inject")))
    returns: Value = UNKNOWN
    if isinstance(factory, Closure | FunctionValue):
        scope = Scope("", Frame(module, "", "", 0))
        args = [injected_value(each) for each in inject]
        handed: list[Value] = [_Handed() if each is UNKNOWN else each for each in args]
        returns = factory.apply(Call(handed, (), 0, (), scope), interpreter)
    made = tuple(dict.fromkeys(_made(returns)))
    returns = UNKNOWN if isinstance(returns, _Handed) else returns
    if not made and isinstance(token, ClassDecl) and not token.node.abstract:
        made = (token,)  # what else could stand for a class
    target = made[0] if made else None
    name = target.name if target else None
    return Provider(token, "useFactory", target, factory, module, name, inject, returns, made[1:])


def instances_in(value: Value) -> Iterator[Instance]:
    """Yield what a factory gives, then what it made for that; what Nest hands in is not made here."""
    yield from (each for each in _pieces(value) if isinstance(each, Instance))


def _made(value: Value) -> Iterator[ClassDecl]:
    """Yield the classes of what a factory gives, and of what it made for that."""
    for each in _pieces(value):
        if isinstance(each, Instance):
            yield each.decl
        elif (
            isinstance(each, ExternalCall)
            and each.external.name.endswith("getCustomRepository")
            and each.args
        ):
            yield from (held.decl for held in leaves(each.args[0]) if isinstance(held, ClassValue))


def _pieces(value: Value, depth: int = 0) -> Iterator[Value]:
    for each in leaves(value):
        yield each
        if isinstance(each, Instance) and depth < _NESTED:
            for arg in each.args:
                if not (isinstance(arg, Instance) and arg.injected):
                    yield from _pieces(arg, depth + 1)


def injected_value(token: Value) -> Value:
    """Return what an entry of ``inject`` hands to a factory, as far as the token itself says it."""
    token = field(token, "token") if isinstance(token, Record) else token
    if isinstance(token, ClassValue):
        return Instance(token.decl, (), True)
    return ExternalInstance(token.external) if isinstance(token, ExternalValue) else UNKNOWN
