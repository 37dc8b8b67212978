"""The benchmark of check has a split file that fits its tree."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from mini_shop import write_mini_shop

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks" / "analyse"))
sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks" / "check"))

from replicate import replicate
from split_file import write_split_file

from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout
from woosh_split.split.load import load_split
from woosh_split.split.validate import validate_against


def test_every_replica_is_in_its_service_and_every_written_table_has_an_owner(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    replicate(write_mini_shop(tmp_path / "backend"), tree, 40)
    facts = analyse(AnalyseRequest(root=tree))
    (tmp_path / "facts.json").write_text(to_json(facts, Layout()), encoding="utf-8")
    modules = sorted({module.name.partition("-module-r")[0] for module in facts.modules} - {"app"})
    wishes = {"services": {f"{name}-service": [name] for name in modules}}
    (tmp_path / "wishes.yaml").write_text(yaml.safe_dump(wishes), encoding="utf-8")
    target = tmp_path / "woosh-split.yaml"
    write_split_file(tmp_path / "facts.json", tmp_path / "wishes.yaml", target)
    split = load_split(target)
    validate_against(split, facts, target)
    assert {service.name for service in split.services} == set(wishes["services"])
    copies = {len(service.modules) for service in split.services}
    assert copies.pop() > 1
    assert not copies
    written = {access.table for access in facts.accesses if access.mode == "write"}
    assert written
    assert {table for service in split.services for table in service.tables} == written
