"""The loader and the JSON Schema say the same of a document: an editor marks what every command would refuse."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.model.split import POLICIES
from woosh_split.split.nodes import Problems, compose
from woosh_split.split.reading import read_document
from woosh_split.split.schema import split_schema

VALIDATOR = jsonschema.Draft202012Validator(json.loads(split_schema()))
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/woosh-split.yaml"))

DOCUMENT: dict[str, Any] = {
    "version": 1,
    "monolith": {"root": ".", "app": "backend", "dump": ["a.sql"], "client": "app"},
    "isolation": "grants",
    "services": {
        "a-b": {"modules": ["m1", "m2"], "tables": ["t1"], "schema": "a_b", "strict": True, "isolation": "schema"}
    },
    "reference": {"t2": {"writer": "a-b", "in": "shared"}, "t3": {"writer": None}},
    "libraries": ["lib"],
    "crossings": [
        {"id": "0a1b2c3d", "from": "a-b", "to": "monolith", "kind": "read", "what": "t9", "policy": "view", "columns": ["id"]},
        {"id": "1a1b2c3d", "from": "a-b", "to": "monolith", "kind": "write", "what": "t9", "policy": "debt",
         "issue": "unfiled", "until": "2027-06-30"},
    ],
    "pins": {"together": [["m1", "m2"]], "apart": [["m1", "m2"]], "service": {"m1": "a-b"}},
    "phases": [{"id": "01", "services": ["a-b"], "depends_on": ["00"]}],
}  # fmt: skip

VALUES = st.sampled_from(
    [None, "", "x", "A B", "schema", "debt", "saga", "unscheduled", True, [], ["x"], ["x", "x"], [["x"]], [None],
     {}, {"x": {}}, {"x": "y"}, {"X_": {}}, "20270630", "2027-W01-1"]
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a document."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in below for place in places(each, (*path, key)))]


def loaded(document: Any) -> list[str]:
    """Return what the loader says of the document's shape."""
    problems = Problems()
    read_document(compose(yaml.safe_dump(document)), problems)
    return list(problems)


def agreed(document: Any) -> None:
    wrong = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]
    assert bool(loaded(document)) == bool(wrong), (loaded(document), wrong)


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_any_value_in_any_place_is_taken_by_both_or_by_none(data: st.DataObject) -> None:
    document = deepcopy(DOCUMENT)
    path = data.draw(st.sampled_from([each for each in places(document) if each]))
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    action = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if action == "remove":
        del holder[path[-1]]
    elif action == "add" and isinstance(holder, dict):
        holder["more"] = data.draw(VALUES)
    else:
        holder[path[-1]] = data.draw(VALUES)
    agreed(document)


@pytest.mark.parametrize("policy", [*POLICIES, "event", "saga", "", "views"])
@pytest.mark.parametrize("keys", [{}, {"issue": "X-1"}, {"issue": "X-1", "until": "2027-06-30"}])
def test_policies_are_taken_by_both_or_by_none(policy: str, keys: dict[str, str]) -> None:
    crossing = {"id": "0a1b2c3d", "from": "a", "to": "b", "kind": "write", "what": "t", "policy": policy}
    agreed({"version": 1, "services": {"a": {}, "b": {}}, "crossings": [crossing | keys]})


@pytest.mark.parametrize("name", ["orders", "a-1", "a--b", "Orders", "a_b", "1a", "monolith", "shared", "a-"])
def test_names_of_services_are_taken_by_both_or_by_none(name: str) -> None:
    agreed({"version": 1, "services": {name: {}}})


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.parent.name for path in EXAMPLES])
def test_the_schema_takes_the_example(path: Path) -> None:
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # every value as its text
    document["version"] = int(document["version"])
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert EXAMPLES


def test_every_key_says_what_it_is() -> None:
    def silent(node: Any, path: str = "") -> list[str]:
        found = []
        for name, each in (node.get("properties") or {}).items() if isinstance(node, dict) else ():
            found += [] if "description" in each or "const" in each else [f"{path}.{name}"]
        for name, each in node.items() if isinstance(node, dict) else ():
            if name not in ("if", "then"):
                found += silent(each, f"{path}.{name}")
        return found

    assert silent(json.loads(split_schema())) == []
