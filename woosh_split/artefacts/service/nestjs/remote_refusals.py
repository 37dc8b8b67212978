"""Why a method cannot be called over the wire, told before anything is written, with what can be done instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from woosh_split.model.split import BORROW, REMOTE
from woosh_split.sources.code.nestjs.codebase import Place
from woosh_split.sources.code.typescript.compiler.remotes import Finding, RemoteFile

MOVE = "move"

_REASONS: dict[str, tuple[str, str]] = {
    # kind: (why, the change after which `remote` fits, "" where there is none)
    "transaction": ("{place} is {an} {detail}: a transaction lives in one process",
                    "let {method} open its own transaction, and pass the rows' ids"),
    "query": ("{place} is {an} {detail}: it is bound to this process's database connection",
              "pass plain criteria, and let {method} build the query"),
    "operator": ("{place} may hold {an} {detail} of TypeORM: criteria with operators cannot travel",
                 "give {method} plain parameters, and let it build the criteria"),
    "stream": ("{place} is a stream ({detail})", "pass a Buffer in its place"),
    "upload": ("{place} is an uploaded file, whose stream and path exist in this process only",
               "pass what it needs: `Pick<Express.Multer.File, 'buffer' | 'originalname' | 'mimetype' | 'size'>`"),
    "request": ("{place} is the {detail} of the running request",
                "pass the values of it that {method} reads"),
    "observable": ("{place} is {an} {detail}: it delivers over time", "return a Promise, with firstValueFrom"),
    "iterator": ("{place} is {an} {detail}: it delivers piece by piece", "return an array"),
    "promise": ("{place} holds a Promise inside a value", "await it before it is passed"),
    "function": ("{place} is a function", "pass data, and call the function on the caller's side"),
    "symbol": ("{place} is a symbol: it is another one in another process", "use a string or an enum"),
    "library": ("{place} is {an} {detail}: only its plain data would arrive",
                "pass plain values (a string, a number, a Date)"),
    "private": ("{place} is {an} {detail}, whose fields in `#` nobody else can read or restore",
                "declare those fields `private`"),
    "provider": ("{place} is the provider {detail}", "pass the values that are needed of it"),
    "this": ("{place} is the provider itself (`this`)", "return data"),
    "generic": ("it is generic: what travels is known to its callers only",
                "add a method with the types that are called"),
    "generic-class": ("the class is generic: what travels is known to its users only",
                      "extend it with the types that are used, and inject that class"),
    "sync": ("its result is {detail}, not a Promise: over the wire there is no answer at once",
             "declare it async, and await it where it is called"),
    "field": ("it is a field ({detail}), and only methods can be called",
              "add an async method that returns it"),
    "accessor": ("it is an accessor, and only methods can be called", "add an async method that returns it"),
    "extended": ("a class here extends it, and a remote client has not its code", ""),
    "constructed": ("it is constructed here, not injected", "inject it"),
    "dynamic-member": ("a member is taken by a name that is known when it runs", "name the member"),
    "static": ("it is static: callers reach it without an instance", ""),
    "index-signature": ("it is known by an index signature only", "declare the method"),
    "no-member": ("the class declares no such method", ""),
    "no-class": ("the file declares no such class by name", "declare it as a class with a name"),
    "no-file": ("the compiler does not know the file", ""),
    "no-export": ("{place} is imported from this file, which does not declare it", ""),
    "hidden": ("its signature needs {detail}, which is not exported", "export it"),
    "unresolved": ("the compiler does not know the type of {place}", "install the package of that type, or declare it"),
    "hidden-package": ("its inferred signature needs {detail}, which cannot be imported from here",
                       "declare the types of its parameters and of its result"),
    "module": ("its type names a whole module (`typeof import(..)`)", "declare the type of its result"),
    "endless": ("its inferred type repeats itself and has no name", "declare the type of its result"),
    "untyped-runner": ("{place} is typed `any`, and by its name or use it is an open transaction",
                       "let {method} open its own transaction, and type the parameter"),
    "untyped-request": ("{place} is typed `any`, and by its name or use it is the running request or its response",
                        "pass the values of it that {method} reads, and type the parameter"),
    "untyped-function": ("{place} is typed `any`, and it is called as a function",
                         "pass data, and call the function on the caller's side"),
    "untyped-stream": ("{place} is typed `any`, and it is used as a stream", "pass a Buffer in its place"),
    "untyped-query": ("{place} is typed `any`, and it is handed on as a query or a repository",
                      "pass plain criteria, and type the parameter"),
    "copies-provider": ("{place}, a provider of the same file, is needed as more than a type",
                        "move {place} to a file of its own"),
    "copies-entity": ("{place}, an entity, stands in the provider's file", "move {place} to a file of its own"),
    "copies-state": ("{place} is a variable that changes: a copy of it would be another one",
                     "keep it behind a method of the provider"),
    "copies-alias": ("{place} is an alias of a namespace", "import what is needed by name"),
    "names-provider": ("{place}, which callers need, is declared by the provider's own type",
                       "declare it without the class"),
}  # fmt: skip

_NEVER_BORROWED = frozenset({"no-member", "no-class", "no-file", "no-export"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a provider cannot become a remote client; ``change`` is what would make ``remote`` fit."""

    file: str
    line: int
    subject: str
    reason: str
    change: str
    policies: tuple[str, ...]

    def told(self, crossing: str = "") -> str:
        """Return the refusal in one line; ``crossing`` is the id by which the split file allows the call, where it does."""
        where = f" for crossing {crossing}" if crossing else ""
        by = f"; `woosh-split propose --accept-only {crossing}` writes it" if crossing else ""
        words = {
            BORROW: f"`borrow`{where} (its code comes along{by})",
            REMOTE: f"`remote` once you {self.change}",
            MOVE: "moving its module to the service of its callers",
        }
        fits = "; ".join(words[each] for each in self.policies)
        return f"{self.file}:{self.line} {self.subject}: {self.reason}. What fits: {fits}."


