"""The shop's split file, facts and dump in a folder, as the commands of the database find them."""

from __future__ import annotations

from pathlib import Path

import yaml
from database_shop import DUMP, facts, split

from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout


def write_shop(folder: Path) -> Path:
    """Write ``woosh-split.yaml``, ``facts.json`` and ``schema.sql``, and return the folder."""
    told = split()
    services = {
        each.name: {"modules": list(each.modules), "tables": list(each.tables)}
        | ({"schema": each.schema} if each.schema else {})
        | ({"isolation": each.isolation} if each.isolation else {})
        for each in told.services
    }
    document = {
        "version": 1,
        "services": services,
        "reference": {each.table: {"writer": each.writer, "in": each.place} for each in told.reference},
        "phases": [{"id": each.id, "services": list(each.services)} for each in told.phases],
    }
    (folder / "woosh-split.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    (folder / "facts.json").write_text(to_json(facts(), Layout()), encoding="utf-8")
    (folder / "schema.sql").write_text(DUMP, encoding="utf-8")
    return folder
