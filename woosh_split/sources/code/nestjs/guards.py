"""Guards: their names in the order in which they run, and whether they ask who is calling."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeGuard

from woosh_split.sources.code.nestjs.controllers import MAPPINGS
from woosh_split.sources.code.nestjs.credentials import NONE, OPTIONAL, REQUIRED, Credentials
from woosh_split.sources.code.nestjs.declared import Decorators, Groups
from woosh_split.sources.code.nestjs.guard_methods import called_from, methods_of
from woosh_split.sources.code.nestjs.marks import leaves_on_member, mark_of, taken_back
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.open_paths import opened
from woosh_split.sources.code.nestjs.providers import Provider
from woosh_split.sources.code.nestjs.reachable import reachable_bodies
from woosh_split.sources.code.nestjs.reflection import asked_keys, asked_marks, first_mark_decides, sees_marks
from woosh_split.sources.code.nestjs.token_places import TokenPlace, TokenPlaces, proves
from woosh_split.sources.code.nestjs.tokens import leaves, token_of
from woosh_split.sources.code.nestjs.turning_away import (
    lets_in_by_path,
    may_refuse,
    only_notes,
    turns_strangers_away,
)
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.nodes import mentions, nodes
from woosh_split.sources.code.typescript.parameters import Member, Parameter
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import (
    ClassValue,
    Closure,
    ExternalCall,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Expr, Method
from woosh_split.sources.code.typescript.values import Instance, Literal

_AUTHENTICATES = re.compile(r"auth(?!oriz)|jwt|session|api_?-?key|token|login|bearer|passport|oidc", re.I)
_OTHER = re.compile(r"csrf|xsrf|throttl|roles?guard|permission|captcha", re.I)
_OPTIONAL = re.compile(r"optional|maybe|anonymousor|softauth|lenient", re.I)
_OPEN = re.compile(
    r"public|skip.?auth|no.?auth|without.?auth|allow.?(anon|un)|anonymous|is.?open|guest", re.I
)
_ASKS_MORE = re.compile(
    r"roles?|permission|polic(?:y|ies)|abilit|scope|privilege|claim|resource|action", re.I
)
"""Metadata of this name says what a caller must be allowed, besides being known: it opens nothing."""
_FOREIGN = "decorator"
"""How a mark begins that is known by the name of a package's decorator alone."""
_USUAL = frozenset(
    {*MAPPINGS, "Controller", "UseGuards", "UseInterceptors", "HttpCode", "SetMetadata", "UsePipes"}
)
"""Decorators that open nothing by their name: they need no closer look."""
_PROOFS = frozenset({"authorization", "Authorization", "isAuthenticated"})