def refusals(
    remotes: Iterable[RemoteFile],
    uses: Iterable[Finding] = (),
    heard: Mapping[Place, Collection[str]] = MappingProxyType({}),
) -> tuple[Refusal, ...]:
    """Return what stands against remote clients for these files, in the order of their places.

    ``uses`` are the findings of :func:`provider_uses`, about how the callers use them. ``heard`` are methods that events
    reach and nobody calls: those cannot be borrowed.
    """
    found = {_refusal(each) for each in uses}
    for remote in remotes:
        for each in remote.findings:
            refusal = _refusal(each)
            if each.method in heard.get(Place(remote.file, each.class_name), ()):
                policies = tuple(policy for policy in refusal.policies if policy != BORROW)
                refusal = replace(refusal, policies=policies)
            found.add(refusal)
    return tuple(sorted(found, key=lambda each: (each.file, each.line, each.subject, each.reason)))


def _refusal(finding: Finding) -> Refusal:
    reason, change = _REASONS.get(finding.kind) or _REASONS[finding.kind.removeprefix("untyped-")]
    words = {
        "place": f"`{finding.place}`"
        if finding.place.isidentifier() or "." in finding.place
        else finding.place,
        "detail": finding.detail,
        "method": f"`{finding.method}`" if finding.method else "the method",
        "an": "an" if finding.detail[:1] in tuple("AEIOU") else "a",
    }
    subject = ".".join(part for part in (finding.class_name, finding.method) if part) or finding.place
    policies = (
        ((BORROW,) if finding.kind not in _NEVER_BORROWED else ()) + ((REMOTE,) if change else ()) + (MOVE,)
    )
    return Refusal(
        finding.file, finding.line, subject, reason.format(**words), change.format(**words), policies
    )
