"""Where a piece of Dart code stands while it is followed: its variables, its object, and who asked for it."""

from __future__ import annotations

from dataclasses import field

from woosh_split.records import dataclass
from woosh_split.sources.client.flutter import ir
from woosh_split.sources.client.flutter.values import Instance, Sender, Values

Chain = tuple[int, ...]
"""The calls that lead to a request, outermost first; each is known by the identity of its expression."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place in the source that sends, or leads to, a request."""

    file: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class OpenSite:
    """A request that a caller or a subclass has to complete.

    ``fallback`` is its path if nobody does, ``likely`` what its path is if all that is missing is a host.
    """

    site: Site
    method: str | None
    fallback: str | None
    reason: str
    member: bool = False
    owner: tuple[int, str] | None = None
    likely: str | None = None


@dataclass(slots=True)
class Summary:
    """What is known of a function before anybody calls it.

    ``open`` are the requests whose address its callers decide; ``returns`` the values that it may give back.
    """

    open: dict[Chain, OpenSite] = field(default_factory=dict)
    returns: Values = ()
    running: bool = True


@dataclass(eq=False, slots=True)
class Frame:
    """One run of a function's body.

    ``outer`` is the frame around a closure, where its free variables live. ``parent`` and ``call`` say who runs
    the body; a closure that is only looked at has a parent but no call. A frame with an ``owner`` runs a body for
    its own sake: its parameters are holes of that owner, and what they leave open goes to ``summary``. ``allowed``
    limits what is reported to the requests that such a run had left open. ``fields`` collects the fields of an
    object under construction. ``rounds`` is how often the innermost loop over known elements is gone through altogether.
    """

    file: int
    class_name: str = ""
    this: Instance | Sender | None = None
    variables: dict[str, Values] = field(default_factory=dict)
    code: int = 0
    owner: object = None
    summary: Summary | None = None
    outer: Frame | None = None
    parent: Frame | None = None
    call: ir.Expression | None = None
    allowed: frozenset[Chain] | None = None
    silent: bool = False
    returns: list[Values] = field(default_factory=list)
    fields: dict[str, Values] | None = None
    cascade: list[Values] = field(default_factory=list)
    depth: int = 0
    rounds: int = 1

    def holding(self, name: str) -> Frame | None:
        """Return the frame that holds a variable, this one or the nearest around it; None where it is no variable."""
        scope: Frame | None = self
        while scope is not None and name not in scope.variables:
            scope = scope.outer
        return scope
