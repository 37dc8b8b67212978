"""A split file for the replicated example: the services that its owners wished for, each with all replicas."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import yaml

_REPLICA = re.compile(r"-module-r\d+$")


def write_split_file(facts_file: Path, wishes: Path, target: Path) -> None:
    """Write a valid split file: a table belongs to the service that writes it in most places."""
    facts: dict[str, Any] = json.loads(facts_file.read_text(encoding="utf-8"))
    services: dict[str, list[str]] = yaml.safe_load(wishes.read_text(encoding="utf-8"))["services"]
    home = {module: service for service, modules in services.items() for module in modules}
    modules: dict[str, list[str]] = defaultdict(list)
    for module in facts["modules"]:
        service = home.get(_REPLICA.sub("", module["name"]))
        if service is not None:
            modules[service].append(module["name"])
    owner = {name: service for service, names in modules.items() for name in names}
    writes: dict[str, Counter[str]] = defaultdict(Counter)
    for access in facts["accesses"]:
        if access["mode"] == "write" and access["module"] in owner:
            writes[access["table"]][owner[access["module"]]] += 1
    tables: dict[str, list[str]] = defaultdict(list)
    for table, counted in sorted(writes.items()):
        tables[min(counted, key=lambda service: (-counted[service], service))].append(table)
    document = {
        "version": 1,
        "services": {
            service: {"modules": sorted(modules[service]), "tables": tables[service]}
            for service in sorted(modules)
        },
    }
    target.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
