"""The example really runs, and nothing that it does on the database is missing from the facts.

The whole smoke test is sent to the booted backend on a real server. The facts are then compared with what was seen, from coarse
to fine: the server's own logs and counters (which tables, read or written), each statement with the function that asked for
it (which access), the functions that called one another for a request (which calls), and the request (which route). sqlglot
reads the statements here, not the package's own reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from example_run import ExampleRun, Sent
from monoliths import EXAMPLE, facts_of
from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

pytestmark = pytest.mark.xdist_group("example")

Use = tuple[str, str]
NO_TABLES = (
    "START TRANSACTION",
    "COMMIT",
    "ROLLBACK",
    "SET ",
    "SELECT 1",
    "SELECT VERSION()",
    "CALL ",
    "SHOW ",
)

PERSISTING = ("save", "insert", "upsert", "remove", "softRemove", "recover")


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return facts_of(EXAMPLE)


@cache
def uses_of(sql: str) -> frozenset[Use]:
    """Return the tables of a statement, each with ``read`` or ``write``."""
    if sql.strip().upper().startswith(NO_TABLES):
        return frozenset()
    try:
        statement = parse_one(sql, dialect="mysql")
    except SqlglotError as problem:
        raise AssertionError(f"sqlglot cannot read what the server got: {sql}") from problem
    names = {each.alias for each in statement.find_all(exp.CTE)}
    tables = {each.name for each in statement.find_all(exp.Table)} - names
    if not isinstance(statement, exp.Insert | exp.Update | exp.Delete):
        return frozenset((table, "read") for table in tables)
    written = statement.find(exp.Table)
    assert written is not None, sql
    return frozenset((table, "write" if table == written.name else "read") for table in tables)


def called(sql: str) -> str | None:
    """Return the procedure that a statement calls."""
    words = sql.replace("(", " ").split()
    return words[1].strip("`") if words and words[0].upper() == "CALL" else None


def known_uses(facts: dict[str, Any]) -> set[Use]:
    return {(access["table"], access["mode"]) for access in facts["accesses"]}


def unknown(statements: Iterable[str], known: set[Use]) -> list[str]:
    """Return a readable line for each use that is not known, with the first statement that shows it."""
    first: dict[Use, str] = {}
    for sql in statements:
        for use in uses_of(sql):
            first.setdefault(use, sql)
    return [
        f"{mode} {table}: {sql[:200]}"
        for (table, mode), sql in sorted(first.items())
        if (table, mode) not in known
    ]


def test_the_smoke_test_passes_whole(example_run: ExampleRun) -> None:
    different = [each for each in example_run.smoke["results"] if each["differences"]]
    assert different == []
    assert example_run.smoke["requests"] >= 150


def test_every_route_that_the_app_prints_at_its_start_is_in_the_facts_and_no_other(
    example_run: ExampleRun, facts: dict[str, Any]
) -> None:
    assert len(example_run.mapped) >= 150
    ours = sorted(facts["routes"], key=lambda route: route["order"])
    assert [(route["method"], route["path"]) for route in ours] == list(example_run.mapped)


def test_the_server_logged_the_same_statements_that_were_sent(
    example_run: ExampleRun, facts: dict[str, Any]
) -> None:
    """So what is said below of the functions that sent them is said of all that reached the server."""
    sent = {use for each in example_run.sent for use in uses_of(each.sql)}
    # The bodies of triggers are in the log, too.
    fired = {
        (table, mode)
        for each in facts["triggers"]
        for mode in ("read", "write")
        for table in each[f"{mode}s"]
    }
    assert unknown(example_run.logged, sent | fired) == []
    assert {called(sql) for sql in example_run.logged} == {called(each.sql) for each in example_run.sent}


def test_every_table_in_the_log_is_an_access(example_run: ExampleRun, facts: dict[str, Any]) -> None:
    assert len(example_run.logged) > 300
    assert unknown(example_run.logged, known_uses(facts)) == []


def test_every_table_that_a_procedure_touched_is_an_access_through_a_procedure(
    example_run: ExampleRun, facts: dict[str, Any]
) -> None:
    assert any(uses_of(sql) for sql in example_run.inner)
    known = {(each["table"], each["mode"]) for each in facts["accesses"] if each["via"] == "procedure"}
    assert unknown(example_run.inner, known) == []


def test_every_table_with_changed_rows_is_written_in_the_facts(
    example_run: ExampleRun, facts: dict[str, Any]
) -> None:
    """The server counts what triggers change, too, which no log shows."""
    written = {table for table, mode in known_uses(facts) if mode == "write"}
    assert {each["table"] for each in facts["accesses"] if each["via"] == "trigger"} <= example_run.changed
    assert example_run.changed - written == set()


def asking(sent: Sent) -> tuple[str, str]:
    """Return file and name of the innermost function that has a name: a callback belongs to the one around it."""
    return next((file, name) for file, name, _ in sent.callers if name and "<anonymous>" not in name)


def with_tables(sent: Iterable[Sent]) -> Iterator[tuple[Sent, frozenset[Use]]]:
    for each in sent:
        uses = uses_of(each.sql)
        if uses:
            yield each, uses


def test_every_statement_is_an_access_of_the_function_that_asked_for_it(
    example_run: ExampleRun, facts: dict[str, Any]
) -> None:
    """By contract ``save`` and its like write: what TypeORM reads to do so is no access of its own.

    It reads the row before and the generated columns after, and of a loaded one-to-many relation what hangs on the row: so
    only the written tables, and those that they are related to, are left out, and only for such a method's own statements.
    """
    known = {(each["file"], each["function"], each["table"], each["mode"]) for each in facts["accesses"]}
    related = defaultdict(set)
    for each in facts["relations"]:
        if each["kind"] == "one-to-many":
            related[each["to_table"]].add(each["from_table"])
    missing = {
        f"{function} ({file}): {mode} {table}, seen in {sent.route}"
        for sent, uses in with_tables(example_run.sent)
        for file, function in [asking(sent)]
        for table, mode in uses
        if (file, function, table, mode) not in known
        and not (
            sent.method in PERSISTING
            and mode == "read"
            and any((file, function, each, "write") in known for each in {table, *related[table]})
        )
    }
    assert sorted(missing) == []


def test_every_call_of_a_procedure_is_followed_or_listed_as_unresolved(
    example_run: ExampleRun, facts: dict[str, Any]
) -> None:
    routines = {each["name"]: each for each in facts["routines"]}
    known = {
        (each["function"], each["table"], each["mode"])
        for each in facts["accesses"]
        if each["via"] == "procedure"
    }
    missing = set()
    for sent in example_run.sent:
        name = called(sent.sql)
        if name is None:
            continue
        file, function = asking(sent)
        if name not in routines:
            if not any(each["file"] == file and name in each["text"] for each in facts["unresolved"]):
                missing.add(f"{function} calls {name}, which has no DDL: not among the unresolved")
            continue
        for mode, key in (("read", "reads"), ("write", "writes")):
            missing |= {
                f"{function} calls {name}: {mode} {table}"
                for table in routines[name][key]
                if (function, table, mode) not in known
            }
    assert sorted(missing) == []


def test_every_step_from_module_to_module_is_a_call(example_run: ExampleRun, facts: dict[str, Any]) -> None:
    """Whoever stands below a function of another module on the stack of a statement has called it."""
    owner = {file: module["name"] for module in facts["modules"] for file in module["files"]}
    known = {(each["from"], each["to"], each["function"], each["method"]) for each in facts["calls"]}
    steps = {
        (owner[outer[0]], owner[inner[0]], outer[1], inner[1].rpartition(".")[2])
        for sent in example_run.sent
        for inner, outer in pairwise([caller for caller in sent.callers if "<anonymous>" not in caller[1]])
        if "~shared" not in (owner[inner[0]], owner[outer[0]]) and owner[inner[0]] != owner[outer[0]]
    }
    assert steps
    assert sorted(steps - known) == []


def test_the_handler_that_answered_is_the_route_s(example_run: ExampleRun, facts: dict[str, Any]) -> None:
    """The outermost function of a request is a controller's method: the one that the facts name for the route."""
    handlers = {f"{route['method']} {route['path']}": route["handler"] for route in facts["routes"]}
    controllers = {name for module in facts["modules"] for name in module["controllers"]}
    seen = {
        (sent.route, sent.callers[-1][1])
        for sent in example_run.sent
        if sent.route and sent.callers and sent.callers[-1][1].split(".")[0] in controllers
    }
    assert len(seen) > 50
    assert sorted((route, handler) for route, handler in seen if handlers.get(route) != handler) == []
