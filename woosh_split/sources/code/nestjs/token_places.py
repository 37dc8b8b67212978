"""Where in a request a strategy or a guard looks for the token: a header, a cookie, or what no gateway reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.declared import Decorators
from woosh_split.sources.code.nestjs.tokens import field
from woosh_split.sources.code.typescript.nodes import mentions, nodes
from woosh_split.sources.code.typescript.program import ClassDecl
from woosh_split.sources.code.typescript.references import (
    Closure,
    ExternalCall,
    FunctionValue,
    StaticMethod,
)
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.summary import Expr, Pattern
from woosh_split.sources.code.typescript.values import Items, known_text

_HEADERS, _COOKIES = "headers", "cookies"
_PARTS = {_HEADERS: "header", _COOKIES: "cookie", "query": "query", "body": "body"}
"""Parts of a request, each with the kind of place that it is."""
_TOKEN = re.compile(r"token|auth|jwt|session", re.I)
_NO_TOKEN_OF_A_USER = re.compile(r"api-?key|csrf|xsrf|refresh|device|fcm|push|authority", re.I)
_REQUEST = re.compile(r"^_?(?:req|request|ctx|http)\w*$", re.I)
_PROOFS = re.compile(r"^verify(?:Async)?$|jwt|(?:verify|decode|validate|check)\w*token", re.I)
_SESSION = frozenset({"isAuthenticated", "signedCookies"})
_OF_EVERY_OBJECT = frozenset({"get", "has", "hasOwnProperty"})
_GATEWAYS = re.compile(r"forwarded|x-(?:internal|gateway|forwarded)-.*|proxy-.*", re.I)
"""Headers that only a gateway may send: it drops what a client says there."""
_AUTHORIZATION = ("authorization", ("str", "authorization"), ("str", "Authorization"))
_EXTRACTORS: Expr = ("id", "ExtractJwt")
_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+")


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """A place of a request; ``kind`` is header, cookie, query, body or elsewhere, ``name`` what it has there.

    Names of headers are in lower case.
    """

    kind: str
    name: str = ""

    @property
    def is_read(self) -> bool:
        """Whether a gateway can look there: not in a query, a body, or what only the application can open."""
        return self.kind in ("header", "cookie")


AUTHORIZATION = TokenPlace("header", "authorization")
ELSEWHERE = TokenPlace("elsewhere")
_WHOLE_COOKIES = TokenPlace("elsewhere", "cookie")
_NAMED = re.compile(r"^[\s;]*([\w.-]+)=$")
_NAMED_IN_PATTERN = re.compile(r"([\w.-]*\w)=[(\[]")

Bodies = Sequence[tuple[str, object]]
"""Functions' bodies, each with the file that it stands in."""
Text = Callable[[Expr], str | None]


