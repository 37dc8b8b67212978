"""Tables that two declarations spell alike but for case: a server on Windows keeps all names in small letters."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def alike_but_for_case(ours: Collection[str], theirs: Collection[str]) -> dict[str, str]:
    """Return those of ``theirs`` that are one of ``ours`` in another case, each with our spelling.

    Only where each side has one such name: of two that differ in case only, the server tells them apart.
    """
    left, right = _by_fold(ours), _by_fold(theirs)
    pairs = ((left[fold], right[fold]) for fold in left.keys() & right.keys())
    return {b[0]: a[0] for a, b in pairs if len(a) == len(b) == 1 and a != b}


def _by_fold(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        found.setdefault(name.lower(), []).append(name)
    return found