class Guards:
    """Judges guards; what is found out about a class is remembered."""

    def __init__(self, graph: ModuleGraph) -> None:
        self._graph = graph
        self._decorators: Decorators = graph.decorators
        self.credentials = Credentials(graph)
        self._places = TokenPlaces(graph.decorators)
        self._places_found: dict[ClassDecl, tuple[TokenPlace, ...]] = {}
        self._judged: dict[ClassDecl, str] = {}
        self._by_path: dict[ClassDecl | None, tuple[int, Method]] = {}
        """Guards that look at the path of the request, each with its method and where in its chain that stands."""
        self._turning_away: set[ClassDecl | None] = set()
        """Guards of which no more is known than that they answer 401."""
        self._class_marks: dict[ClassDecl, dict[Hashable, str]] = {}
        self._keys: dict[ClassDecl, frozenset[Hashable]] = {}

    def global_guards(self, used: Iterable[Value]) -> tuple[Value, ...]:
        """Return the guards of ``APP_GUARD`` and then those of ``app.useGlobalGuards``."""
        provided = (self._provided(each) for each in self._graph.enhancers if each.enhancer == "APP_GUARD")
        # Several modules may bring the same guard; once is enough to know its name and what it asks for.
        return tuple(dict.fromkeys((*(each for each in provided if each is not None), *used)))

    def _provided(self, provider: Provider) -> Value | None:
        if provider.kind == "useExisting":
            token = token_of(provider.value)
            real = self._graph.provider_for(provider.module, token) if token is not None else None
            target = real.target if real is not None else None
            return ClassValue(target) if target is not None else provider.value
        if provider.kind == "useFactory":
            return ClassValue(provider.target) if provider.target is not None else provider.returns
        return provider.value

    def of_class(self, decl: ClassDecl) -> tuple[Value, ...]:
        """Return the guards of a controller: those of its base classes come first."""
        found: list[Value] = []
        for level in reversed(self._decorators.chain(decl).levels):
            found.extend(_used(self._decorators.groups_of_class(level.decl)))
        return tuple(found)

    def of_method(self, owner: ClassDecl, method: Method) -> tuple[Value, ...]:
        """Return the guards of a handler."""
        return tuple(_used(self._decorators.groups_of_method(owner, method)))

    def auth(
        self, guards: Iterable[Value], decl: ClassDecl, owner: ClassDecl, method: Method, verb: str, path: str
    ) -> str:
        """Return required, optional or none for a handler behind these guards, at one of its paths."""
        every, taken_back = self._marks(decl, owner, method)
        found = NONE
        for guard in guards:
            judged = self._judged_at(guard, verb, path)
            marks = every
            if taken_back and self._handler_decides(guard):
                marks = {key: name for key, name in every.items() if key not in taken_back}
            if judged == NONE or (
                self._asks_marked_only(guard) and not self._read_keys_of(guard) & marks.keys()
            ):
                continue
            if self._is_open(guard, marks):
                lenient = any(map(_OPTIONAL.search, marks.values()))
                judged = OPTIONAL if lenient or self._asks_all_the_same(guard) else NONE
            if judged == REQUIRED:
                return judged
            found = judged if judged != NONE else found
        return found

    def token_places(self, decl: ClassDecl) -> tuple[TokenPlace, ...]:
        """Return where a guard that asks who is calling looks for the token itself, without passport."""
        return () if self._judge(ClassValue(decl)) == NONE else self._places_of(decl)

    def _places_of(self, decl: ClassDecl) -> tuple[TokenPlace, ...]:
        if decl not in self._places_found:
            levels = self._decorators.chain(decl).levels
            own = [(each.decl.file, m.function.body) for each in levels for m in each.decl.node.methods]
            led_to = reachable_bodies(self._decorators.interpreter.program, self._graph, decl, "canActivate")
            passport = any(self._extends_passport(each.decl) for each in levels)
            self._places_found[decl] = self._places.of_bodies(own, led_to, signed=passport)
        return self._places_found[decl]

    # Metadata that opens a route -----------------------------------------------------------------------

    def _marks(
        self, decl: ClassDecl, owner: ClassDecl, method: Method
    ) -> tuple[dict[Hashable, str], frozenset[Hashable]]:
        """Return the keys of the metadata on a handler and its class, with a readable name for each.

        And those of them that the class leaves and the handler takes back: ``@Public(false)``.
        """
        if decl not in self._class_marks:
            marks: dict[Hashable, str] = {}
            hidden: set[Hashable] = set()
            for level in self._decorators.chain(decl).levels:
                own = self._decorators.of_class(level.decl)
                left = self._marked(level.decl.node.decorators, level.decl, own)
                marks |= {key: name for key, name in left.items() if key not in hidden}
                hidden |= taken_back(own)  # metadata of a class hides that of its base classes
            self._class_marks[decl] = marks
        decorators = self._decorators.of_method(owner, method)
        on_method = self._marked(method.decorators, owner, decorators, on_method=True)
        return {**self._class_marks[decl], **on_method}, taken_back(decorators) - on_method.keys()

    def _handler_decides(self, guard: Value) -> bool:
        """Tell a guard for which a handler's mark counts in place of its class's, not beside it."""
        decl = _decl(guard)
        levels = self._decorators.chain(decl).levels if decl is not None else ()
        return any(
            first_mark_decides(method.function.body) for level in levels for method in level.decl.node.methods
        )

    def _marked(
        self,
        written: tuple[Expr, ...],
        decl: ClassDecl,
        decorators: tuple[Decorator, ...],
        *,
        on_method: bool = False,
    ) -> dict[Hashable, str]:
        marks: dict[Hashable, str] = {}
        for each in decorators:
            left = mark_of(each)
            if left is not None and not _is_off(left[1]):
                key = ("member", left[0]) if on_method and leaves_on_member(each) else left[0]
                marks[key] = left[0] if isinstance(left[0], str) else ""
        ours = [each for each in written if self._decorators.package_name(each, decl) not in _USUAL]
        for name, value in self._decorators.written(tuple(ours), decl):
            if _is_made(value):
                marks[_made(value)] = name
            elif _OPEN.search(name) or _OPTIONAL.search(name):
                marks[("own" if isinstance(value, FunctionValue | Closure) else _FOREIGN, name)] = name
        return marks

    def _is_open(self, guard: Value, marks: dict[Hashable, str]) -> bool:
        """Tell whether a guard lets everybody through because of a mark that it reads."""
        if not marks:
            return False
        keys = self._read_keys_of(guard)
        if any(key in keys and _may_open(name) for key, name in marks.items()):
            return True
        usual = [key for key, name in marks.items() if _OPEN.search(name)]
        if keys or not usual:
            return False
        return self._may_ask(guard) or any(isinstance(key, tuple) and key[0] == _FOREIGN for key in usual)

    def _may_ask(self, guard: Value) -> bool:
        """Tell whether a guard may ask for marks in a way that was not seen: passport's own asks for none."""
        decl = _decl(guard)
        if decl is None:
            return not (isinstance(guard, ExternalCall) and guard.external.package == "@nestjs/passport")
        chain = self._decorators.chain(decl)
        passport = any(self._extends_passport(level.decl) for level in chain.levels)
        if chain.base is not None and not passport:
            return True  # a package's class does the work
        methods = [each.function for level in chain.levels for each in level.decl.node.methods]
        return sees_marks(methods) or not (passport or methods)

    def _asks_all_the_same(self, guard: Value) -> bool:
        """Tell a guard of passport that reads its mark only in ``handleRequest``: whom passport knows is known."""
        decl = _decl(guard)
        levels = self._decorators.chain(decl).levels if decl is not None else ()
        if not any(self._extends_passport(level.decl) for level in levels):
            return False
        methods = methods_of(levels)
        readers = {
            name for name, each in methods.items() if any(True for _ in asked_keys(each.function.body))
        }
        return bool(readers) and readers <= called_from("handleRequest", methods) - called_from(
            "canActivate", methods
        )

    def _asks_marked_only(self, guard: Value) -> bool:
        """Tell a guard that turns strangers away for the sake of a role, say: where no route asks for one all may pass."""
        decl = _decl(guard)
        if decl not in self._turning_away:
            return False
        keys = self._read_keys_of(guard)
        return bool(keys) and not any(isinstance(key, str) and _OPEN.search(key) for key in keys)

    def _read_keys_of(self, guard: Value) -> frozenset[Hashable]:
        decl = _decl(guard)
        return self._read_keys(decl) if decl is not None else frozenset()

    def _read_keys(self, decl: ClassDecl) -> frozenset[Hashable]:
        if decl not in self._keys:
            keys: set[Hashable] = set()
            for level in self._decorators.chain(decl).levels:
                scope = self._decorators.scope(level.decl)
                for method in level.decl.node.methods:
                    for key, of_member in asked_marks(method.function.body):
                        value = self._decorators.interpreter.evaluate(key, scope)
                        made = _made(value) if _is_made(value) else token_of(value)
                        if made is not None:
                            keys.add(("member", made) if of_member else made)
            self._keys[decl] = frozenset(keys)
        return self._keys[decl]

    # What a guard does ---------------------------------------------------------------------------------

    def _judged_at(self, guard: Value, verb: str, path: str) -> str:
        """Judge a guard for a route: it may let everybody in by the path."""
        judged = self._judge(guard)
        decl = _decl(guard)
        if judged == NONE or decl not in self._by_path or decl is None:
            return judged
        index, entry = self._by_path[decl]
        found = opened(self._decorators.interpreter, decl, entry.function, index, path, verb)
        return OPTIONAL if found is None else NONE if found else judged

    def _judge(self, guard: Value) -> str:
        decl = _decl(guard)
        if decl is None:
            name = guard_name(guard) or ""
            if name == "AuthGuard" and isinstance(guard, ExternalCall):
                return self.credentials.of_strategies(guard.args[0] if guard.args else None)
            return REQUIRED if name == "AuthGuard" or _named_so(name) else NONE
        if decl not in self._judged:
            self._judged[decl] = self._judge_class(decl)
        return self._judged[decl]

    def _judge_class(self, decl: ClassDecl) -> str:
        levels = self._decorators.chain(decl).levels
        methods = methods_of(levels)
        program = self._decorators.interpreter.program
        passport = next((level.decl for level in levels if self._extends_passport(level.decl)), None)
        names = [level.decl.name for level in levels]
        functions = [each.function for each in methods.values()]
        bodies = tuple(each.body for each in functions)
        if passport is None and only_notes(functions):
            return NONE
        if passport is None and not any(map(_named_so, names)) and not _asks_for_proof(bodies):
            if not any(turns_strangers_away(level.decl, program) for level in levels):
                return self._judge_parts(decl)
            self._turning_away.add(decl)
        asked = (
            self.credentials.of_class(passport)
            if passport is not None
            else self.credentials.of_places(names, self._places_of(decl))
        )
        lenient = (
            passport is not None
            and "handleRequest" in methods
            and not may_refuse(decl.file, methods, program)
        )
        lenient = lenient or bool(_OPTIONAL.search(decl.name))
        if lets_in_by_path(functions):
            self._by_path[decl] = next(
                (index, each)
                for index, level in enumerate(levels)
                for each in level.decl.node.methods
                if each is methods["canActivate"]
            )
        return OPTIONAL if asked == REQUIRED and lenient else asked

    def _judge_parts(self, decl: ClassDecl) -> str:
        """Judge a guard by the guards that are handed to its constructor: it may be made of them."""
        self._judged[decl] = NONE  # ends a circle
        found = NONE
        constructor = decl.node.constructor
        for param in constructor.params if constructor is not None else ():
            part = param.type[1] if param.type is not None and param.type[0] == "ref" else ""
            other = self._decorators.interpreter.program.lookup(decl.file, part) if part else None
            if isinstance(other, ClassDecl) and _is_guard(other):
                judged = self._judge(ClassValue(other))
                found = judged if judged != NONE and found != REQUIRED else found
        return found

    def _extends_passport(self, decl: ClassDecl) -> bool:
        if decl.node.extends is None:
            return False
        found = self._decorators.interpreter.program.external(decl.file, decl.node.extends)
        return found is not None and found.name == "AuthGuard"


