"""What stands against an extraction besides the providers that cannot be called: transactions that span, secrets, shared files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from woosh_split.artefacts.database.secrets import is_secret
from woosh_split.artefacts.service.nestjs.closure import Closure
from woosh_split.graph.joined_calls import calls_in_transactions
from woosh_split.model.access import READ
from woosh_split.model.crossing import Crossing
from woosh_split.model.split import API, SplitFile
from woosh_split.sources.code.nestjs.codebase import Place
from woosh_split.sql.text import looks_like_sql


def sent_transactions(service: str, crossings: Iterable[Crossing], split: SplitFile) -> Iterator[str]:
    """Yield the transactions of the service that the split file gives to the owner's endpoint: no endpoint takes part in one."""
    policies = {each.id: each.policy for each in split.crossings}
    for crossing in crossings:
        if (
            crossing.kind != "transaction"
            or crossing.from_service != service
            or policies.get(crossing.id) != API
        ):
            continue
        for site in crossing.sites:
            yield (
                f"{site.file}:{site.line} {site.function}: its transaction writes {site.target} of {crossing.to_service}, and "
                "the owner's endpoint (policy api) would write outside of it. What fits: `debt` (a write grant keeps the "
                "transaction whole), or moving the modules together."
            )


def broken_transactions(closure: Closure) -> Iterator[str]:
    """Yield the calls over the wire that take part in a transaction of the service: there they would be outside of it.

    What only reads takes no part, unless it locks or reads what the transaction writes: it sees the same from outside.
    """
    around = closure.around
    own = {each.id: each for each in around.facts.transactions if around.home(each.module) == around.service}
    seen: set[tuple[str, str]] = set()
    for access in around.facts.accesses:
        transaction = own.get(access.transaction or "")
        if transaction is None or around.home(access.module) in (around.service, ""):
            continue
        if access.mode == READ and not access.lock and access.table not in transaction.writes:
            continue
        name = access.function.partition(".")[0]
        remote = any(
            place.name == name and _is_called(closure, place)
            for place, modules in around.providers.items()
            if any(module.name == access.module for module in modules)
        )
        if remote and (transaction.id, access.function) not in seen:
            seen.add((transaction.id, access.function))
            yield (
                f"{transaction.file}:{transaction.line} {transaction.function}: {access.function} "
                f"({access.file}:{access.line}) takes part in its transaction, and a call over the wire would not. What "
                f"fits: `borrow` (its code comes along, and its writes are debts), or moving the module {access.module} "
                f"to {around.service}."
            )


