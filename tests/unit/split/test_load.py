"""Reading the split file: what it may say, and what is told of everything that is wrong in it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from woosh_split.model.split import LONGEST_PHASE, Location, SplitFile
from woosh_split.split.load import SPLIT_FILE, SplitFileError, find_split_file, load_split, parse_split
from woosh_split.split.nodes import MOST_PROBLEMS
from woosh_split.split.schema import split_schema
from woosh_split.split.skeleton import SKELETON

WHOLE = """\
version: 1
monolith: {root: ., app: backend, dump: [database/schema.sql], client: app}
isolation: grants
services:
  order-management:
    modules: [orders, payments]
    tables: [sales_orders]
    schema: orders_db
    strict: true
  client-management: {modules: [clients], tables: [Clients], isolation: schema}
reference:
  stores: {writer: order-management, in: shared}
  countries: {writer: null}
libraries: [cloudinary]
crossings:
  - {id: '12345678', from: order-management, to: client-management, kind: write, what: Clients, policy: debt,
     issue: https://example.org/7, until: 2027-06-30}
  - {id: 0a1b2c3d, from: order-management, to: client-management, kind: read, what: Clients, policy: view, columns: [id, name]}
  - {id: 1a1b2c3d, from: client-management, to: monolith, kind: write, what: logs, policy: debt, issue: unfiled, until: unscheduled}
pins: {together: [[orders, payments]], apart: [[orders, clients]], service: {routes: client-management}}
phases:
  - {id: 01-gateway, services: []}
  - {id: 02-orders, services: [order-management], depends_on: [01-gateway]}
"""


def refused(text: str) -> str:
    """Return what is said of a text that is not valid."""
    with pytest.raises(SplitFileError) as error:
        parse_split(text, "woosh-split.yaml")
    return str(error.value)


def agreed_by_schema(text: str) -> bool:
    """Say whether the JSON Schema takes the text; dates are texts there, as in JSON."""
    document = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return jsonschema.Draft202012Validator(json.loads(split_schema())).is_valid(document)


def test_everything_that_a_file_may_say_is_read() -> None:
    split = parse_split(WHOLE, "x")
    first, second = split.services
    assert (first.name, first.modules, first.schema, first.strict) == (
        "order-management", ("orders", "payments"), "orders_db", True,
    )  # fmt: skip
    assert (second.isolation, second.schema) == ("schema", None)
    assert split.monolith.client == ("app",)
    assert [(each.table, each.writer, each.place) for each in split.reference] == [
        ("stores", "order-management", "shared"),
        ("countries", None, "shared"),
    ]
    assert split.crossings[0].until == date(2027, 6, 30)
    assert split.crossings[1].columns == ("id", "name")
    assert (split.crossings[2].issue, split.crossings[2].until) == (None, None)
    assert split.pins.service == (("routes", "client-management"),)
    assert split.phases[1].depends_on == ("01-gateway",)


def test_the_schema_takes_what_the_loader_takes() -> None:
    assert agreed_by_schema(WHOLE)
    assert agreed_by_schema(SKELETON)
    assert parse_split(SKELETON, "x") == SplitFile()


DEBT = (
    "version: 1\nservices: {a: {}, b: {}}\ncrossings:\n"
    "  - {id: 12345678, from: a, to: b, kind: write, what: t, policy: debt, issue: X-1"
)
WRONG = {
    "an unknown key": ("version: 1\nservice: {}\n", "line 2: the file: there is no key service. Did you mean services?"),
    "no version": ("services: {}\n", "the key version is missing"),
    "a later version": ("version: 2\n", "version: this woosh-split reads version 1, found the value 2"),
    "a list for a mapping": ("version: 1\nservices: [a]\n", "services: expected a mapping, found a list"),
    "an isolation that is none": ("version: 1\nisolation: schemas\n", "schemas is not known. Did you mean schema?"),
    "a name that is no service's": ("version: 1\nservices: {Order_X: {}}\n", "a service's name is in kebab-case"),
    "the reserved name": ("version: 1\nservices: {monolith: {}}\n", "the name monolith is reserved"),
    "a key twice": ("version: 1\nservices:\n  a: {}\n  a: {}\n", "line 4: services: a stands here twice"),
    "a flag that is none": ("version: 1\nservices: {a: {strict: maybe}}\n", "expected true or false, found the value maybe"),
    "a saga": (
        "version: 1\nservices: {a: {}, b: {}}\ncrossings:\n"
        "  - {id: 12345678, from: a, to: b, kind: write, what: t, policy: saga}\n",
        "line 4: crossings[0].policy: saga is not built yet",
    ),
    "a debt without an end": (
        "version: 1\nservices: {a: {}, b: {}}\ncrossings:\n"
        "  - {id: 12345678, from: a, to: b, kind: write, what: t, policy: debt, issue: X-1}\n",
        "a debt needs until",
    ),
    "a date that is none": (f"{DEBT}, until: 2027-02-30}}\n", "crossings[0].until: expected a date such as 2027-06-30, found 2027-02-30"),
    "a date that only Python reads": (f"{DEBT}, until: '20270630'}}\n", "expected a date such as 2027-06-30, found 20270630"),
    "a name twice in a list": ("version: 1\nservices:\n  a:\n    modules: [m,\n    m]\n", "line 5: services.a.modules: m is listed twice"),
    "a schema that is none": ("version: 1\nservices: {a: {schema: a-b}}\n", "services.a.schema: a-b cannot name a schema"),
    "an empty value": ("version: 1\nmonolith: {root: }\n", "monolith.root: expected a text, found nothing"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=list(WRONG))
def test_what_is_wrong_is_told_with_its_line(case: str) -> None:
    text, told = WRONG[case]
    assert told in refused(text)


@pytest.mark.parametrize(
    "case", sorted(set(WRONG) - {"a key twice", "a date that is none"})
)  # which it cannot tell
def test_the_schema_refuses_it_too(case: str) -> None:
    assert not agreed_by_schema(WRONG[case][0])


CONTRADICTORY = {
    "two owners of a table": (
        "version: 1\nservices:\n  a: {tables: [t]}\n  b: {tables: [t]}\n",
        "line 4: table t stands in service b and in service a; it can be in one place only",
    ),
    "a module that is a library too": (
        "version: 1\nservices:\n  a: {modules: [m]}\nlibraries: [m]\n",
        "line 4: module m stands in libraries and in service a",
    ),
    "a writer that is no service": (
        "version: 1\nservices: {orders: {}}\nreference:\n  t: {writer: order}\n",
        "line 4: reference.t.writer: there is no service order. Did you mean orders?",
    ),
    "a pin to no service": (
        "version: 1\nservices: {orders: {}}\npins: {service: {m: order}}\n",
        "pins.service.m: there is no service order. Did you mean orders? A new one is named under services first, "
        "with nothing in it: `order: {}`.",
    ),
    "a phase that waits for a later one": (
        "version: 1\nservices: {a: {}}\nphases:\n  - {id: one, services: [a], depends_on: [two]}\n  - {id: two}\n",
        "line 4: phases[0].depends_on: one waits for two, which is no earlier phase",
    ),
    "a phase that the journal would cut short": (
        f"version: 1\nservices: {{a: {{}}}}\nphases:\n  - {{id: 01-{'b' * 78}, services: [a]}}\n",
        "line 4: phases[0].id: 01-bbbbbbbbbbbbbbbbb... is 81 characters long; the journal of `apply` keeps 80",
    ),
    "a service in two phases": (
        "version: 1\nservices: {a: {}}\nphases:\n  - {id: one, services: [a]}\n  - {id: two, services: [a]}\n",
        "a has its phase already, one",
    ),
    "a reference table that nobody publishes": (
        "version: 1\nservices: {orders: {}}\nreference:\n  t: {in: order}\n",
        "line 4: reference.t.in: there is no service order. Did you mean orders?",
    ),
    "a crossing from no service": (
        "version: 1\nservices: {orders: {}}\ncrossings:\n"
        "  - {id: 12345678, from: order, to: orders, kind: read, what: t, policy: view}\n",
        "line 4: crossings[0].from: there is no service order. Did you mean orders?",
    ),
    "a crossing to no service": (
        "version: 1\nservices: {orders: {}}\ncrossings:\n"
        "  - {id: 12345678, from: orders, to: user, kind: read, what: t, policy: view}\n",
        "line 4: crossings[0].to: there is no service user",
    ),
    "one id for two crossings": (
        "version: 1\nservices: {orders: {}}\ncrossings:\n"
        "  - {id: 12345678, from: orders, to: monolith, kind: read, what: t, policy: view}\n"
        "  - {id: 12345678, from: orders, to: monolith, kind: read, what: u, policy: view}\n",
        "line 5: crossings[1]: the id 12345678 stands here twice",
    ),
    "one id for two phases": (
        "version: 1\nservices: {a: {}}\nphases:\n  - {id: one}\n  - {id: one, services: [a]}\n",
        "line 5: phases[1]: the id one is taken",
    ),
    "a phase that waits for none": (
        "version: 1\nservices: {a: {}}\nphases:\n  - {id: one}\n  - {id: two, services: [a], depends_on: [ones]}\n",
        "line 5: phases[1].depends_on: there is no phase ones. Did you mean one?",
    ),
    "the schema that another one has by its name": (
        "version: 1\nservices:\n  a: {schema: A_B}\n  a-b: {}\n",
        "line 4: services.a-b.schema: a_b is the schema of a already",
    ),
    "one schema for two": (
        "version: 1\nservices:\n  a-b: {}\n  a: {schema: A_B}\n",
        "A_B is the schema of a-b already",
    ),
}


@pytest.mark.parametrize("case", CONTRADICTORY, ids=list(CONTRADICTORY))
def test_what_contradicts_itself_is_told(case: str) -> None:
    text, told = CONTRADICTORY[case]
    assert told in refused(text)


def test_all_problems_are_told_at_once() -> None:
    told = refused("version: 1\nisolation: x\nservices: {A: {strict: 3}}\nphase: []\n")
    assert [line.split(":")[0].strip() for line in told.splitlines()[1:]] == [
        "line 2",
        "line 3",
        "line 3",
        "line 4",
    ]


def test_as_many_problems_as_are_listed_are_all_of_them() -> None:
    told = refused("version: 1\n" + "".join(f"key{n}: 1\n" for n in range(MOST_PROBLEMS)))
    assert len(told.splitlines()) == 1 + MOST_PROBLEMS
    assert "more" not in told.splitlines()[-1]


def test_what_a_file_leaves_out_of_where_things_are_is_as_if_it_said_nothing() -> None:
    assert parse_split("version: 1\nmonolith: {app: backend}\n", "x").monolith == Location(app="backend")


def test_a_phase_of_the_longest_name_that_the_journal_keeps_is_taken() -> None:
    name = f"01-{'b' * (LONGEST_PHASE - 3)}"
    assert parse_split(f"version: 1\nphases: [{{id: {name}}}]\n", "x").phases[0].id == name


@pytest.mark.parametrize("key", ["? [a]\n:", "'':", "? {a: b}\n:"])
def test_a_key_that_is_no_name_is_told(key: str) -> None:
    assert "the file: a key has to be a name" in refused(f"version: 1\n{key} x\n")


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(SplitFileError, match="cannot be read: Is a directory"):
        load_split(tmp_path)


def test_a_file_that_is_wrong_as_a_whole_is_cut_short() -> None:
    told = refused("version: 1\n" + "".join(f"key{n}: 1\n" for n in range(50)))
    assert told.splitlines()[-1].strip() == "and 30 more"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("version: 1\nservices: {a: [\n", "this is no YAML"),
        ("version: 1\n<<<<<<< HEAD\nservices: {}\n", "line 2: a merge conflict is still open here"),
        ("", "the file is empty"),
        ("- 1\n", "the file: expected a mapping, found a list"),
        ("version: 1\nservices: {a: \x07}\n", "this is no YAML"),
        (
            "version: 1\n---\nversion: 1\n",
            "line 2: this is no YAML: expected a single document in the stream, but found another document.",
        ),
        (
            'version: 1\nmonolith: {root: "a\\0b"}\n',
            "line 2: monolith.root: the text holds the character NUL",
        ),
    ],
)
def test_what_is_no_split_file_is_refused_in_words(text: str, told: str) -> None:
    assert told in refused(text)


@pytest.mark.parametrize("key", ["version", "isolation", "services", "phases"])
def test_a_wrong_value_of_a_thousand_letters_is_not_repeated_whole(key: str) -> None:
    told = refused(f"version: 1\n{key}: {'7' * 1000}\n" if key != "version" else f"version: {'7' * 1000}\n")
    assert "777" in told
    assert len(told) < 300


def test_a_missing_file_names_the_command_that_writes_it(tmp_path: Path) -> None:
    with pytest.raises(SplitFileError, match="woosh-split propose"):
        load_split(tmp_path / SPLIT_FILE)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / SPLIT_FILE
    path.write_bytes(b"version: 1\n# \xff\n")
    with pytest.raises(SplitFileError, match="is not UTF-8"):
        load_split(path)


def test_the_file_is_found_upwards(tmp_path: Path) -> None:
    (tmp_path / SPLIT_FILE).write_text("version: 1\n")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find_split_file(below) == (tmp_path / SPLIT_FILE).resolve()
