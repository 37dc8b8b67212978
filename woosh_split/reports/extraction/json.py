"""Extractions as JSON: everything but the bytes of the files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from woosh_split.model.extraction import Extraction
from woosh_split.model.regeneration import RegenerationPlan
from woosh_split.reports.layout import Layout
from woosh_split.reports.regeneration.json import document

VERSION = 1


def to_json(
    extractions: Sequence[Extraction],
    layout: Layout,
    plans: Sequence[RegenerationPlan] = (),
    detailed: bool = False,
) -> str:
    """Return the extractions; ``version`` changes when a key changes its meaning."""
    left = iter(plans)  # one for each that has files, in order
    services = []
    for each in extractions:
        told = {key: value for key, value in asdict(each).items() if key != "files"}
        told["files"] = [path for path, _ in each.files]
        plan = next(left, None) if each.files else None
        told["writing"] = document(plan) if plan is not None else None
        services.append(told)
    return json.dumps({"version": VERSION, "services": services}, ensure_ascii=False, indent=2)