class TokenPlaces:
    """Reads the places, in the order in which the code asks for them."""

    def __init__(self, decorators: Decorators) -> None:
        self._decorators = decorators

    def of_strategy(self, decl: ClassDecl) -> tuple[TokenPlace, ...]:
        """Return where a strategy of passport-jwt looks; empty where nobody knows what its constructor hands on."""
        constructor = decl.node.constructor
        interpreter = self._decorators.interpreter
        scope = self._decorators.scope(decl).child()
        for node in nodes(constructor.body if constructor is not None else ()):
            if len(node) == 4 and node[0] == "let" and isinstance(node[1], str) and node[3] is not None:
                scope.names[node[1]] = interpreter.evaluate(node[3], scope)
            elif len(node) == 5 and node[0] == "call" and node[1] == ("super",) and node[2]:
                options = interpreter.evaluate(node[2][0], scope)
                return _unique(self._of_extractor(field(options, "jwtFromRequest")))
        return ()

    def of_bodies(self, own: Bodies, led_to: Bodies = (), *, signed: bool = False) -> tuple[TokenPlace, ...]:
        """Return where a guard's own code looks, else what that leads to; empty where it looks nowhere that is known.

        A cookie counts as a token where a signature is verified, which passport does for ``signed``: else it may be a
        session's name. Other headers than ``Authorization`` count by their names: a guard may read a tenant's, too.
        """
        whole = tuple(body for _, body in (*own, *led_to))
        signed = signed or any(map(proves, nodes(whole)))
        found = list(self._tokens(own, signed=signed))
        if any(mentions(body, _SESSION) for _, body in own):
            found.append(ELSEWHERE)
        return _unique(found or [each for each in self._tokens(led_to, signed=signed) if each.is_read])

    def _tokens(self, bodies: Bodies, *, signed: bool) -> Iterator[TokenPlace]:
        read = [place for file, body in bodies for place in self._read(file, body)]
        tokens = [each for each in read if each.kind in ("cookie", "elsewhere") or _is_token(each.name)]
        if not tokens and any(each.kind == "header" for each in read):
            yield ELSEWHERE
        for each in tokens:
            yield each if each.kind != "cookie" or signed else ELSEWHERE

    def moved_by(self, file: str, code: object) -> tuple[TokenPlace, ...]:
        """Return from where code moves a token into the ``Authorization`` header, for whatever looks there later."""
        if not any(map(_sets_authorization, nodes(code))):
            return ()
        found = self.of_bodies([(file, code)], signed=True)
        return tuple(each for each in found if each != AUTHORIZATION)

    # What code asks a request for ----------------------------------------------------------------------

    def _of_extractor(self, extractor: Value) -> Iterator[TokenPlace]:
        if extractor is UNKNOWN:
            return
        made = extractor.external.name.rpartition(".")[2] if isinstance(extractor, ExternalCall) else ""
        args = extractor.args if isinstance(extractor, ExternalCall) else ()
        if made == "fromExtractors" and args and isinstance(args[0], Items):
            for each in args[0].values:
                yield from self._of_extractor(each) if each is not UNKNOWN else (ELSEWHERE,)
        elif made:
            yield _of_package(made, known_text(args[0]) if args else None)
        else:
            yield from self._of_function(extractor) or (ELSEWHERE,)

    def _of_function(self, extractor: Value) -> tuple[TokenPlace, ...]:
        """Read an extractor of the project's own: a function that is declared, or stands there."""
        if isinstance(extractor, Closure):
            function, file = extractor.function, extractor.scope.file
        elif isinstance(extractor, FunctionValue):
            function, file = extractor.decl.node, extractor.decl.file
        elif isinstance(extractor, StaticMethod):
            found = self._decorators.interpreter.calls.static_method(extractor.decl, extractor.name)
            if found is None:
                return ()
            function, file = found[1].function, extractor.decl.file
        else:
            return ()
        return tuple(self._read(file, (function.params, function.body)))

    def _read(self, file: str, code: object) -> Iterator[TokenPlace]:
        """Yield what a piece of code reads of a request."""

        def text(index: Expr) -> str | None:
            return known_text(self._decorators.interpreter.constant(file, index))

        for place in _asked(code, text):
            if place == _WHOLE_COOKIES:
                yield from [TokenPlace("cookie", name) for name in _taken_out(code)] or [ELSEWHERE]
            else:
                yield place


def _asked(code: object, text: Text) -> Iterator[TokenPlace]:
    """Yield the places in the order of the code; ``text`` tells what an expression holds."""
    for node in nodes(code):
        if len(node) == 3 and node[0] in ("mem", "idx"):
            part = _part_of(node[1])
            if part and node[2] not in _OF_EVERY_OBJECT:
                yield _place(part, node[2] if node[0] == "mem" else text(node[2]))
        elif len(node) == 5 and node[0] == "call" and node[1][0] == "mem":
            _, target, method = node[1]
            if target == _EXTRACTORS:
                yield _of_package(method, text(node[2][0]) if node[2] else None)
            elif method in ("header", "get") and len(node[2]) == 1 and _is_request(target):
                yield _place(_HEADERS, text(node[2][0]))
        elif len(node) == 4 and node[0] == "let" and isinstance(node[3], tuple):
            yield from _taken_apart(node[1], _part_of(node[3]))
        elif len(node) == 2 and isinstance(node[0], str):  # `{ headers: { authorization } }`
            yield from _taken_apart(node[1], node[0])


