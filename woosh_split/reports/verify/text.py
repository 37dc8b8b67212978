"""A verification for a screen: what differs first, then what was declared and what was noise, then the figures."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.model.parity import CONTROL, ORIGINAL, Difference, RequestResult, TableResult, Verification
from woosh_split.model.split import MONOLITH
from woosh_split.reports.layout import Layout
from woosh_split.reports.section import clean, count

_MOST = 8
_LONGEST_LIST = 12

_WHO = {
    ORIGINAL: "The monolith itself",
    CONTROL: "The monolith itself, run a second time to see what it does not say twice alike,",
    MONOLITH: "What is left of the monolith",
}
"""Who is meant by the names of programs that are no services."""


def to_text(verification: Verification, layout: Layout) -> str:
    """Return the verification; each difference with both values, and with its reason where that is known."""
    lines: list[str] = []
    for block in (_troubles, _requests, _tables, _denied, _declared, _noise, _left_out, _missed):
        found = list(block(verification))
        if found:
            lines += [*found, ""]
    lines += _figures(verification)
    return "\n".join(lines)


def _troubles(verification: Verification) -> Iterator[str]:
    words = {
        "install": "needs packages that cannot be installed", "compile": "does not compile", "build": "cannot be built",
        "start": "does not start", "stopped": "ended while it was asked",
    }  # fmt: skip
    for trouble in verification.troubles:
        errors = f", {count(trouble.errors, 'error')}" if trouble.errors else ""
        yield f"{_WHO.get(trouble.service, trouble.service)} {words[trouble.step]}{errors}:"
        yield from (f"    {clean(line)}" for line in trouble.said.splitlines()[-40:])


def _requests(verification: Verification) -> Iterator[str]:
    for result in verification.requests:
        found = [each for each in result.differences if not each.declared]
        if found:
            yield f"{_name(result)} differs, by {result.service}:"
            yield from _differences(found)


def _name(result: RequestResult) -> str:
    return f"request {result.number}: {result.method} {clean(result.path)}"


def _tables(verification: Verification) -> Iterator[str]:
    for result in verification.tables:
        if result.differences:
            yield f"table {clean(result.table)} differs, of {result.service}:"
            yield from _differences(result.differences)


def _differences(found: list[Difference] | tuple[Difference, ...]) -> Iterator[str]:
    for each in found[:_MOST]:
        yield f"    {clean(each.where)}"
        yield f"        monolith  {clean(each.monolith)}"
        yield f"        services  {clean(each.services)}"
        if each.why:
            yield f"        because   {clean(each.why)}"
    if len(found) > _MOST:
        yield f"    and {count(len(found) - _MOST, 'more place')}"


def _denied(verification: Verification) -> Iterator[str]:
    if verification.denied:
        yield "The database refused:"
    for each in verification.denied:
        times = f" ({each.times} times)" if each.times > 1 else ""
        yield f"    {each.service}: {clean(each.what)}{times}"
        if each.statement:
            yield f"        {clean(each.statement)}"


def _declared(verification: Verification) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for result in verification.requests:
        for each in result.differences:
            if each.declared and each.why:
                reasons.setdefault(each.why, []).append(f"{result.method} {clean(result.path)}")
    for why, names in sorted(reasons.items()):
        unique = list(dict.fromkeys(names))
        yield f"Differs as declared, since {why}: {count(len(unique), 'request')}"
        yield from (f"    {name}" for name in unique[:_LONGEST_LIST])
        if len(unique) > _LONGEST_LIST:
            yield f"    and {len(unique) - _LONGEST_LIST} more"


def _noise(verification: Verification) -> Iterator[str]:
    routes: dict[str, set[str]] = {}
    for result in verification.requests:
        if result.noise:
            routes.setdefault(result.route or result.path, set()).update(result.noise)
    tables = [result for result in verification.tables if result.noise]
    if routes or tables:
        yield "Not compared, since the monolith itself does not do it twice alike:"
    yield from (
        f"    {clean(name)}: {clean(', '.join(sorted(paths)))}" for name, paths in sorted(routes.items())
    )
    yield from (f"    table {clean(each.table)}: {clean(', '.join(each.noise))}" for each in tables)


def _left_out(verification: Verification) -> Iterator[str]:
    tables = [result for result in verification.tables if result.left_out]
    if tables:
        yield "Not compared, since verify.yaml or --ignore-column says so:"
    yield from (f"    table {clean(each.table)}: {clean(', '.join(each.left_out))}" for each in tables)


def _missed(verification: Verification) -> Iterator[str]:
    missed = verification.routes_not_asked
    if verification.requests and missed:
        yield f"Routes that the script does not ask ({len(missed)}):"
        yield from (f"    {clean(name)}" for name in missed[:_LONGEST_LIST])
        if len(missed) > _LONGEST_LIST:
            yield f"    and {len(missed) - _LONGEST_LIST} more; --format json has them all"


def _figures(verification: Verification) -> list[str]:
    if not verification.requests:
        return ["Nothing was asked."]
    results, tables = verification.requests, verification.tables
    unlike, declared = _count(results, declared=False), _count(results, declared=True)
    rows = sum(each.rows for each in tables)
    unlike_tables = _count(tables, declared=False)
    told = f", {declared} as declared" if declared else ""
    ran = ", ".join(verification.services) or "the monolith against itself"
    return [
        f"{count(len(results), 'request')} to {verification.routes_asked} of {count(verification.routes, 'route')}: "
        f"{len(results) - unlike - declared} the same{told}, {unlike} different",
        f"{count(len(tables), 'table')} with {count(rows, 'row')}: {len(tables) - unlike_tables} the same, {unlike_tables} different",
        *verification.notes,
        f"{'Same' if verification.same else 'NOT the same'}: {ran}",
    ]


def _count(results: tuple[RequestResult, ...] | tuple[TableResult, ...], *, declared: bool) -> int:
    """Count the results that differ: with ``declared`` those that differ in nothing but what was declared."""
    return sum(
        1
        for result in results
        if result.differences and all(each.declared for each in result.differences) is declared
    )
