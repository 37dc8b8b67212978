"""The facts file is the contract: what is written can be read back, and two runs give the same bytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shop_facts import shop

from woosh_split.model import facts as facts_module
from woosh_split.model.code import Unresolved
from woosh_split.model.document import from_document, to_document
from woosh_split.model.facts import Facts
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout
from woosh_split.reports.schema import facts_schema

TESTS = Path(__file__).parents[2]


def test_it_is_the_document_of_the_model() -> None:
    assert json.loads(to_json(shop(), Layout())) == to_document(shop())


def test_it_reads_back_to_equal_facts() -> None:
    assert from_document(json.loads(to_json(shop(), Layout()))) == shop()


@given(st.text())
def test_any_text_survives(text: str) -> None:
    facts = replace(shop(), unresolved=(Unresolved("sql", text, 1, text, text),))
    data = to_json(facts, Layout()).encode("utf-8", "backslashreplace")
    assert from_document(json.loads(data)) == facts


def test_one_fact_is_one_line() -> None:
    lines = to_json(shop(), Layout()).splitlines()
    assert sum(line.startswith('    {"module": ') and '"table": ' in line for line in lines) == len(
        shop().accesses
    )


def test_only_leaves_the_other_lists_out_and_can_still_be_read() -> None:
    document = json.loads(to_json(shop(), Layout(parts=("client-calls", "tables"))))
    assert list(document) == ["schema_version", "monolith", "tables", "client_calls"]
    assert from_document(document).tables == shop().tables


def test_other_hash_seeds_give_the_same_bytes() -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(TESTS)!r}); from shop_facts import shop\n"
        "from woosh_split.reports.layout import Layout; from woosh_split.reports.registry import FORMATS\n"
        "print([render(shop(), Layout()) for render in FORMATS.values()])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_the_schema_is_a_schema_and_the_facts_fit_it() -> None:
    schema = json.loads(facts_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(to_document(shop()), schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("accesses", "mode", "reads"),
        ("accesses", "line", 0),
        ("tables", "columns", None),
        ("routes", "path", 7),
        ("modules", "global", "yes"),
    ],
)
def test_the_schema_refuses_what_breaks_the_contract(part: str, key: str, value: object) -> None:
    document = to_document(shop())
    document[part][0][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, json.loads(facts_schema()), jsonschema.Draft202012Validator)


def test_the_schema_refuses_another_version() -> None:
    document = to_document(shop()) | {"schema_version": 2}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, json.loads(facts_schema()), jsonschema.Draft202012Validator)


def test_every_kind_of_fact_is_described_in_the_schema() -> None:
    """The descriptions are docstrings; one that is missing would leave the reader of the schema alone."""
    definitions = json.loads(facts_schema())["$defs"]
    assert all(len(each["description"]) > 10 for each in definitions.values())
    assert set(definitions) >= {"Access", "Table", "Route", "Transaction", "Unresolved", "Hazard", "Drift"}


def test_the_sample_has_one_of_everything() -> None:
    """Otherwise the tests above prove less than they seem to."""
    facts: Facts = shop()
    assert all(getattr(facts, name) for name in Facts.__dataclass_fields__)


def test_closed_sets_of_the_schema_are_those_that_the_model_names() -> None:
    """Found in a field trial: routes were of a kind that their own schema refused, and nothing told."""
    definitions = json.loads(facts_schema())["$defs"]
    told = {}
    for path in (Path(facts_module.__file__).parent).glob("*.py"):
        for kind in re.finditer(
            r"^class (\w+)[^\n]*:\n((?:    .*\n|\n)+)", path.read_text("utf-8"), re.MULTILINE
        ):
            for field in re.finditer(r"^    (\w+): str.*#((?: [\w-]+ \|)+ [\w-]+)", kind[2], re.MULTILINE):
                told[kind[1], field[1]] = set(field[2].replace(" ", "").split("|"))
    closed = {
        (kind, name): set(field["enum"])
        for kind, one in definitions.items()
        for name, field in one["properties"].items()
        if "enum" in field
    }
    both = told.keys() & closed.keys()
    assert len(both) > 8
    assert {key: closed[key] for key in both} == {key: told[key] for key in both}
