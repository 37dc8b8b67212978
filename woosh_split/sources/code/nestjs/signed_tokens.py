"""What the application writes into the tokens that it signs: whoever checks them must know by which claim somebody is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woosh_split.model.code import Hazard
from woosh_split.records import dataclass
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.connections import registered
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import field
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.root import Call, Value
from woosh_split.sources.code.typescript.values import Record

KIND = "token-claims"

_SIGNS = frozenset({"sign", "signAsync"})
_SUBJECTS = ("id", "userId", "user_id", "uid", "uuid", "_id", "username", "email", "phone", "phoneNumber")
"""Claims by which people are known where there is no ``sub``, the surest first."""
_OF_ANOTHER_KIND = re.compile(r"refresh|reset|verif|confirm|invit|magic|otp|unsubscribe", re.I)
_NEVER = "never expire"
_SAID = re.compile(r"in `(\w+)`, not in `sub`")


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token with the claims that it surely has, None where more may be in it; ``expires`` is None where that is not said."""

    function: str
    file: str
    line: int
    claims: frozenset[str] | None
    expires: bool | None


class SignedTokens:
    """Collects what is handed to Nest's ``JwtService`` and to jsonwebtoken."""

    def __init__(self) -> None:
        self.found: set[SignedToken] = set()

    def called(self, external: External, method: str, call: Call) -> None:
        """Note a call of a package's function, or of a method of what a package made."""
        of_nest = external.package == "@nestjs/jwt" and external.name == "JwtService"
        if of_nest and method in _SIGNS:
            self._sign(call, _expires(call.arg(1)) or None)  # else the module's options decide
        elif external.package == "jsonwebtoken" and external.name.rpartition(".")[2] == "sign":
            self._sign(call, _expires(call.arg(2)) if len(call.args) > 2 else False)

    def _sign(self, call: Call, expires: bool | None) -> None:
        frame, payload = call.scope.frame, call.arg(0)
        if not frame.function or _OF_ANOTHER_KIND.search(frame.function):
            return
        claims = None
        if isinstance(payload, Record) and not (payload.open or payload.spread or payload.others):
            claims = frozenset(payload.fields)
        if claims is not None and "exp" in claims:
            expires = True
        self.found.add(SignedToken(frame.function, frame.file, call.line, claims, expires))


def claim_hazards(
    tokens: Iterable[SignedToken], graph: ModuleGraph, configuration: Configuration
) -> Iterator[Hazard]:
    """Yield the places that sign tokens without ``sub``, or that never expire.

    Nothing where a place signs what nobody knows; one with ``sub`` says that the others are of another kind.
    """
    found = sorted(tokens, key=lambda each: (each.file, each.line, each.function))
    known = [each.claims for each in found if each.claims is not None]
    if not found or len(known) < len(found):
        return
    subject = _subject(known)
    by_default = _by_default(graph, configuration)
    for each in found:
        ends = each.expires if each.expires is not None else by_default
        said = [*([subject] if subject else []), *([_NEVER] if ends is False else [])]
        if said:
            yield Hazard(KIND, each.function, f"its tokens {' and '.join(said)}", each.file, each.line)


def _subject(known: list[frozenset[str]]) -> str:
    """Say by which claim somebody is known, nothing where it is the usual one."""
    if any("sub" in each for each in known):
        return ""
    shared = frozenset.intersection(*known)
    found = next((each for each in _SUBJECTS if each in shared), None)
    if found is None:
        return "have no claim `sub`, nor another that surely says who somebody is"
    return f"say who somebody is in `{found}`, not in `sub`"


def told_subject(hazards: Iterable[Hazard]) -> str | None:
    """Return the claim that hazards of this kind name, None where none does."""
    said = (_SAID.search(each.detail) for each in hazards if each.kind == KIND)
    return next((found[1] for found in said if found is not None), None)


def never_expires(hazards: Iterable[Hazard]) -> bool:
    """Tell whether a hazard of this kind says that tokens never expire."""
    return any(each.kind == KIND and each.detail.endswith(_NEVER) for each in hazards)


def _by_default(graph: ModuleGraph, configuration: Configuration) -> bool | None:
    """Return whether Nest's module lets tokens expire, None where that cannot be told."""
    said: set[bool | None] = set()
    for _, options in registered(graph, configuration, "JwtModule.register"):
        said |= {_by_options(each) for each in options} or {None}
    return said.pop() if len(said) == 1 else None


def _by_options(options: Value) -> bool | None:
    """Judge the options of Nest's module; without options for signing no token ends."""
    if isinstance(options, Record) and "signOptions" not in options.fields:
        return None if options.open or options.spread else False
    return _expires(field(options, "signOptions"))


def _expires(options: Value) -> bool | None:
    """Return True where options say when a token ends, False where they are known and do not, None where nobody knows."""
    if isinstance(options, Record):
        if "expiresIn" in options.fields:
            return True
        return None if options.open or options.spread else False
    return None
