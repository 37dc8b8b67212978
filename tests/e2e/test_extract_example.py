"""The example, taken apart whole: nothing is refused, all compiles, and moved code is the monolith's own."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from functools import cache

import pytest
from monoliths import EXAMPLE
from oracles import with_packages

from woosh_split.model.extraction import Extraction
from woosh_split.pipeline.extract import extract
from woosh_split.pipeline.extract_request import ExtractRequest
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import load_split

pytestmark = pytest.mark.xdist_group("example-extracted")
SERVICES = tuple(each.name for each in load_split(EXAMPLE.root / "woosh-split.yaml").services)


@cache
def extracted() -> dict[str, Extraction]:
    """Extract every service of the example and what is left of it, each compiled."""
    with_packages(EXAMPLE.root / EXAMPLE.backend)
    path = EXAMPLE.root / "woosh-split.yaml"
    request = ExtractRequest(AnalyseRequest(EXAMPLE.root), load_split(path), path, SERVICES, remainder=True)
    return {each.service: each for each in extract(request).services}


def test_nothing_is_refused() -> None:
    assert {name: each.refusals for name, each in extracted().items() if each.refusals} == {}
    assert set(extracted()) == {*SERVICES, "monolith"}


@pytest.mark.parametrize("service", [*SERVICES, "monolith"])
def test_moved_files_differ_from_the_monolith_s_by_registered_edits_only(service: str) -> None:
    """Every line that is not as it was lies where an edit is registered, with its reason."""
    found = extracted()[service]
    files = dict(found.files)
    assert found.moved
    for moved in found.moved:
        before = (EXAMPLE.root / moved.origin).read_bytes()
        after = files[moved.path]
        if not moved.edits:
            assert after == before, moved.path
            continue
        assert after != before, moved.path
        assert all(each.reason for each in moved.edits)
        old, new = before.split(b"\n"), after.split(b"\n")
        registered = {each.line for each in moved.edits}
        for kind, start, end, *_ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            lines = set(range(start, end + 2))  # counted from one, and the line where something is put before
            assert kind == "equal" or lines & registered, (moved.path, kind, start + 1, end)
        assert b"\r\n" not in after or b"\r\n" in before


@pytest.mark.parametrize("service", [*SERVICES, "monolith"])
def test_what_is_generated_and_what_is_moved_never_mix(service: str) -> None:
    found = extracted()[service]
    moved = {each.path for each in found.moved}
    for path, _ in found.files:
        generated = path.startswith("src/generated/")
        assert not (generated and path in moved)
        assert generated or path in moved or not path.endswith(".ts"), path
    assert {each.path for each in found.stand_ins} <= {path for path, _ in found.files}


def test_every_module_and_every_job_is_in_one_place() -> None:
    modules = [name for each in extracted().values() for name in each.modules]
    jobs = [job for each in extracted().values() for job in each.jobs]
    assert len(modules) == len(set(modules))
    assert len(jobs) == len(set(jobs))


def test_every_call_over_the_wire_is_answered() -> None:
    called = {
        (call.owner, call.provider, call.method, name)
        for name, each in extracted().items()
        for call in each.calls
    }
    answered = {
        (name, endpoint.provider, endpoint.method, caller)
        for name, each in extracted().items()
        for endpoint in each.endpoints
        for caller in endpoint.callers
    }
    assert called == answered


WHOLE = re.compile(r"Promise<|^import (?:type )?\{ \w+ \} from |^\s*(?:\w+: )?(['`\"]).*\1[,;]?$")


@pytest.mark.parametrize("service", [*SERVICES, "monolith"])
def test_generated_code_keeps_to_eighty_columns(service: str) -> None:
    """What stands in for the monolith's own text keeps its lines; an inferred type, a text and the import of one name have no place to break at."""
    stand_ins = {each.path for each in extracted()[service].stand_ins if each.kind != "client"}
    ours = {
        path: data
        for path, data in extracted()[service].files
        if path.startswith("src/generated/") and "/runtime/" not in path and path not in stand_ins
    }
    assert ours
    for path, data in ours.items():
        code = [line for line in data.decode().splitlines() if not line.startswith("//")]
        long = [line for line in code if len(line) > 80 and not WHOLE.search(line)]
        assert long == [], path


def test_package_files_are_valid() -> None:
    for each in extracted().values():
        package = json.loads(dict(each.files)["package.json"])
        assert package["scripts"]["build"]
        assert "typescript" in package["devDependencies"]
