"""Which known name somebody may have meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.errors import InputError

_MOST = 12


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known name that is most like it, whatever its case; None where none is much like it."""
    from difflib import get_close_matches

    spelled = {each.casefold(): each for each in known}
    close = get_close_matches(name.casefold(), spelled, 1, cutoff)
    return spelled[close[0]] if close else None


def did_you_mean(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the end of a sentence: the nearest known name, or all of them where they are few."""
    names = tuple(known)
    near = nearest(name, names, cutoff)
    if near is not None:
        return f". Did you mean {near}?"
    if len(names) == 1:
        return f". There is only {names[0]}."
    return f". There are {', '.join(names)}." if 0 < len(names) <= _MOST else ""


def no_phase(name: str, known: Iterable[str]) -> InputError:
    """Return the error of a phase that is not among the known ones; half of its name is enough to tell which was meant."""
    return InputError(f"There is no phase {name}{did_you_mean(name, known, 0.4) or '.'}")