def guard_name(value: Value) -> str | None:
    """Return a guard's class name; of ``AuthGuard('jwt')`` that is ``AuthGuard``."""
    if isinstance(value, ClassValue | Instance):
        return value.decl.name
    if isinstance(value, ExternalValue | ExternalCall | ExternalInstance):
        return value.external.name
    return None


def _used(groups: Groups) -> Iterator[Value]:
    """Yield the guards of ``@UseGuards``: decorators run from the last to the first."""
    for group in reversed(groups):
        for each in group:
            if each.name == "UseGuards" and each.package == "@nestjs/common":
                for arg in each.args:
                    yield from (value for value in leaves(arg) if value is not UNKNOWN)


def _asks_for_proof(bodies: object) -> bool:
    return mentions(bodies, _PROOFS) or any(map(proves, nodes(bodies)))


def _may_open(name: str) -> bool:
    return bool(_OPEN.search(name)) or not _ASKS_MORE.search(name)


def _is_guard(decl: ClassDecl) -> bool:
    named = decl.name.endswith("Guard")
    return named or any(method.function.name == "canActivate" for method in decl.node.methods)


def _decl(guard: Value) -> ClassDecl | None:
    return guard.decl if isinstance(guard, ClassValue | Instance) else None


def _named_so(name: str) -> bool:
    return bool(_AUTHENTICATES.search(name)) and not _OTHER.search(name)


def _is_off(value: Value) -> bool:
    """Tell what stands for no: ``false``, and what nobody knows (``options?.public`` where no options are given)."""
    if value is UNKNOWN or isinstance(value, Parameter | Member):
        return True
    return isinstance(value, Literal) and value.value in (False, None)


def _is_made(value: Value) -> TypeGuard[ExternalCall]:
    return isinstance(value, ExternalCall) and value.external.name == "Reflector.createDecorator"


def _made(value: ExternalCall) -> Hashable:
    return ("made", value.external, value.file, value.line)