def _place(part: str, name: str | None) -> TokenPlace:
    if name is None or not _NAME.fullmatch(name):
        return ELSEWHERE if part in (_HEADERS, _COOKIES) else TokenPlace(_PARTS[part])
    if part != _HEADERS:
        return TokenPlace(_PARTS[part], name)
    if name.lower() == "cookie":
        return _WHOLE_COOKIES
    return ELSEWHERE if _GATEWAYS.fullmatch(name) else TokenPlace("header", name.lower())


def _taken_out(code: object) -> Iterator[str]:
    """Yield the names that code takes out of the header of all cookies: `startsWith('jwt=')`, `/jwt=([^;]+)/`, `parse(all).jwt`."""
    for node in nodes(code):
        if len(node) == 2 and node[0] in ("str", "rex"):
            found = (_NAMED if node[0] == "str" else _NAMED_IN_PATTERN).search(str(node[1]))
            if found is not None:
                yield found[1]
        elif len(node) == 3 and node[0] == "mem" and node[1][0] == "call":
            callee = node[1][1]
            if callee[-1] in ("parse", "parseCookies", "parseCookie") and _NAME.fullmatch(node[2]):
                yield node[2]


def _of_package(method: str, name: str | None) -> TokenPlace:
    """Return where an extractor of passport-jwt looks."""
    if method == "fromHeader":
        return _place(_HEADERS, name)
    return AUTHORIZATION if method.startswith("fromAuthHeader") else ELSEWHERE


def _part_of(target: Expr) -> str:
    """Return which part of a request an expression is, ``headers`` say; empty for anything else."""
    while target[0] == "as" or (target[0] == "or" and len(target) == 3):
        target = target[1]  # `(request.headers as any)`, `(request.cookies ?? {})`
    name = target[2] if len(target) == 3 and target[0] == "mem" else target[1] if target[0] == "id" else ""
    return name if name in _PARTS else ""


def _taken_apart(pattern: Pattern, part: str) -> Iterator[TokenPlace]:
    """Yield what ``const { authorization } = request.headers`` names."""
    if part in _PARTS and isinstance(pattern, tuple) and pattern[:1] == ("objpat",):
        for key, _ in pattern[1]:
            yield _place(part, key if isinstance(key, str) else None)


def _is_request(target: Expr) -> bool:
    """Tell ``request.header(...)``, ``request.get(...)`` and ``headers.get(...)`` from what else has such methods."""
    if _part_of(target) == _HEADERS:
        return True
    if target[0] == "call" and target[1][0] == "mem":
        return bool(target[1][2] == "getRequest")
    return target[0] == "id" and bool(_REQUEST.match(target[1]))


def _sets_authorization(node: Expr) -> bool:
    """Tell ``request.headers.authorization = ...``."""
    if len(node) != 4 or node[0] != "set" or node[1][0] not in ("mem", "idx"):
        return False
    _, holder, name = node[1]
    return _part_of(holder) == _HEADERS and name in _AUTHORIZATION


def proves(node: Expr) -> bool:
    """Tell a call that looks at a signature, by what is called."""
    return len(node) == 5 and node[0] == "call" and bool(_PROOFS.search(str(node[1][-1])))


def _is_token(name: str) -> bool:
    return bool(_TOKEN.search(name)) and not _NO_TOKEN_OF_A_USER.search(name)


def _unique(places: Iterable[TokenPlace]) -> tuple[TokenPlace, ...]:
    return tuple(dict.fromkeys(places))