def unjoined_calls(
    service: str, crossings: Iterable[Crossing], split: SplitFile, told: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the transactions of the service that others' providers write in, where these are called over the wire.

    ``told`` is what was said of such calls already.
    """
    crossings = tuple(crossings)
    borrowed = {each.id for each in split.crossings if each.policy == "borrow"}
    joined = calls_in_transactions(crossings)
    for call in crossings:
        transaction = joined.get(call.id)
        if transaction is None or call.from_service != service or call.id in borrowed:
            continue
        if any(f"{call.what} (" in each for each in told):
            continue
        if any(
            each.id in borrowed and each.provider == call.provider
            for each in crossings
            if (each.kind, each.from_service, each.to_service) == ("call", service, call.to_service)
        ):
            continue
        place, site = transaction.sites[0], call.sites[0]
        yield (
            f"{place.file}:{place.line} {transaction.what}: {call.what} ({site.file}:{site.line}) takes part in its "
            f"transaction, which writes {place.target} of {call.to_service}. Over the wire it would be outside, and wait for "
            f"rows that the transaction holds. What fits: `policy: borrow` for crossing {call.id} (its code comes along, and "
            f"its writes are debts), or moving the modules together."
        )


def ambiguous_endpoints(service: str, endpoints: Iterable[Place]) -> Iterator[str]:
    """Yield the classes of one name that others call: a call over the wire says no more than the name."""
    by_name: dict[str, list[str]] = {}
    for place in sorted(endpoints):
        by_name.setdefault(place.name, []).append(place.file)
    for name, files in sorted(by_name.items()):
        if len(files) > 1:
            yield (
                f"{files[0]}: others call {name} of {service}, and so they call another class of this name "
                f"({', '.join(files[1:])}); over the wire they could not be told apart. What fits: another name for "
                "one of them, or `borrow` for one of them."
            )


def shared_files(closure: Closure) -> Iterator[str]:
    """Yield the files that hold providers of several services, where the service needs one: a file has one place.

    What is beside an own class would run here, on tables of others; and an own class beside one of the service that has
    the file would be called over the wire.
    """
    around = closure.around
    homes: dict[str, dict[Place, str]] = {}
    for place, modules in around.providers.items():
        homes.setdefault(place.file, {})[place] = around.home(modules[0].name)
    for file, held in sorted(homes.items()):
        if len(set(held.values()) - {""}) < 2 or not (file in closure.moved or file in closure.taken):
            continue
        tied = {
            place: home
            for place, home in sorted(held.items())
            if home
            and (
                around.is_remote(place, wherever=True)
                or (home == around.service and not around.is_stateless(place))
            )
        }
        if len(set(tied.values())) < 2 or not any(closure.declares(file, place.name) for place in tied):
            continue
        wrong = [
            place
            for place, home in tied.items()
            if closure.declares(file, place.name)
            and (home != (around.owner_of_file(file) if around.is_remote(place) else around.service))
        ]
        if wrong:
            told = ", ".join(f"{place.name} of {home}" for place, home in tied.items())
            yield (
                f"{file}: it holds providers of several services ({told}), and a file has one place. What fits: a file for each "
                "of them, or keeping their modules together (`pins: together:`)."
            )


_MEMBER = re.compile(r"(?<![\w$])[A-Za-z_$][\w$]*\.`?([A-Za-z_$][\w$]*)")
"""``alias.property`` in a text, as query builders and statements write it."""
_COMPARED = re.compile(r"(?i)(?<![\w.:$`'\"])`?([a-z_]\w*)`?\s*(?:[=<>]|!=|\bIN\b|\bLIKE\b|\bIS\b)")
"""A column that a condition compares without saying of which table."""


def asked_secrets(closure: Closure) -> Iterator[str]:
    """Yield the places where the service's code names a column in a string (``'user.password = :given'``) that no view shows.

    Statements of SQL are read with the accesses; strings of query builders name properties or columns, and only those of
    files that reach the table are looked at. In a longer string only secrets count: it may be about several tables. So may a
    column without its table (``'token = :given'``), which counts where no other table of the file has one of its name.
    """
    around = closure.around
    known = {each.name: each.columns for each in around.facts.tables}
    reached: dict[str, set[str]] = {}
    for access in around.facts.accesses:
        reached.setdefault(access.file, set()).add(access.table)
    for table, left_out in sorted(around.hidden.items()):
        hidden = {name.lower(): name for name in left_out}
        properties: dict[str, str] = {}
        for place, entity in around.entities.items():
            named = dict(entity.columns) if entity.table == table and closure.has(place) else {}
            properties |= {name: hidden[it.lower()] for name, it in named.items() if it.lower() in hidden}
        secrets = {each.name for each in known.get(table, ()) if is_secret(each)}
        files = {file for file, tables in reached.items() if table in tables}
        for file in sorted(files & closure.moved.keys()):
            beside = reached[file] - {table}
            ambiguous = {column.name.lower() for each in beside for column in known.get(each, ())}
            bare = {each.lower(): each for each in secrets if each.lower() in hidden.keys() - ambiguous}
            for text in sorted(around.code.outline(file).strings):
                compared = () if looks_like_sql(text) else _COMPARED.findall(text)
                for column in dict.fromkeys(
                    (
                        *_named_columns(text, properties, hidden, secrets),
                        *(bare[name.lower()] for name in compared if name.lower() in bare),
                    )
                ):
                    content = around.code.content(file)
                    line = content.count(b"\n", 0, max(content.find(text.encode()), 0)) + 1
                    yield (
                        f"{file}:{line}: it reads {table}.{column}, a secret that the published view or grant "
                        f"leaves out. Add it to `columns` of the crossing by which {around.service} reads {table}, or take it "
                        "out of the code."
                    )


def _named_columns(
    text: str, properties: Mapping[str, str], hidden: Mapping[str, str], secrets: Collection[str]
) -> Iterator[str]:
    """Yield the hidden columns that a text of a query builder names: secrets, and what it is all about."""
    names: list[str] = [] if looks_like_sql(text) else _MEMBER.findall(text)
    property_alone = _MEMBER.fullmatch(text) is not None and names != [] and names[0] in properties
    for column in dict.fromkeys(properties.get(name) or hidden.get(name.lower()) for name in names):
        if column is not None and (column in secrets or property_alone):
            yield column


def _is_called(closure: Closure, place: Place) -> bool:
    return closure.around.is_remote(place) and place.name in closure.taken.get(place.file, ())
